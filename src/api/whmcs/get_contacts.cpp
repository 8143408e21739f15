#include <algorithm>

#include "api/whmcs/companion_parts.hpp"
#include "api/whmcs/list_request.hpp"
#include "core/accounts.hpp"

/// GetContacts. Source: developers.whmcs.com/api-reference/getcontacts.
namespace desk::whmcs {

namespace {

using api::optional;
using core::Result;
using Contacts = core::Sliced<core::ContactCard>;

struct Request : ListRequest, core::ListContactsInput {};

// clang-format off
constexpr std::tuple kFields{
    kLimitStart,
    kLimitNum,
    optional("userid",      &Request::client,     "Only of this client"),
    optional("firstname",   &Request::first_name, "Only with this first name"),
    optional("lastname",    &Request::last_name,  "Only with this last name"),
    optional("companyname", &Request::company,    "Only of this company"),
    optional("email",       &Request::email,      "Only with this address"),
    optional("city",        &Request::city,       "Only in this city"),
    optional("phonenumber", &Request::phone,      "Only with this phone number"),
};
// clang-format on

Result<Request> prepare(api::Params& params, const api::BindContext& context) {
    Result<Request> request = api::bind<Request>(kFields, params, context);
    if (request) request->slice = slice_of(*request);
    return request;
}

Result<Contacts> run(core::Tx& tx, const core::Actor& actor, const Request& request) {
    return core::list_contacts(tx, actor, request);
}

boost::json::object row_of(const core::ContactCard& contact, const TimeZone& zone) {
    boost::json::object row{{"id", contact.id.value()},        {"userid", contact.client.value()},
                            {"firstname", contact.first_name}, {"lastname", contact.last_name},
                            {"companyname", contact.company},  {"email", contact.email}};
    put_address(contact.address, row);
    row.emplace("phonenumber", contact.phone);
    row.emplace("subaccount", false);
    for (const char* subject : core::kMailSubjects) {
        const bool is_on = std::find(contact.mail_about.begin(), contact.mail_about.end(),
                                     subject) != contact.mail_about.end();
        row.emplace(std::string(subject) + "emails", is_on);
    }
    row.emplace("created_at", date_time_or_none(contact.created_at, zone));
    row.emplace("updated_at", date_time_or_none(contact.updated_at, zone));
    return row;
}

void render(const Request& request, const Contacts& list, const core::Settings& settings,
            Answer& answer) {
    boost::json::array rows(answer.storage());
    for (const core::ContactCard& contact : list.rows) {
        rows.push_back(row_of(contact, settings.time_zone));
    }
    put_page(list, request.start, answer);
    put_list("contacts", "contact", std::move(rows), answer);
}

constexpr Operation<Request, Contacts> kOperation{
    ActionId::get_contacts, "GetContacts", "getcontacts", api::Access::read, prepare, run, render};

}  // namespace

constinit const Action kGetContacts = make_action<kOperation, kFields>();

}  // namespace desk::whmcs
