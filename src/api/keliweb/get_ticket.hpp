#pragma once
#include <boost/json/array.hpp>

#include "api/common/params.hpp"
#include "api/keliweb/method.hpp"
#include "core/get_ticket.hpp"
#include "core/settings.hpp"

namespace desk::keliweb {

struct GetTicketRequest {
    core::TicketRef ref;
    bool newest_first = false;  ///< of the replies, the opening included
};

/// `ticketid`, else `ticketnum`, and `repliessort`. Errc::ticket_not_found where neither names a
/// ticket.
core::Result<GetTicketRequest> prepare_get_ticket(const api::Params& params);

/// The answer of the vendor's sample behind its `result`: keys in its order, every value a string.
/// `ticketnum`, which only its table names, stands behind `tid`; `attachments` is there only with
/// files.
Answer render_ticket(const core::Ticket& ticket, bool newest_first, const core::Settings& settings);

/// A message's files as `attachments` has them: `filename` and, a string as well, `index`.
boost::json::array attachment_list(const core::Message& message);

/// True where rendering turns so much HTML into text that no I/O thread should do it.
bool renders_slowly(const core::Ticket& ticket);

}  // namespace desk::keliweb
