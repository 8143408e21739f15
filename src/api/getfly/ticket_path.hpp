#pragma once
#include <string_view>

#include "core/error.hpp"
#include "core/ticket.hpp"

namespace desk::getfly {

/// The ticket of `/ticket/{id}/…`. What is no id of any ticket is Errc::ticket_not_found.
core::Result<core::TicketRef> ticket_of_path(std::string_view id);

}  // namespace desk::getfly
