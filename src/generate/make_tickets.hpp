#pragma once
#include <cstdint>

#include "core/ports.hpp"
#include "generate/cast.hpp"
#include "generate/seeded_random.hpp"

namespace desk::generate {

struct Plan {
    std::int64_t tickets = 0;
    double mean_messages = 5;  ///< a ticket, opening and notes included; at least 1
    Timestamp until;           ///< nothing happens from here on
};

/// Where the tickets happen.
class Stage {
  public:
    virtual ~Stage() = default;
    virtual core::Tx& tx() = 0;
    /// The time that tx().clock() tells from now on; never before the last one's.
    virtual void set_time(Timestamp time) = 0;
    /// Nothing happens to this ticket any more.
    virtual void settled(core::TicketId ticket) = 0;
    /// \param so_far  tickets opened
    virtual void opened(std::int64_t so_far) = 0;
};

struct Tally {
    std::int64_t tickets = 0;
    std::int64_t replies = 0;
    std::int64_t notes = 0;
    std::int64_t closed = 0;  ///< tickets that are closed in the end

    [[nodiscard]] std::int64_t messages() const { return tickets + replies + notes; }
};

/// Three years of tickets in the order in which things happen, each through its use case: opened,
/// answered, noted on, flagged, moved, closed and reopened, mostly by the few clients who always
/// write. The same cast, plan and chance make the same tickets.
/// \throws std::logic_error when a use case refuses
Tally make_tickets(Stage& stage, const Cast& cast, const Plan& plan, SeededRandom& random);

}  // namespace desk::generate
