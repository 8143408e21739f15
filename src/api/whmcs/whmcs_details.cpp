#include "api/whmcs/action.hpp"
#include "api/whmcs/companion_parts.hpp"
#include "core/accounts.hpp"

/// WhmcsDetails. Source: developers.whmcs.com/api-reference/whmcsdetails. Clients ask it whether
/// they are let in, and what they may expect.
namespace desk::whmcs {

namespace {

using core::Result;

struct Nothing {};
constexpr std::tuple kFields{};

Result<Nothing> prepare(api::Params&, const api::BindContext&) { return Nothing{}; }

Result<Nothing> run(core::Tx&, const core::Actor&, const Nothing&) { return Nothing{}; }

void render(const Nothing&, const Nothing&, const core::Settings&, Answer& answer) {
    answer.emplace("whmcs", version_object());
}

constexpr Operation<Nothing, Nothing> kOperation{ActionId::whmcs_details,
                                                 "WhmcsDetails",
                                                 "whmcsdetails",
                                                 api::Access::read,
                                                 prepare,
                                                 run,
                                                 render};

}  // namespace

constinit const Action kWhmcsDetails = make_action<kOperation, kFields>();

}  // namespace desk::whmcs
