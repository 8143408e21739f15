#include "api/common/attachments.hpp"
#include "api/common/custom_fields.hpp"
#include "api/keliweb/method.hpp"
#include "api/keliweb/ticket_ref.hpp"
#include "core/add_message.hpp"

/// add-ticket-reply: WHMCS's AddTicketReply by the client of the token (spec/keliweb.md 3.3). What
/// is WHMCS's staff's alone (adminusername, status, created, noemail), another clientid, and a
/// guest's name and email are ignored, as any unknown parameter.
namespace desk::keliweb {

namespace {

using api::optional;
using api::required;
using core::Errc;

/// The core's input, with what does not map one to one beside it. The ticket is read apart: by
/// `ticketid` or `ticketnum`.
struct Request : core::AddReplyInput {
    std::string message;
    bool is_markdown = false;
    bool is_markdown_by_old_name = false;
};

// clang-format off
constexpr std::tuple kFields{
    required("message",      &Request::message,       Errc::message_required, "The reply, plain text or Markdown"),
    optional("contactid",    &Request::contact,       "Contact of the client who replies"),
    optional("markdown",     &Request::is_markdown,   "The message is Markdown"),
    optional("useMarkdown",  &Request::is_markdown_by_old_name, "The spelling of markdown in the vendor's sample"),
    optional("customfields", &Request::custom_fields, "Base64 of a serialised PHP array or a JSON object: field id to value"),
    optional("attachments",  &Request::attachments,   "Base64 of a JSON array of name and data, or uploaded files"),
};
// clang-format on

core::Result<core::AddReplyInput> prepare(api::Params& params, const api::BindContext& context) {
    core::Result<core::TicketRef> ref = read_ticket_ref(params);
    if (!ref) return tl::unexpected(std::move(ref.error()));
    core::Result<Request> request = api::bind<Request>(kFields, params, context);
    if (!request) return tl::unexpected(std::move(request.error()));
    const bool is_markdown = request->is_markdown || request->is_markdown_by_old_name;
    request->ref = std::move(*ref);
    request->body = {std::move(request->message),
                     is_markdown ? core::BodyFormat::markdown : core::BodyFormat::plain,
                     core::Origin::keliweb};
    return core::AddReplyInput(std::move(*request));
}

Answer render(const core::AddReplyInput&, const core::WrittenMessage&, const core::Settings&) {
    return {};
}

constexpr Operation<core::AddReplyInput, core::WrittenMessage> kOperation{"add-ticket-reply",
                                                                          "addticketreply",
                                                                          api::Access::write,
                                                                          true,
                                                                          prepare,
                                                                          core::add_reply,
                                                                          render};

}  // namespace

constinit const Method kAddTicketReply = make_method<kOperation>();

}  // namespace desk::keliweb
