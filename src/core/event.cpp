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
    return {type,
            {{"ticketmask", ticket.number},
             {"userid", std::to_string(ticket.client.value())},
             {"deptid", std::to_string(ticket.department.value())},
             {"deptname", ticket.department_name},
             {"subject", ticket.subject},
             {"priority", std::string(priority_title(ticket.priority))},
             {"status", ticket.status_title}}};
}

}  // namespace desk::core
