#include <boost/json.hpp>

#include "api/whmcs/action.hpp"
#include "api/whmcs/companion_parts.hpp"
#include "core/accounts.hpp"

/// GetClientsDetails. Source: developers.whmcs.com/api-reference/getclientsdetails. The fields of
/// `client` stand beside it as well, as older programs read them.
namespace desk::whmcs {

namespace {

namespace json = boost::json;
using api::optional;
using core::FoundAccount;
using core::Result;
using Input = core::FindAccountInput;

// clang-format off
constexpr std::tuple kFields{
    optional("clientid", &Input::client,       "The client's id"),
    optional("email",    &Input::email,        "Or its address, letter case aside"),
    optional("stats",    &Input::with_tickets, "With how many tickets it has"),
};
// clang-format on

Result<Input> prepare(api::Params& params, const api::BindContext& context) {
    return api::bind<Input>(kFields, params, context);
}

json::array users_of(const FoundAccount& found) {
    json::array users;
    for (const core::Member& member : found.members) {
        users.push_back(json::object{{"id", member.id.value()},
                                     {"name", member.name},
                                     {"email", member.email},
                                     {"is_owner", member.is_owner}});
    }
    return users;
}

json::object client_of(const FoundAccount& found) {
    const core::Account& account = found.account;
    json::object client{{"client_id", account.id.value()},
                        {"owner_user_id", found.owner.value()},
                        {"userid", account.id.value()},
                        {"id", account.id.value()},
                        {"uuid", uuid_of("client", account.id.value())},
                        {"firstname", account.first_name},
                        {"lastname", account.last_name},
                        {"fullname", account.name()},
                        {"companyname", account.company},
                        {"email", account.email}};
    put_address(account.address, client);
    client.emplace("fullstate", account.address.state);
    client.emplace("statecode", account.address.state);
    client.emplace("countrycode", account.address.country);
    client.emplace("phonenumber", account.phone);
    client.emplace("telephoneNumber", account.phone);
    // Clients get mail about all of it.
    json::object preferences;
    for (const char* subject : core::kMailSubjects) preferences.emplace(subject, 1);
    client.emplace("email_preferences", std::move(preferences));
    client.emplace("status", account.status);
    client.emplace("notes", account.notes);
    client.emplace("language", "");
    client.emplace("lastlogin", "No Login Logged");
    client.emplace("currency_code", "");
    client.emplace("customfields", json::array());
    client.emplace("users", json::object{{"user", users_of(found)}});
    return client;
}

void render(const Input& input, const FoundAccount& found, const core::Settings&, Answer& answer) {
    json::object client = client_of(found);
    for (const auto& [name, value] : client) answer.emplace(name, value);
    answer.emplace("client", std::move(client));
    if (!input.with_tickets) return;
    answer.emplace("stats", json::object{{"numtickets", found.tickets},
                                         {"numactivetickets", found.active_tickets}});
}

constexpr Operation<Input, FoundAccount> kOperation{ActionId::get_clients_details,
                                                    "GetClientsDetails",
                                                    "getclientsdetails",
                                                    api::Access::read,
                                                    prepare,
                                                    core::find_account,
                                                    render};

}  // namespace

constinit const Action kGetClientsDetails = make_action<kOperation, kFields>();

}  // namespace desk::whmcs
