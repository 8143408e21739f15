#pragma once
#include <bitset>
#include <boost/json/object.hpp>
#include <string_view>

#include "core/get_ticket.hpp"
#include "core/settings.hpp"

namespace desk::getfly {

/// Which fields of the ticket object an answer holds, by their place in the table of
/// get_ticket.cpp.
using FieldSet = std::bitset<32>;

struct GetRequest {
    core::GetTicketInput input;
    FieldSet fields;
};

/// What the query of GET /ticket asks for: `ticket_code`, else `id`; `fields`, by default all but
/// `detail_custom_fields`. Unknown field names are ignored.
core::Result<GetRequest> prepare_get_ticket(std::string_view query);

/// The ticket object: bare, its keys in the order of spec/getfly.md 2.1.
boost::json::object render_ticket(const core::Ticket& ticket, FieldSet fields,
                                  const core::Settings& settings);

/// True where rendering turns so much text into HTML that no I/O thread should do it.
bool renders_slowly(const core::Ticket& ticket, FieldSet fields);

}  // namespace desk::getfly
