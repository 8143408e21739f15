#include "api/whmcs/action.hpp"
#include "core/delete_message.hpp"

/// DeleteTicketReply. Source: developers.whmcs.com/api-reference/deleteticketreply.
namespace desk::whmcs {

namespace {

using api::required;
using core::DeleteReplyInput;
using core::Errc;
using core::fail;
using core::Result;

struct Request : DeleteReplyInput {
    core::TicketId ticket;
};

// Rows stand in the order of the document's errors.
// clang-format off
constexpr std::tuple kFields{
    required("ticketid", &Request::ticket, Errc::field_required, "Ticket that it is a reply of"),
    required("replyid",  &Request::reply,  Errc::field_required, "Reply to delete"),
};
// clang-format on

/// The opening message, `replyid` 0, goes with its ticket alone.
Result<DeleteReplyInput> prepare(api::Params& params, const api::BindContext& context) {
    Result<Request> request = api::bind<Request>(kFields, params, context);
    if (!request) return tl::unexpected(std::move(request.error()));
    if (!request->ticket.is_set()) return fail(Errc::field_required, "ticketid");
    if (request->reply == 0) return fail(Errc::field_required, "replyid");
    request->ref.id = request->ticket;
    return DeleteReplyInput(std::move(*request));
}

void render(const DeleteReplyInput&, const core::DeletedMessage&, const core::Settings&, Answer&) {}

constexpr Operation<DeleteReplyInput, core::DeletedMessage> kOperation{
    ActionId::delete_ticket_reply,
    "DeleteTicketReply",
    "deleteticketreply",
    api::Access::write,
    prepare,
    core::delete_reply,
    render};

}  // namespace

constinit const Action kDeleteTicketReply = make_action<kOperation, kFields>();

}  // namespace desk::whmcs
