#pragma once
#include <boost/json/object.hpp>
#include <string_view>

#include "core/ticket.hpp"

/// Whom WHMCS, and the gateway in front of it, show on a ticket and its messages.
namespace desk::api {

/// The `userid` of a message, which is a client's account: that of whom the author writes for, not
/// set for a guest. The ticket's of the opening, of what staff wrote, as in the sample, and of what
/// somebody wrote whom nobody knows any more.
core::ClientId shown_client(const core::Ticket& ticket, const core::Message& message);

/// Whom a ticket and its opening are from, by who is on the ticket now: staff that opened it, else
/// the client's user or contact that did and is still on it, else the client, else the guest. Who
/// was on it before it was moved is not told.
core::Author requestor_of(const core::Ticket& ticket);

/// `requestor_name`, `requestor_email` (empty for staff) and `requestor_type`.
void put_requestor(const core::Author& author, boost::json::object& into);

/// The name of who wrote it where that was staff; clients tell them from customers' by this.
std::string_view admin_name(const core::Author& author);

}  // namespace desk::api
