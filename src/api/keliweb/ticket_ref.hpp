#pragma once
#include "api/common/params.hpp"
#include "core/error.hpp"
#include "core/ticket.hpp"

namespace desk::keliweb {

/// The ticket that a call names: `ticketid`, else `ticketnum`, a leading `#` tolerated.
/// Errc::ticket_not_found where neither names one.
core::Result<core::TicketRef> read_ticket_ref(const api::Params& params);

}  // namespace desk::keliweb
