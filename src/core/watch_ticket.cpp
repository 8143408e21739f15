#include "core/watch_ticket.hpp"

#include <algorithm>

#include "core/merge_tickets.hpp"
#include "core/permissions.hpp"
#include "core/watcher_ports.hpp"
#include "util/text.hpp"

namespace desk::core {

namespace {

Result<void> check(Tx& tx, const Actor& actor, const std::optional<Ticket>& ticket) {
    if (!ticket || !may(actor, Action::see_ticket, *ticket)) return fail(Errc::ticket_not_found);
    if (!may(actor, Action::watch_ticket, *ticket)) return fail(Errc::not_permitted);
    if (ticket->merged_into.is_set()) {
        return fail(Errc::ticket_merged, master_number(tx, ticket->merged_into));
    }
    return {};
}

/// \param watches  from now on
Result<WatchedTicket> set_watching(Tx& tx, const Actor& actor, const WatchTicketInput& input,
                                   bool watches) {
    const std::optional<Ticket> ticket = tx.lock_ticket(input.ref);
    if (auto ok = check(tx, actor, ticket); !ok) return tl::unexpected(ok.error());
    std::optional<Agent> agent = tx.find_agent_by_login(trim(input.agent_login));
    if (!agent) return fail(Errc::agent_not_found, input.agent_login);
    const std::vector<AgentId> present = tx.watchers().of_ticket(ticket->id);
    const bool watched = std::find(present.begin(), present.end(), agent->id) != present.end();
    if (watches != watched) {
        if (watches) {
            tx.watchers().add(ticket->id, agent->id);
        } else {
            tx.watchers().remove(ticket->id, agent->id);
        }
        tx.append_event(ticket->id,
                        {watches ? event_type::kTicketWatch : event_type::kTicketUnwatch,
                         {{"adminid", std::to_string(agent->id.value())},
                          {"adminname", agent->display_name()}}},
                        actor);
    }
    return WatchedTicket{ticket->id, ticket->number, std::move(*agent), watches != watched};
}

}  // namespace

Result<WatchedTicket> watch_ticket(Tx& tx, const Actor& actor, const WatchTicketInput& input) {
    return set_watching(tx, actor, input, true);
}

Result<WatchedTicket> unwatch_ticket(Tx& tx, const Actor& actor, const WatchTicketInput& input) {
    return set_watching(tx, actor, input, false);
}

Result<std::vector<Agent>> ticket_watchers(Tx& tx, const Actor& actor, const TicketRef& ref) {
    const std::optional<Ticket> ticket = tx.find_ticket(ref, {.messages = false});
    if (auto ok = check(tx, actor, ticket); !ok) return tl::unexpected(ok.error());
    std::vector<Agent> agents;
    for (const AgentId id : tx.watchers().of_ticket(ticket->id)) {
        if (auto agent = tx.find_agent(id)) agents.push_back(std::move(*agent));
    }
    return agents;
}

}  // namespace desk::core
