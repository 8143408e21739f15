#include "core/get_ticket.hpp"

#include "api/whmcs/action.hpp"
#include "api/whmcs/render_ticket.hpp"
#include "api/whmcs/wire_text.hpp"
#include "util/text.hpp"

/// GetTicket. Source: developers.whmcs.com/api-reference/getticket.
namespace desk::whmcs {

namespace {

using api::optional;
using core::Message;
using core::Result;
using core::Ticket;

struct Request : core::GetTicketInput {
    core::TicketId ticket;
    std::string number;
    std::string sort;
    bool newest_first = false;
};

// clang-format off
constexpr std::tuple kFields{
    optional("ticketid",    &Request::ticket, "Ticket to read"),
    optional("ticketnum",   &Request::number, "Or its number, a leading # tolerated"),
    optional("repliessort", &Request::sort,   "ASC (default): oldest first; or DESC"),
};
// clang-format on

Result<Request> prepare(api::Params& params, const api::BindContext& context) {
    Result<Request> request = api::bind<Request>(kFields, params, context);
    if (!request) return request;
    request->ref = ticket_named(request->ticket, request->number);
    if (!request->ref.id.is_set() && request->ref.number.empty()) {
        return core::fail(core::Errc::ticket_not_found);
    }
    request->newest_first = equal_ignoring_case(trim(request->sort), "DESC");
    return request;
}

Result<Ticket> run(core::Tx& tx, const core::Actor& actor, const Request& request) {
    return core::get_ticket(tx, actor, request);
}

void render(const Request& request, const Ticket& ticket, const core::Settings& settings,
            Answer& answer) {
    render_ticket(ticket, request.newest_first, settings, answer);
}

/// HTML has to be parsed to be read as text, some ten times as dear as copying.
std::size_t render_bytes(const Ticket& ticket) {
    constexpr std::size_t kHtmlFactor = 10;
    std::size_t bytes = 0;
    for (const Message& message : ticket.messages) {
        const bool is_html = message.body.format == core::BodyFormat::html;
        bytes += message.body.text.size() * (is_html ? kHtmlFactor : 1);
    }
    return bytes;
}

constexpr Operation<Request, Ticket> kOperation{
    ActionId::get_ticket, "GetTicket", "getticket", api::Access::read, prepare, run, render,
    render_bytes};

}  // namespace

constinit const Action kGetTicket = make_action<kOperation, kFields>();

}  // namespace desk::whmcs
