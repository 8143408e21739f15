#pragma once
#include <boost/json/object.hpp>

#include "core/open_ticket.hpp"

namespace desk::getfly {

/// What a POST /ticket body asks for. null and "" of an optional member count as absent.
core::Result<core::OpenTicketInput> prepare_open_ticket(const boost::json::object& body);

}  // namespace desk::getfly
