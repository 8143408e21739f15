#pragma once
#include <boost/json/object.hpp>
#include <string_view>

#include "core/event.hpp"
#include "core/ticket.hpp"

/// Our own words for records, as the commands print them with --json: everything, ids as numbers,
/// times as ISO 8601 in UTC.
namespace desk::app {

boost::json::object ticket_json(const core::Ticket& ticket);
boost::json::object event_json(const core::Event& event);

std::string_view origin_name(core::Origin origin);

}  // namespace desk::app
