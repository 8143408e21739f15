#include "api/keliweb/method.hpp"

namespace desk::keliweb {

const std::vector<const Method*>& all_methods() {
    static const std::vector<const Method*> kMethods{
        &kGetTicket,      &kOpenTicket,          &kAddTicketReply,        &kUpdateTicket,
        &kGetTickets,     &kGetTicketAttachment, &kGetSupportDepartments, &kGetSupportStatuses,
        &kGetTicketCounts};
    return kMethods;
}

const Method* find_method(std::string_view name) {
    for (const Method* method : all_methods()) {
        if (method->name == name) return method;
    }
    return nullptr;
}

}  // namespace desk::keliweb
