#include "core/open_ticket.hpp"

#include "api/common/attachments.hpp"
#include "api/common/custom_fields.hpp"
#include "api/keliweb/method.hpp"

/// open-ticket: WHMCS's OpenTicket for the client of the token (spec/keliweb.md 3.2). What is
/// WHMCS's staff's alone (admin, created, noemail, userid, preventClientClosure) and another
/// clientid are ignored, as any unknown parameter; so are priority, and a guest's name and email,
/// unless the desk's settings allow them.
namespace desk::keliweb {

namespace {

using api::optional;
using api::required;
using core::Errc;

/// The core's input, with what does not map one to one beside it.
struct Request : core::OpenTicketInput {
    core::DepartmentId department_id;
    std::string message;
    bool is_markdown = false;
    bool is_markdown_by_old_name = false;
};

/// Read where the setting keliweb_allow_priority is on.
struct PriorityChoice {
    std::string title;
};

/// Read where the setting keliweb_allow_guests is on.
struct Guest {
    std::string name;
    std::string email;
};

// clang-format off
constexpr std::tuple kFields{
    required("deptid",       &Request::department_id, Errc::department_not_found, "Department to open it in"),
    required("subject",      &Request::subject,       Errc::subject_required, "Subject of the ticket"),
    required("message",      &Request::message,       Errc::message_required, "Opening message, plain text or Markdown"),
    optional("contactid",    &Request::contact,       "Contact of the client who opens it"),
    optional("serviceid",    &Request::service,       "Service of the client it is about"),
    optional("domainid",     &Request::domain,        "Domain of the client it is about; only without serviceid"),
    optional("markdown",     &Request::is_markdown,   "The message is Markdown"),
    optional("useMarkdown",  &Request::is_markdown_by_old_name, "The older spelling of markdown"),
    optional("customfields", &Request::custom_fields, "Base64 of a serialised PHP array or a JSON object: field id to value"),
    optional("attachments",  &Request::attachments,   "Base64 of a JSON array of name and data, or uploaded files"),
};
constexpr std::tuple kPriorityFields{
    optional("priority", &PriorityChoice::title, "Low, Medium (default) or High"),
};
constexpr std::tuple kGuestFields{
    optional("name",  &Guest::name,  "Guest whom it is opened for, and not for the client; with an email"),
    optional("email", &Guest::email, "Where the guest is written to; with a name"),
};
// clang-format on

/// No words are documented for another priority: as in WHMCS's OpenTicket it is the default.
core::Result<void> read_priority(api::Params& params, const api::BindContext& context,
                                 Request& request) {
    if (!context.settings.keliweb_allow_priority) return {};
    const auto choice = api::bind<PriorityChoice>(kPriorityFields, params, context);
    if (!choice) return tl::unexpected(choice.error());
    request.priority = api::priority_named(choice->title).value_or(core::Priority::medium);
    return {};
}

/// One of the two alone is refused by the core: whoever sends it does not mean the client's ticket.
core::Result<void> read_guest(api::Params& params, const api::BindContext& context,
                              Request& request) {
    if (!context.settings.keliweb_allow_guests) return {};
    auto guest = api::bind<Guest>(kGuestFields, params, context);
    if (!guest) return tl::unexpected(guest.error());
    request.for_guest = !guest->name.empty() || !guest->email.empty();
    request.requester_name = std::move(guest->name);
    request.requester_email = std::move(guest->email);
    return {};
}

core::Result<core::OpenTicketInput> prepare(api::Params& params, const api::BindContext& context) {
    core::Result<Request> request = api::bind<Request>(kFields, params, context);
    if (!request) return tl::unexpected(std::move(request.error()));
    for (const auto& read : {read_priority, read_guest}) {
        if (auto ok = read(params, context, *request); !ok) return tl::unexpected(ok.error());
    }
    const bool is_markdown = request->is_markdown || request->is_markdown_by_old_name;
    request->department.id = request->department_id;
    request->body = {std::move(request->message),
                     is_markdown ? core::BodyFormat::markdown : core::BodyFormat::plain,
                     core::Origin::keliweb};
    return core::OpenTicketInput(std::move(*request));
}

Answer render(const core::OpenTicketInput&, const core::OpenedTicket& ticket,
              const core::Settings&) {
    return {{"id", std::to_string(ticket.id.value())},
            {"tid", ticket.number},
            {"c", ticket.access_code}};
}

constexpr Operation<core::OpenTicketInput, core::OpenedTicket> kOperation{
    "open-ticket", "openticket", api::Access::write, true, prepare, core::open_ticket, render};

}  // namespace

constinit const Method kOpenTicket = make_method<kOperation>();

}  // namespace desk::keliweb
