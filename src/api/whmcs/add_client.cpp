#include <array>

#include "api/common/new_password.hpp"
#include "api/whmcs/action.hpp"
#include "core/add_account.hpp"
#include "util/text.hpp"

/// AddClient. Source: developers.whmcs.com/api-reference/addclient. Clients have no custom fields
/// of their own here: `customfields` is not looked at.
namespace desk::whmcs {

namespace {

using api::optional;
using core::Errc;
using core::Result;

struct Request : core::AddAccountInput, core::Account, core::PostalAddress {
    bool no_email = false;
    bool skips_validation = false;
};

// clang-format off
constexpr std::tuple kFields{
    optional("owner_user_id",  &Request::owner,            "User who owns it; without one a user is made"),
    optional("firstname",      &Request::first_name,       "First name; required"),
    optional("lastname",       &Request::last_name,        "Last name; required"),
    optional("companyname",    &Request::company,          "Company"),
    optional("email",          &Request::email,            "Address; required"),
    optional("address1",       &Request::line1,            "Street and number; required"),
    optional("address2",       &Request::line2,            "Second line of the address"),
    optional("city",           &Request::city,             "City; required"),
    optional("state",          &Request::state,            "State or region; required"),
    optional("postcode",       &Request::postcode,         "Postcode; required"),
    optional("country",        &Request::country,          "Two letters; required"),
    optional("phonenumber",    &Request::phone,            "Phone number; required"),
    optional("password2",      &Request::password,         "Password of the new user; required without owner_user_id"),
    optional("notes",          &Request::notes,            "Notes for the desk"),
    optional("noemail",        &Request::no_email,         "No welcome by mail"),
    optional("skipvalidation", &Request::skips_validation, "What is required may be missing"),
};
// clang-format on

/// What is missing, in the order of the document's errors.
Result<void> check_required(const Request& request) {
    const std::array<std::pair<std::string_view, const std::string*>, 9> required{{
        {"firstname", &request.first_name},
        {"lastname", &request.last_name},
        {"email", &request.email},
        {"address1", &request.line1},
        {"city", &request.city},
        {"state", &request.state},
        {"postcode", &request.postcode},
        {"country", &request.country},
        {"phonenumber", &request.phone},
    }};
    for (const auto& [name, value] : required) {
        if (is_blank(*value)) return core::fail(Errc::field_required, std::string(name));
    }
    if (!request.owner.is_set() && !request.password.is_given()) {
        return core::fail(Errc::field_required, "password2");
    }
    return {};
}

Result<core::AddAccountInput> prepare(api::Params& params, const api::BindContext& context) {
    Result<Request> request = api::bind<Request>(kFields, params, context);
    if (!request) return tl::unexpected(std::move(request.error()));
    if (!request->skips_validation) {
        if (auto ok = check_required(*request); !ok) return tl::unexpected(std::move(ok.error()));
    }
    request->send_mail = !request->no_email;
    core::AddAccountInput input(std::move(static_cast<core::AddAccountInput&>(*request)));
    input.account = std::move(static_cast<core::Account&>(*request));
    input.account.address = std::move(static_cast<core::PostalAddress&>(*request));
    return input;
}

/// `owner_id` is ours.
void render(const core::AddAccountInput&, const core::AddedAccount& added, const core::Settings&,
            Answer& answer) {
    answer.emplace("clientid", added.client.value());
    answer.emplace("owner_id", added.owner.value());
}

constexpr Operation<core::AddAccountInput, core::AddedAccount> kOperation{
    ActionId::add_client, "AddClient", "addclient", api::Access::write, prepare,
    core::add_account,    render};

}  // namespace

constinit const Action kAddClient = make_action<kOperation, kFields>();

}  // namespace desk::whmcs
