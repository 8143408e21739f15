#include "api/keliweb/method.hpp"
#include "api/keliweb/ticket_ref.hpp"
#include "core/amend_ticket.hpp"

/// update-ticket: of WHMCS's UpdateTicket what a client may do (spec/keliweb.md 3.4). What is
/// staff's alone (deptid, priority, created, userid, flag, message and the rest) is ignored, as any
/// unknown parameter.
namespace desk::keliweb {

namespace {

using api::optional;
using core::AmendTicketInput;

// The ticket is read apart: by `ticketid` or `ticketnum`. A blank text is no change, but for cc,
// where it is the empty list.
// clang-format off
constexpr std::tuple kFields{
    optional("status",  &AmendTicketInput::status_title, "Closed, where the client may close it"),
    optional("subject", &AmendTicketInput::subject,      "New subject"),
    optional("cc",      &AmendTicketInput::cc,           "Further addresses, separated by commas"),
};
// clang-format on

core::Result<AmendTicketInput> prepare(api::Params& params, const api::BindContext& context) {
    core::Result<core::TicketRef> ref = read_ticket_ref(params);
    if (!ref) return tl::unexpected(std::move(ref.error()));
    core::Result<AmendTicketInput> input = api::bind<AmendTicketInput>(kFields, params, context);
    if (input) input->ref = std::move(*ref);
    return input;
}

Answer render(const AmendTicketInput&, const core::UpdatedTicket& ticket, const core::Settings&) {
    return {{"ticketid", std::to_string(ticket.id.value())}};
}

constexpr Operation<AmendTicketInput, core::UpdatedTicket> kOperation{
    "update-ticket",    "updateticket", api::Access::write, false, prepare,
    core::amend_ticket, render};

}  // namespace

constinit const Method kUpdateTicket = make_method<kOperation>();

}  // namespace desk::keliweb
