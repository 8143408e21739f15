#pragma once
#include <cstdint>
#include <vector>

#include "core/error.hpp"
#include "core/list_ports.hpp"

namespace desk::core {

struct CountTicketsInput {
    /// Only in the departments that the actor's agent is assigned to; see departments_of().
    bool only_assigned = false;
};

struct TicketCounts {
    std::vector<DepartmentId> departments;  ///< those counted in, in the desk's order
    std::int64_t active = 0;
    std::int64_t awaiting_reply = 0;
    std::int64_t flagged = 0;            ///< active and flagged to the actor's agent
    std::vector<StatusCounts> statuses;  ///< all of them, in the desk's order
};

/// How many tickets there are in which state. What is counted is what list_tickets() lists. For
/// staff: an actor that belongs to a client gets Errc::not_permitted.
Result<TicketCounts> count_tickets(Tx& tx, const Actor& actor, const CountTicketsInput& input);

/// Tickets of a selection, all of them or those in an active one of the statuses.
std::int64_t count_all(Tx& tx, const TicketSelection& selection);
std::int64_t count_active(Tx& tx, TicketSelection selection,
                          const std::vector<StatusCounts>& statuses);

}  // namespace desk::core
