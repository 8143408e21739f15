#pragma once
#include <string_view>
#include <vector>

#include "core/error.hpp"
#include "core/ports.hpp"

namespace desk::core {

/// The status of that title, in any letter case; else Errc::status_not_found with all titles.
Result<Status> status_titled(Tx& tx, std::string_view title);

/// True for the status in which a ticket is closed; its title is fixed.
bool is_closed(std::string_view status_title);

/// What it leaves behind that somebody set a ticket's status: TicketStatusChange, and TicketClose
/// where it is closed now; nothing where the status stays. (What a reply does to the status by
/// itself is told by the event of the reply.)
std::vector<NewEvent> status_events(const Actor& actor, const Ticket& before, const Status& after);

}  // namespace desk::core
