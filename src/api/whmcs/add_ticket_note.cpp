#include "api/common/attachments.hpp"
#include "api/whmcs/action.hpp"
#include "api/whmcs/wire_text.hpp"
#include "core/add_message.hpp"

/// AddTicketNote. Source: developers.whmcs.com/api-reference/addticketnote. The author is the API
/// user.
namespace desk::whmcs {

namespace {

using api::optional;
using api::required;
using core::Errc;
using core::Result;

/// The core's input, with what does not map one to one beside it.
struct Request : core::AddNoteInput {
    core::TicketId ticket;
    std::string number;
    std::string message;
    bool is_markdown = false;
    bool is_markdown_by_old_name = false;
};

// Rows stand in the order of the document's errors.
// clang-format off
constexpr std::tuple kFields{
    optional("ticketid",    &Request::ticket,      "Ticket to add the note to"),
    optional("ticketnum",   &Request::number,      "Or its number, a leading # tolerated"),
    required("message",     &Request::message,     Errc::message_required, "The note, plain text or Markdown"),
    optional("created",     &Request::created_at,  "When it was written: YYYY-MM-DD HH:mm:ss or ISO 8601"),
    optional("markdown",    &Request::is_markdown, "The message is Markdown"),
    optional("useMarkdown", &Request::is_markdown_by_old_name, "The name of markdown in early documentation"),
    optional("attachments", &Request::attachments, "Base64 of a JSON array of name and data, or uploaded files"),
};
// clang-format on

Result<core::AddNoteInput> prepare(api::Params& params, const api::BindContext& context) {
    Result<Request> request = api::bind<Request>(kFields, params, context);
    if (!request) return tl::unexpected(std::move(request.error()));
    request->ref = ticket_named(request->ticket, request->number);
    if (!request->ref.id.is_set() && request->ref.number.empty()) {
        return core::fail(Errc::ticket_not_found);
    }
    const bool is_markdown = request->is_markdown || request->is_markdown_by_old_name;
    request->body = {std::move(request->message),
                     is_markdown ? core::BodyFormat::markdown : core::BodyFormat::plain,
                     context.origin};
    return core::AddNoteInput(std::move(*request));
}

/// `noteid` is ours: the document answers with `result` alone.
void render(const core::AddNoteInput&, const core::WrittenMessage& note, const core::Settings&,
            Answer& answer) {
    answer.emplace("noteid", std::to_string(note.wire_id));
}

constexpr Operation<core::AddNoteInput, core::WrittenMessage> kOperation{ActionId::add_ticket_note,
                                                                         "AddTicketNote",
                                                                         "addticketnote",
                                                                         api::Access::write,
                                                                         prepare,
                                                                         core::add_note,
                                                                         render};

}  // namespace

constinit const Action kAddTicketNote = make_action<kOperation, kFields>();

}  // namespace desk::whmcs
