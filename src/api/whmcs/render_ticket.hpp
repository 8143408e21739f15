#pragma once
#include "api/whmcs/action.hpp"
#include "core/settings.hpp"
#include "core/ticket.hpp"

namespace desk::whmcs {

/// Puts a ticket with its messages into an answer as GetTicket shows it. The opening message is the
/// first of the replies, `replyid` 0, or the last with `newest_first`; notes ascend by id always.
void render_ticket(const core::Ticket& ticket, bool newest_first, const core::Settings& settings,
                   Answer& answer);

}  // namespace desk::whmcs
