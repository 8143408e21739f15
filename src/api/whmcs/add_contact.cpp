#include <string>

#include "api/whmcs/action.hpp"
#include "core/add_account.hpp"
#include "util/text.hpp"

/// AddContact. Source: developers.whmcs.com/api-reference/addcontact. What it gets mail about comes
/// as `email_preferences[support]`, or as `supportemails` from older programs.
namespace desk::whmcs {

namespace {

using api::optional;
using api::required;
using core::ContactId;
using core::Errc;
using core::Result;

struct Request : core::ContactCard, core::PostalAddress {};

// clang-format off
constexpr std::tuple kFields{
    required("clientid",    &Request::client,     Errc::client_not_found, "Client it belongs to"),
    optional("firstname",   &Request::first_name, "First name"),
    optional("lastname",    &Request::last_name,  "Last name"),
    optional("companyname", &Request::company,    "Company"),
    optional("email",       &Request::email,      "Address; once in a client"),
    optional("address1",    &Request::line1,      "Street and number"),
    optional("address2",    &Request::line2,      "Second line of the address"),
    optional("city",        &Request::city,       "City"),
    optional("state",       &Request::state,      "State or region"),
    optional("postcode",    &Request::postcode,   "Postcode"),
    optional("country",     &Request::country,    "Two letters"),
    optional("phonenumber", &Request::phone,      "Phone number"),
};
// clang-format on

bool says_yes(std::string_view text) {
    const std::string word = ascii_lower(trim(text));
    return !word.empty() && word != "0" && word != "false" && word != "off" && word != "no";
}

std::vector<std::string> mail_subjects(const api::Params& params) {
    std::vector<std::string> subjects;
    const api::ParamValue* preferences = params.value("email_preferences");
    for (const std::string subject : core::kMailSubjects) {
        const api::ParamValue* preference =
            preferences == nullptr ? nullptr : preferences->item(subject);
        const std::string* old = params.text(subject + "emails");
        const bool is_on =
            preference != nullptr ? says_yes(preference->text) : old != nullptr && says_yes(*old);
        if (is_on) subjects.push_back(subject);
    }
    return subjects;
}

Result<core::AddContactInput> prepare(api::Params& params, const api::BindContext& context) {
    Result<Request> request = api::bind<Request>(kFields, params, context);
    if (!request) return tl::unexpected(std::move(request.error()));
    core::AddContactInput input{std::move(static_cast<core::ContactCard&>(*request))};
    input.contact.address = std::move(static_cast<core::PostalAddress&>(*request));
    input.contact.mail_about = mail_subjects(params);
    return input;
}

void render(const core::AddContactInput&, const ContactId& id, const core::Settings&,
            Answer& answer) {
    answer.emplace("contactid", id.value());
}

constexpr Operation<core::AddContactInput, ContactId> kOperation{
    ActionId::add_contact, "AddContact", "addcontact", api::Access::write, prepare,
    core::add_contact,     render};

}  // namespace

constinit const Action kAddContact = make_action<kOperation, kFields>();

}  // namespace desk::whmcs
