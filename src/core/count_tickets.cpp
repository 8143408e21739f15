#include "core/count_tickets.hpp"

#include <utility>

#include "core/list_departments.hpp"

namespace desk::core {

namespace {

/// Active tickets that are flagged to the agent.
std::int64_t count_flagged(Tx& tx, AgentId agent, const TicketCounts& counts) {
    if (!agent.is_set()) return 0;
    TicketSelection selection;
    selection.departments = counts.departments;
    selection.flag = agent;
    return count_active(tx, std::move(selection), counts.statuses);
}

}  // namespace

std::int64_t count_all(Tx& tx, const TicketSelection& selection) {
    ListPage page;
    page.limit = 1;
    return tx.lists().tickets(selection, page).total;
}

std::int64_t count_active(Tx& tx, TicketSelection selection,
                          const std::vector<StatusCounts>& statuses) {
    selection.statuses.emplace();
    for (const StatusCounts& status : statuses) {
        if (status.is_active) selection.statuses->push_back(status.id);
    }
    return count_all(tx, selection);
}

Result<TicketCounts> count_tickets(Tx& tx, const Actor& actor, const CountTicketsInput& input) {
    if (actor.client.is_set()) return fail(Errc::not_permitted);
    TicketCounts counts;
    for (const DepartmentCounts& department :
         tx.lists().departments(departments_of(tx, actor, input.only_assigned))) {
        counts.departments.push_back(department.id);
        counts.active += department.active;
        counts.awaiting_reply += department.awaiting_reply;
    }
    counts.statuses = tx.lists().statuses(counts.departments);
    counts.flagged = count_flagged(tx, actor.agent, counts);
    return counts;
}

}  // namespace desk::core
