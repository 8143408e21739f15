#include "api/common/new_password.hpp"
#include "api/whmcs/action.hpp"
#include "core/add_account.hpp"

/// AddUser. Source: developers.whmcs.com/api-reference/adduser (since 8.0).
namespace desk::whmcs {

namespace {

using api::optional;
using api::required;
using core::Errc;
using core::Result;
using core::UserId;
using Input = core::AddUserInput;

// clang-format off
constexpr std::tuple kFields{
    required("firstname", &Input::first_name, Errc::field_required, "First name"),
    required("lastname",  &Input::last_name,  Errc::field_required, "Last name"),
    required("email",     &Input::email,      Errc::field_required, "Address, to log in with"),
    required("password2", &Input::password,   Errc::field_required, "Password"),
    optional("language",  &Input::language,                         "Language of its pages"),
};
// clang-format on

Result<Input> prepare(api::Params& params, const api::BindContext& context) {
    return api::bind<Input>(kFields, params, context);
}

void render(const Input&, const UserId& id, const core::Settings&, Answer& answer) {
    answer.emplace("user_id", id.value());
}

constexpr Operation<Input, UserId> kOperation{
    ActionId::add_user, "AddUser", "adduser", api::Access::write, prepare, core::add_user, render};

}  // namespace

constinit const Action kAddUser = make_action<kOperation, kFields>();

}  // namespace desk::whmcs
