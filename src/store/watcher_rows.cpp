#include <algorithm>

#include "store/sql_watchers.hpp"

namespace desk::store {

namespace {

// Asked for one part after the other: few tickets have any.
const Query<ById, IdRow> kParts{"tickets merged into it", R"sql(
    SELECT id FROM ticket WHERE merged_into = :id AND merged_into > 0)sql"};

const Query<ById, IdRow> kWatchers{"watchers of ticket",
                                   "SELECT agent_id FROM ticket_watcher WHERE ticket_id = :id"};

struct Watching {
    std::int64_t id = 0, agent = 0;
    void each(auto&& bind) { bind("id", id), bind("agent", agent); }
};

const Query<Watching> kWatch{
    "watch ticket", "INSERT INTO ticket_watcher (ticket_id, agent_id) VALUES (:id, :agent)"};
const Query<Watching> kUnwatch{
    "watch ticket no longer",
    "DELETE FROM ticket_watcher WHERE ticket_id = :id AND agent_id = :agent"};

}  // namespace

std::vector<std::int64_t> SqlWatchers::with_parts(core::TicketId ticket) {
    std::vector<std::int64_t> parts{ticket.value()};
    for (std::size_t i = 0; i < parts.size(); ++i) {
        for (const IdRow& row : connection_.all(kParts, {parts[i]})) parts.push_back(row.id);
    }
    return parts;
}

std::vector<core::AgentId> SqlWatchers::of_ticket(core::TicketId ticket) {
    std::vector<core::AgentId> agents;
    for (const std::int64_t part : with_parts(ticket)) {
        for (const IdRow& row : connection_.all(kWatchers, {part})) agents.emplace_back(row.id);
    }
    std::sort(agents.begin(), agents.end());
    agents.erase(std::unique(agents.begin(), agents.end()), agents.end());
    return agents;
}

void SqlWatchers::add(core::TicketId ticket, core::AgentId agent) {
    connection_.run(kWatch, {ticket.value(), agent.value()});
}

void SqlWatchers::remove(core::TicketId ticket, core::AgentId agent) {
    for (const std::int64_t part : with_parts(ticket)) {
        connection_.run(kUnwatch, {part, agent.value()});
    }
}

}  // namespace desk::store
