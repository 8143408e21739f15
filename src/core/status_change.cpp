#include "core/status_change.hpp"

namespace desk::core {

Result<Status> status_titled(Tx& tx, std::string_view title) {
    if (std::optional<Status> status = tx.find_status(title)) return std::move(*status);
    std::string titles;
    for (const Status& known : tx.statuses()) {
        if (!titles.empty()) titles += ',';
        titles += known.title;
    }
    return fail(Errc::status_not_found, std::move(titles));
}

bool is_closed(std::string_view status_title) { return status_title == "Closed"; }

std::vector<NewEvent> status_events(const Actor& actor, const Ticket& before, const Status& after) {
    std::vector<NewEvent> events;
    if (after.id == before.status) return events;
    events.push_back({event_type::kTicketStatusChange,
                      {{"adminid", std::to_string(actor.agent.value())},
                       {"status", after.title},
                       {"from", before.status_title}}});
    if (is_closed(after.title)) events.push_back({event_type::kTicketClose, {}});
    return events;
}

}  // namespace desk::core
