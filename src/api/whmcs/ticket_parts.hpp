#pragma once
#include <boost/json/object.hpp>
#include <string>
#include <vector>

#include "core/ticket.hpp"
#include "util/time_text.hpp"

/// What tickets and their messages look like wherever this dialect shows them.
namespace desk::whmcs {

/// `attachment` (the stored names, joined with "|"), `attachments`, `attachments_removed`.
void put_attachments(const core::Message& message, boost::json::object& into);

/// A ticket's notes, by their ids.
std::vector<const core::Message*> notes_of(const core::Ticket& ticket);

/// What a note says, but for its id.
void put_note(const core::Message& note, const TimeZone& zone, boost::json::object& into);

/// "S12" for a service, "D3" for a domain, else empty.
std::string service_of(const core::Ticket& ticket);

}  // namespace desk::whmcs
