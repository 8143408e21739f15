#pragma once
#include <cstdint>
#include <string>

#include "core/list_tickets.hpp"

namespace desk::api {

/// A list as WHMCS's GetTickets is asked for it, and the gateway in front of WHMCS likewise.
struct TicketListRequest : core::ListTicketsInput {
    static constexpr std::int64_t kDefaultCount = 25;
    std::int64_t start = 0;
    std::int64_t count = kDefaultCount;
    core::DepartmentId department;
    std::string status;  ///< a title, or `Awaiting Reply`, `All Active Tickets`
};

/// Makes page and filters of what was bound. Numbers that are none count as not sent: a list is
/// never refused.
void settle(TicketListRequest& request);

}  // namespace desk::api
