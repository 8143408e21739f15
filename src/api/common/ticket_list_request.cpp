#include "api/common/ticket_list_request.hpp"

#include "api/common/field.hpp"
#include "util/text.hpp"

namespace desk::api {

void settle(TicketListRequest& request) {
    if (request.start == kNoSuchId) request.start = 0;
    if (request.count == kNoSuchId || request.count == 0) {
        request.count = TicketListRequest::kDefaultCount;
    }
    request.page.offset = request.start;
    request.page.limit = request.count;
    if (request.department.is_set()) request.departments.push_back(request.department);
    const std::string_view status = trim(request.status);
    if (equal_ignoring_case(status, "Awaiting Reply")) {
        request.only_awaiting_reply = true;
    } else if (equal_ignoring_case(status, "All Active Tickets")) {
        request.only_active = true;
    } else if (!status.empty()) {
        request.status_titles.emplace_back(status);
    }
}

}  // namespace desk::api
