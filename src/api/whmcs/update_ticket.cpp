#include "core/update_ticket.hpp"

#include "api/common/custom_fields.hpp"
#include "api/whmcs/action.hpp"
#include "api/whmcs/wire_text.hpp"

/// UpdateTicket. Source: developers.whmcs.com/api-reference/updateticket. The `clientid` of its
/// sample is not in its table: it is ignored, as any unknown parameter.
namespace desk::whmcs {

namespace {

using api::optional;
using api::required;
using core::Errc;
using core::Result;

/// The core's input, with what does not map one to one beside it.
struct Request : core::UpdateTicketInput {
    core::TicketId ticket;
    std::optional<core::DepartmentId> department_id;
    bool removes_flag = false;
    std::optional<bool> is_markdown;
    std::optional<bool> is_markdown_by_old_name;
};

// Rows stand in the order of the document's errors. A blank text is no change, but for cc, where it
// is the empty list.
// clang-format off
constexpr std::tuple kFields{
    required("ticketid",    &Request::ticket,          Errc::ticket_not_found, "Ticket to update"),
    optional("deptid",      &Request::department_id,   "Department to move it to"),
    optional("priority",    &Request::priority,        "Low, Medium or High"),
    optional("status",      &Request::status_title,    "Title of its new status"),
    optional("created",     &Request::created_at,      "When it was opened: YYYY-MM-DD HH:mm:ss or ISO 8601"),
    optional("subject",     &Request::subject,         "New subject"),
    optional("userid",      &Request::client,          "Client to move it to; 0 makes it a guest's ticket"),
    optional("name",        &Request::requester_name,  "Of the guest, on a guest's ticket"),
    optional("email",       &Request::requester_email, "Of the guest, on a guest's ticket"),
    optional("cc",          &Request::cc,              "Further addresses, separated by commas"),
    optional("flag",        &Request::flag,            "Agent to assign it to; 0 assigns it to nobody"),
    optional("removeFlag",  &Request::removes_flag,    "Assign it to nobody; wins over flag"),
    optional("message",     &Request::body_text,       "New text of the opening message"),
    optional("markdown",    &Request::is_markdown,     "The opening message is Markdown"),
    optional("useMarkdown", &Request::is_markdown_by_old_name, "The name of markdown in early documentation"),
    optional("customfields", &Request::custom_fields,  "Base64 of a serialised PHP array: field id to value"),
    optional("preventClientClosure", &Request::client_may_not_close, "The client may not close it"),
};
// clang-format on

Result<core::UpdateTicketInput> prepare(api::Params& params, const api::BindContext& context) {
    const api::ParamValue* created = params.value("created");
    const bool created_is_local = created != nullptr && !has_offset(created->text);
    Result<Request> request = api::bind<Request>(kFields, params, context);
    if (!request) return tl::unexpected(std::move(request.error()));
    if (!request->ticket.is_set()) return core::fail(Errc::ticket_not_found);
    request->ref.id = request->ticket;
    request->created_is_local = created_is_local;
    if (request->department_id && request->department_id->is_set()) {
        request->department = core::DepartmentRef{*request->department_id, {}};
    }
    if (request->removes_flag) request->flag = core::AgentId();
    const std::optional<bool> is_markdown =
        request->is_markdown ? request->is_markdown : request->is_markdown_by_old_name;
    if (is_markdown) {
        request->body_format = *is_markdown ? core::BodyFormat::markdown : core::BodyFormat::plain;
    }
    return core::UpdateTicketInput(std::move(*request));
}

void render(const core::UpdateTicketInput&, const core::UpdatedTicket& ticket,
            const core::Settings&, Answer& answer) {
    answer.emplace("ticketid", id_text(ticket.id));
}

constexpr Operation<core::UpdateTicketInput, core::UpdatedTicket> kOperation{
    ActionId::update_ticket, "UpdateTicket", "updateticket", api::Access::write, prepare,
    core::update_ticket,     render};

}  // namespace

constinit const Action kUpdateTicket = make_action<kOperation, kFields>();

}  // namespace desk::whmcs
