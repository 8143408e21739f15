#pragma once
#include <chrono>
#include <cstdint>
#include <string>

#include "core/ids.hpp"
#include "core/people.hpp"
#include "generate/cast.hpp"
#include "generate/seeded_random.hpp"
#include "generate/text_maker.hpp"

namespace desk::generate {

/// What happens next on a ticket.
enum class Step { customer_writes, agent_writes, agent_notes, closes, nothing };

/// One ticket while something may still happen to it.
struct Thread {
    core::TicketId id;
    const Customer* customer = nullptr;  ///< none: a guest
    const Staff* agent = nullptr;
    Language language = Language::english;
    Department department = Department::support;
    core::Origin origin = core::Origin::web;
    core::BodyFormat customer_format = core::BodyFormat::plain;
    Subject subject;
    std::string writer;       ///< the customer's name
    std::string guest_email;  ///< of a guest
    int messages_left = 0;
    Step next = Step::nothing;
    bool is_flagged = false;
    bool is_closed = false;
    bool stays_open = false;  ///< one of the few that nobody ever closes
    bool may_reopen = true;
};

/// How many messages a ticket gets, opening and notes included: most two to four, a few dozens,
/// `mean` on average (at least 1).
int draw_messages(double mean, SeededRandom& random);

/// Decides what follows on `thread.next`, which has just been done.
void choose_next(Thread& thread, SeededRandom& random);

/// How long it takes until `thread.next` is done.
std::chrono::seconds draw_delay(const Thread& thread, SeededRandom& random);

}  // namespace desk::generate
