#include "core/list_tickets.hpp"

#include <algorithm>

#include "core/list_departments.hpp"
#include "core/permissions.hpp"
#include "util/text.hpp"

namespace desk::core {

namespace {

/// Both filters at once.
SomeDepartments common(SomeDepartments shown, const std::vector<DepartmentId>& wanted) {
    if (wanted.empty()) return shown;
    if (!shown) return wanted;
    std::erase_if(*shown, [&](DepartmentId id) {
        return std::find(wanted.begin(), wanted.end(), id) == wanted.end();
    });
    return shown;
}

std::optional<std::vector<StatusId>> statuses_of(Tx& tx, const ListTicketsInput& input) {
    const bool by_title = !input.status_titles.empty();
    if (!by_title && !input.only_active && !input.only_awaiting_reply) return std::nullopt;
    std::vector<std::string> titles;
    for (const std::string& title : input.status_titles) titles.push_back(fold(title));
    std::vector<StatusId> statuses;
    const std::vector<DepartmentId> uncounted;
    for (const StatusCounts& status : tx.lists().statuses(uncounted)) {
        if (input.only_active && !status.is_active) continue;
        if (input.only_awaiting_reply && !status.awaits_reply) continue;
        if (by_title && std::find(titles.begin(), titles.end(), fold(status.title)) == titles.end())
            continue;
        statuses.push_back(status.id);
    }
    return statuses;
}

}  // namespace

std::string reader_of(const Actor& actor) {
    return std::to_string(static_cast<int>(actor.kind)) + "." +
           std::to_string(actor.credential.value()) + "." + std::to_string(actor.agent.value()) +
           "." + std::to_string(actor.client.value()) + "." + std::to_string(actor.user.value());
}

Result<TicketList> list_tickets(Tx& tx, const Actor& actor, const ListTicketsInput& input) {
    Ticket seen;  // like every ticket of the list
    seen.client = input.client.is_set() ? input.client : actor.client;
    if (!may(actor, Action::see_ticket, seen)) {
        // Another client's tickets do not exist for it.
        if (actor.client.is_set()) return TicketList{};
        return fail(Errc::not_permitted);
    }
    TicketSelection selection;
    selection.departments =
        common(departments_of(tx, actor, input.only_assigned), input.departments);
    selection.statuses = statuses_of(tx, input);
    selection.client = seen.client;
    selection.flag = input.only_mine ? actor.agent : input.flag;
    if (input.only_mine && !actor.agent.is_set()) return TicketList{};
    selection.email = trim(input.email);
    selection.subject = trim(input.subject);

    ListPage page = input.page;
    page.reader = reader_of(actor);
    page.offset = std::max<std::int64_t>(page.offset, 0);
    page.limit = std::clamp<std::int64_t>(page.limit, 1, kMaxListLimit);
    TicketList list = tx.lists().tickets(selection, page);
    for (Ticket& ticket : list.tickets) hide_addresses(actor, ticket);
    return list;
}

}  // namespace desk::core
