#pragma once
#include <cstdint>

#include "core/open_ticket.hpp"
#include "generate/thread.hpp"

namespace desk::generate {

/// Where tickets about that are opened.
Department department_of(Topic topic);

/// Makes up who opens a ticket, what about, and with which words.
class OpeningMaker {
  public:
    OpeningMaker(const Cast& cast, SeededRandom& random)
        : cast_(cast), random_(random), texts_(random) {}

    /// \param number  of the ticket; no two with the same
    Thread make_thread(std::int64_t number, double mean_messages);
    core::OpenTicketInput make_opening(const Thread& thread, Timestamp now);

  private:
    void choose_writer(Thread& thread);
    void name_requester(const Thread& thread, core::OpenTicketInput& input);
    void fill_fields(const Thread& thread, Timestamp now, core::OpenTicketInput& input);

    const Cast& cast_;
    SeededRandom& random_;
    TextMaker texts_;
};

}  // namespace desk::generate
