#include "core/update_reply.hpp"

#include "api/whmcs/action.hpp"
#include "util/time_text.hpp"

/// UpdateTicketReply. Source: developers.whmcs.com/api-reference/updateticketreply.
namespace desk::whmcs {

namespace {

using api::optional;
using api::required;
using core::Errc;
using core::Result;

/// The core's input, with what does not map one to one beside it.
struct Request : core::UpdateReplyInput {
    std::string message;
    std::optional<bool> is_markdown;
    std::optional<bool> is_markdown_by_old_name;
};

// Rows stand in the order of the document's errors.
// clang-format off
constexpr std::tuple kFields{
    required("replyid",     &Request::reply,       Errc::field_required, "Reply to update"),
    required("message",     &Request::message,     Errc::message_required, "New text of the reply"),
    optional("markdown",    &Request::is_markdown, "The message is Markdown; not sent: as before"),
    optional("useMarkdown", &Request::is_markdown_by_old_name, "The name of markdown in early documentation"),
    optional("created",     &Request::created_at,  "When it was written: YYYY-MM-DD HH:mm:ss or ISO 8601"),
};
// clang-format on

/// The opening message, `replyid` 0, is UpdateTicket's to change.
Result<core::UpdateReplyInput> prepare(api::Params& params, const api::BindContext& context) {
    const api::ParamValue* created = params.value("created");
    const bool created_is_local = created != nullptr && !has_offset(created->text);
    Result<Request> request = api::bind<Request>(kFields, params, context);
    if (!request) return tl::unexpected(std::move(request.error()));
    if (request->reply == 0) return core::fail(Errc::field_required, "replyid");
    request->created_is_local = created_is_local;
    request->body_text = std::move(request->message);
    const std::optional<bool> is_markdown =
        request->is_markdown ? request->is_markdown : request->is_markdown_by_old_name;
    if (is_markdown) {
        request->body_format = *is_markdown ? core::BodyFormat::markdown : core::BodyFormat::plain;
    }
    return core::UpdateReplyInput(std::move(*request));
}

void render(const core::UpdateReplyInput&, const core::UpdatedReply& reply, const core::Settings&,
            Answer& answer) {
    answer.emplace("replyid", std::to_string(reply.wire_id));
}

constexpr Operation<core::UpdateReplyInput, core::UpdatedReply> kOperation{
    ActionId::update_ticket_reply,
    "UpdateTicketReply",
    "updateticketreply",
    api::Access::write,
    prepare,
    core::update_reply,
    render};

}  // namespace

constinit const Action kUpdateTicketReply = make_action<kOperation, kFields>();

}  // namespace desk::whmcs
