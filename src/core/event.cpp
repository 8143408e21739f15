#include "core/event.hpp"

#include "core/ticket.hpp"

namespace desk::core {

std::string_view priority_title(Priority priority) {
    switch (priority) {
        case Priority::low:
            return "Low";
        case Priority::medium:
            return "Medium";
        case Priority::high:
            return "High";
    }
    return "Medium";
}

NewEvent ticket_event(std::string_view type, const Ticket& ticket) {
    NewEvent event{type, {}};
    EventDetails& details = event.details;
    details.reserve(9);  // with what some callers add
    details.emplace_back("ticketmask", ticket.number);
    details.emplace_back("userid", std::to_string(ticket.client.value()));
    details.emplace_back("deptid", std::to_string(ticket.department.value()));
    details.emplace_back("deptname", ticket.department_name);
    details.emplace_back("subject", ticket.subject);
    details.emplace_back("priority", priority_title(ticket.priority));
    details.emplace_back("status", ticket.status_title);
    return event;
}

}  // namespace desk::core
