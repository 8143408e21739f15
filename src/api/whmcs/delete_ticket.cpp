#include "core/delete_ticket.hpp"

#include "api/whmcs/action.hpp"

/// DeleteTicket. Source: developers.whmcs.com/api-reference/deleteticket.
namespace desk::whmcs {

namespace {

using api::required;
using core::Errc;
using core::Result;
using core::TicketRef;

// clang-format off
constexpr std::tuple kFields{
    required("ticketid", &TicketRef::id, Errc::ticket_not_found, "Ticket to delete"),
};
// clang-format on

Result<TicketRef> prepare(api::Params& params, const api::BindContext& context) {
    Result<TicketRef> ticket = api::bind<TicketRef>(kFields, params, context);
    if (ticket && !ticket->id.is_set()) return core::fail(Errc::ticket_not_found);
    return ticket;
}

void render(const TicketRef&, const core::DeletedTicket&, const core::Settings&, Answer&) {}

constexpr Operation<TicketRef, core::DeletedTicket> kOperation{
    ActionId::delete_ticket, "DeleteTicket", "deleteticket", api::Access::write, prepare,
    core::delete_ticket,     render};

}  // namespace

constinit const Action kDeleteTicket = make_action<kOperation, kFields>();

}  // namespace desk::whmcs
