#include <boost/json/array.hpp>

#include "api/whmcs/action.hpp"
#include "api/whmcs/ticket_parts.hpp"
#include "api/whmcs/wire_text.hpp"
#include "core/get_ticket.hpp"

/// GetTicketNotes. Source: developers.whmcs.com/api-reference/getticketnotes. A note's id is `id`
/// here and `noteid` in GetTicket.
namespace desk::whmcs {

namespace {

namespace json = boost::json;
using api::required;
using core::Errc;
using core::GetTicketInput;
using core::Result;
using core::Ticket;

struct Request : GetTicketInput {
    core::TicketId ticket;
};

// clang-format off
constexpr std::tuple kFields{
    required("ticketid", &Request::ticket, Errc::ticket_not_found, "Ticket whose notes to read"),
};
// clang-format on

Result<GetTicketInput> prepare(api::Params& params, const api::BindContext& context) {
    Result<Request> request = api::bind<Request>(kFields, params, context);
    if (!request) return tl::unexpected(std::move(request.error()));
    if (!request->ticket.is_set()) return core::fail(Errc::ticket_not_found);
    request->ref.id = request->ticket;
    return GetTicketInput(std::move(*request));
}

void render(const GetTicketInput&, const Ticket& ticket, const core::Settings& settings,
            Answer& answer) {
    json::array rows(answer.storage());
    for (const core::Message* note : notes_of(ticket)) {
        json::object row(answer.storage());
        row.emplace("id", std::to_string(note->wire_id));
        row.emplace("ticketid", id_text(ticket.id));
        put_note(*note, settings.time_zone, row);
        rows.push_back(std::move(row));
    }
    answer.emplace("totalresults", rows.size());
    answer.emplace("notes", json::object{{"note", std::move(rows)}});
}

std::size_t render_bytes(const Ticket& ticket) {
    std::size_t bytes = 0;
    for (const core::Message* note : notes_of(ticket)) bytes += note->body.text.size();
    return bytes;
}

constexpr Operation<GetTicketInput, Ticket> kOperation{
    ActionId::get_ticket_notes, "GetTicketNotes", "getticketnotes", api::Access::read, prepare,
    core::get_ticket,           render,           render_bytes};

}  // namespace

constinit const Action kGetTicketNotes = make_action<kOperation, kFields>();

}  // namespace desk::whmcs
