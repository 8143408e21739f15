#include "core/open_ticket.hpp"

#include "api/common/attachments.hpp"
#include "api/common/custom_fields.hpp"
#include "api/whmcs/action.hpp"
#include "api/whmcs/wire_text.hpp"

/// OpenTicket. Source: developers.whmcs.com/api-reference/openticket.
namespace desk::whmcs {

namespace {

using api::optional;
using api::required;
using core::Errc;
using core::Result;

/// The core's input, with what does not map one to one beside it.
struct Request : core::OpenTicketInput {
    core::DepartmentId department_id;
    std::string message;
    std::string priority_title;
    bool is_admin = false;
    bool without_email = false;
    bool is_markdown = false;
    bool is_markdown_by_old_name = false;
};

// Rows stand in the order of the document's errors.
// clang-format off
constexpr std::tuple kFields{
    optional("clientid",    &Request::client,          "Client the ticket is for"),
    optional("userid",      &Request::user,            "User of that client who opens it"),
    optional("contactid",   &Request::contact,         "Contact of that client who opens it; only without userid"),
    optional("name",        &Request::requester_name,  "Who opens it, if not a client"),
    optional("email",       &Request::requester_email, "Where they are written to, if not a client"),
    required("deptid",      &Request::department_id,   Errc::department_not_found, "Department to open it in"),
    required("subject",     &Request::subject,         Errc::subject_required, "Subject of the ticket"),
    required("message",     &Request::message,         Errc::message_required, "Opening message, plain text or Markdown"),
    optional("serviceid",   &Request::service,         "Service of the client it is about"),
    optional("domainid",    &Request::domain,          "Domain of the client it is about; only without serviceid"),
    optional("created",     &Request::created_at,      "When it was opened: YYYY-MM-DD HH:mm:ss or ISO 8601"),
    optional("priority",    &Request::priority_title,  "Low, Medium (default) or High"),
    optional("admin",       &Request::is_admin,        "Opened by the calling agent"),
    optional("noemail",     &Request::without_email,   "Send no mail about it"),
    optional("markdown",    &Request::is_markdown,     "The message is Markdown"),
    optional("useMarkdown", &Request::is_markdown_by_old_name, "The name of markdown in early documentation"),
    optional("cc",          &Request::cc,              "Further addresses, separated by commas; undocumented"),
    optional("customfields", &Request::custom_fields,  "Base64 of a serialised PHP array: field id to value"),
    optional("attachments", &Request::attachments,     "Base64 of a JSON array of name and data, or uploaded files"),
    optional("preventClientClosure", &Request::client_may_not_close, "The client may not close it; the department's setting by default"),
};
// clang-format on

Result<core::OpenTicketInput> prepare(api::Params& params, const api::BindContext& context) {
    Result<Request> request = api::bind<Request>(kFields, params, context);
    if (!request) return tl::unexpected(std::move(request.error()));
    const bool is_markdown = request->is_markdown || request->is_markdown_by_old_name;
    request->department.id = request->department_id;
    request->body = {std::move(request->message),
                     is_markdown ? core::BodyFormat::markdown : core::BodyFormat::plain,
                     context.origin};
    // The document names no error for the priority: an unknown one is the default.
    request->priority =
        api::priority_named(request->priority_title).value_or(core::Priority::medium);
    request->opened_by_agent = request->is_admin && context.agent_named;
    request->send_mail = !request->without_email;
    return core::OpenTicketInput(std::move(*request));
}

void render(const core::OpenTicketInput&, const core::OpenedTicket& ticket, const core::Settings&,
            Answer& answer) {
    answer.emplace("id", id_text(ticket.id));
    answer.emplace("tid", ticket.number);
    answer.emplace("c", ticket.access_code);
}

constexpr Operation<core::OpenTicketInput, core::OpenedTicket> kOperation{
    ActionId::open_ticket, "OpenTicket", "openticket", api::Access::write, prepare,
    core::open_ticket,     render};

}  // namespace

constinit const Action kOpenTicket = make_action<kOperation, kFields>();

}  // namespace desk::whmcs
