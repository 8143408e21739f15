#include "api/whmcs/action.hpp"
#include "api/whmcs/wire_text.hpp"
#include "core/merge_tickets.hpp"

/// MergeTicket. Source: developers.whmcs.com/api-reference/mergeticket. The samples send `subject`
/// where the table says `newsubject`: it is ignored, as any unknown parameter.
namespace desk::whmcs {

namespace {

using api::optional;
using api::required;
using core::Errc;
using core::fail;
using core::MergeTicketsInput;
using core::Result;

struct Request : MergeTicketsInput {
    core::TicketId ticket;
    std::vector<std::string> ids;
};

// clang-format off
constexpr std::tuple kFields{
    required("ticketid",       &Request::ticket,      Errc::field_required, "Ticket that the others go into"),
    optional("mergeticketids", &Request::ids,         "Ids of the others, separated by commas"),
    optional("newsubject",     &Request::new_subject, "New subject of the first one"),
};
// clang-format on

/// What is no id names a ticket that is not there.
core::MergeSource source_named(const std::string& words) {
    const std::int64_t id = parse_id(words);
    return {{core::TicketId(id > 0 ? id : api::kNoSuchId), {}, {}}, words};
}

/// That there are ids is asked by the core, after the ticket itself.
Result<MergeTicketsInput> prepare(api::Params& params, const api::BindContext& context) {
    Result<Request> request = api::bind<Request>(kFields, params, context);
    if (!request) return tl::unexpected(std::move(request.error()));
    if (!request->ticket.is_set()) return fail(Errc::field_required, "ticketid");
    request->master.id = request->ticket;
    for (const std::string& words : request->ids) request->sources.push_back(source_named(words));
    return MergeTicketsInput(std::move(*request));
}

void render(const MergeTicketsInput&, const core::MergedTickets& merged, const core::Settings&,
            Answer& answer) {
    answer.emplace("ticketid", id_text(merged.master));
}

constexpr Operation<MergeTicketsInput, core::MergedTickets> kOperation{
    ActionId::merge_ticket, "MergeTicket", "mergeticket", api::Access::write, prepare,
    core::merge_tickets,    render};

}  // namespace

constinit const Action kMergeTicket = make_action<kOperation, kFields>();

}  // namespace desk::whmcs
