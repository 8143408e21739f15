#include "api/whmcs/action.hpp"
#include "core/add_account.hpp"

/// DeleteClient. Source: developers.whmcs.com/api-reference/deleteclient. A client that has tickets
/// stays: they would be nobody's.
namespace desk::whmcs {

namespace {

using api::optional;
using api::required;
using core::ClientId;
using core::Errc;
using core::Result;

struct Request : core::DeleteAccountInput {
    bool deletes_transactions = false;
};

// clang-format off
constexpr std::tuple kFields{
    required("clientid",           &Request::client, Errc::client_not_found, "Client to delete"),
    optional("deleteusers",        &Request::with_users,                     "Also its users who belong to no other client"),
    optional("deletetransactions", &Request::deletes_transactions,           "There are none here: not looked at"),
};
// clang-format on

Result<core::DeleteAccountInput> prepare(api::Params& params, const api::BindContext& context) {
    Result<Request> request = api::bind<Request>(kFields, params, context);
    if (!request) return tl::unexpected(std::move(request.error()));
    return core::DeleteAccountInput(std::move(*request));
}

void render(const core::DeleteAccountInput&, const ClientId& client, const core::Settings&,
            Answer& answer) {
    answer.emplace("clientid", client.value());
}

constexpr Operation<core::DeleteAccountInput, ClientId> kOperation{
    ActionId::delete_client, "DeleteClient", "deleteclient", api::Access::write, prepare,
    core::delete_account,    render};

}  // namespace

constinit const Action kDeleteClient = make_action<kOperation, kFields>();

}  // namespace desk::whmcs
