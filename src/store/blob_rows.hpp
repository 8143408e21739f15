#pragma once
#include "store/connection.hpp"
#include "store/rows.hpp"

namespace desk::store {

/// Before attachments go: what nobody needs any more is to stay for a day from now on, since a
/// back-up that is on its way may have read that it is needed.
void touch_blobs_of_ticket(Connection& connection, core::TicketId ticket, Timestamp now);
void touch_blobs_of_message(Connection& connection, core::MessageId message, Timestamp now);

}  // namespace desk::store
