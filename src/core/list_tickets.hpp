#pragma once
#include "core/error.hpp"
#include "core/list_ports.hpp"

namespace desk::core {

/// The most tickets of one page, whatever is asked for.
inline constexpr std::int64_t kMaxListLimit = 10'000;

struct ListTicketsInput {
    std::vector<DepartmentId> departments;  ///< any of these; none: every
    /// Only in the departments that the actor's agent is assigned to; see departments_of().
    bool only_assigned = false;
    std::vector<std::string> status_titles;  ///< any of these; an unknown one has no tickets
    bool only_active = false;                ///< in a status that counts as active
    bool only_awaiting_reply = false;        ///< in one that awaits a reply
    bool only_mine = false;                  ///< flagged to the actor's agent
    ClientId client;
    AgentId flag;
    std::string email;
    std::string subject;
    ListPage page;  ///< but for `reader`; the limit is cut to 1..kMaxListLimit
};

/// Whose pages these are: two readers of one list do not continue from one another's.
std::string reader_of(const Actor& actor);

/// A page of tickets. Deleted and merged ones are in no list. Staff sees all, an actor of a client
/// that client's alone, anybody else Errc::not_permitted.
Result<TicketList> list_tickets(Tx& tx, const Actor& actor, const ListTicketsInput& input);

}  // namespace desk::core
