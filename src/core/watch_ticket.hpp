#pragma once
#include <string>
#include <vector>

#include "core/error.hpp"
#include "core/ports.hpp"

namespace desk::core {

struct WatchTicketInput {
    TicketRef ref;
    std::string agent_login;  ///< who is to watch it, or no longer; unknown: Errc::agent_not_found
};

struct WatchedTicket {
    TicketId id;
    std::string number;
    Agent agent;
    bool is_change = false;  ///< false: it was so before
};

/// Lets an agent hear of what happens to a ticket. Of a merged ticket the master is watched:
/// Errc::ticket_merged says which one.
Result<WatchedTicket> watch_ticket(Tx& tx, const Actor& actor, const WatchTicketInput& input);
Result<WatchedTicket> unwatch_ticket(Tx& tx, const Actor& actor, const WatchTicketInput& input);

/// In the order of their ids.
Result<std::vector<Agent>> ticket_watchers(Tx& tx, const Actor& actor, const TicketRef& ref);

}  // namespace desk::core
