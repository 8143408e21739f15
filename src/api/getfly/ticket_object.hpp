#pragma once
#include <boost/json/object.hpp>
#include <string_view>

#include "api/common/params.hpp"
#include "api/getfly/field_set.hpp"
#include "core/settings.hpp"
#include "core/ticket.hpp"

/// The ticket object, as one ticket and lists of them show it (spec/getfly.md 2.1).
namespace desk::getfly {

/// The parameters of a query.
core::Result<api::Params> read_query(std::string_view query);

/// `fields=a,b`, or `fields[]=a&fields[]=b`; by default all but `detail_custom_fields`. Unknown
/// names are ignored.
FieldSet wanted_fields(const api::Params& params);

/// True where the opening message's text has to be read for them.
bool asks_for_body(FieldSet fields);
bool asks_for_custom_fields(FieldSet fields);

/// The ticket object: its keys in the order of the table.
boost::json::object render_ticket(const core::Ticket& ticket, FieldSet fields,
                                  const core::Settings& settings);

/// True where rendering turns so much text into HTML that no I/O thread should do it.
bool renders_slowly(const core::Ticket& ticket, FieldSet fields);

}  // namespace desk::getfly
