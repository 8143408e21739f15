#include "api/common/attachments.hpp"
#include "api/common/custom_fields.hpp"
#include "api/whmcs/action.hpp"
#include "core/add_message.hpp"

/// AddTicketReply. Source: developers.whmcs.com/api-reference/addticketreply.
namespace desk::whmcs {

namespace {

using api::optional;
using api::required;
using core::Errc;
using core::Result;

/// The core's input, with what does not map one to one beside it.
struct Request : core::AddReplyInput {
    core::TicketId ticket;
    core::ClientId client_by_old_name;
    std::string message;
    bool without_email = false;
    bool is_markdown = false;
    bool is_markdown_by_old_name = false;
};

// Rows stand in the order of the document's errors.
// clang-format off
constexpr std::tuple kFields{
    required("ticketid",      &Request::ticket,          Errc::ticket_not_found, "Ticket to reply to"),
    optional("adminusername", &Request::agent_login,     "Staff reply by the agent of that login, or under that name"),
    optional("clientid",      &Request::client,          "Client who replies"),
    optional("userid",        &Request::client_by_old_name, "The name of clientid in early documentation"),
    optional("contactid",     &Request::contact,         "Contact of that client who replies"),
    optional("name",          &Request::requester_name,  "Who replies, if neither staff nor a client"),
    optional("email",         &Request::requester_email, "Where they are written to, if neither staff nor a client"),
    required("message",       &Request::message,         Errc::message_required, "The reply, plain text or Markdown"),
    optional("status",        &Request::status_title,    "Title of the ticket's status after the reply"),
    optional("created",       &Request::created_at,      "When it was written: YYYY-MM-DD HH:mm:ss or ISO 8601"),
    optional("noemail",       &Request::without_email,   "Send no mail about it"),
    optional("markdown",      &Request::is_markdown,     "The message is Markdown"),
    optional("useMarkdown",   &Request::is_markdown_by_old_name, "The name of markdown in early documentation"),
    optional("customfields",  &Request::custom_fields,   "Base64 of a serialised PHP array: field id to value"),
    optional("attachments",   &Request::attachments,     "Base64 of a JSON array of name and data, or uploaded files"),
};
// clang-format on

Result<core::AddReplyInput> prepare(api::Params& params, const api::BindContext& context) {
    Result<Request> request = api::bind<Request>(kFields, params, context);
    if (!request) return tl::unexpected(std::move(request.error()));
    if (!request->ticket.is_set()) return core::fail(Errc::ticket_not_found);
    const bool is_markdown = request->is_markdown || request->is_markdown_by_old_name;
    request->ref.id = request->ticket;
    request->body = {std::move(request->message),
                     is_markdown ? core::BodyFormat::markdown : core::BodyFormat::plain,
                     context.origin};
    if (!request->client.is_set()) request->client = request->client_by_old_name;
    request->send_mail = !request->without_email;
    return core::AddReplyInput(std::move(*request));
}

/// `replyid` is ours: the document answers with `result` alone, and clients that need the id would
/// have to read the whole ticket for it.
void render(const core::AddReplyInput&, const core::WrittenMessage& reply, const core::Settings&,
            Answer& answer) {
    answer.emplace("replyid", std::to_string(reply.wire_id));
}

constexpr Operation<core::AddReplyInput, core::WrittenMessage> kOperation{
    ActionId::add_ticket_reply,
    "AddTicketReply",
    "addticketreply",
    api::Access::write,
    prepare,
    core::add_reply,
    render};

}  // namespace

constinit const Action kAddTicketReply = make_action<kOperation, kFields>();

}  // namespace desk::whmcs
