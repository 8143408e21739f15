#include "api/whmcs/list_request.hpp"
#include "core/permissions.hpp"

/// GetStaffOnline. Source: developers.whmcs.com/api-reference/getstaffonline. Agents act through
/// programs and commands alone so far: nobody is logged in to the desk, and the list is empty.
namespace desk::whmcs {

namespace {

using core::Result;

struct Nothing {};
constexpr std::tuple kFields{};

Result<Nothing> prepare(api::Params&, const api::BindContext&) { return Nothing{}; }

Result<Nothing> run(core::Tx&, const core::Actor& actor, const Nothing&) {
    if (!core::is_staff(actor)) return core::fail(core::Errc::not_permitted);
    return Nothing{};
}

void render(const Nothing&, const Nothing&, const core::Settings&, Answer& answer) {
    answer.emplace("totalresults", 0);
    put_list("staffonline", "staff", {}, answer);
}

constexpr Operation<Nothing, Nothing> kOperation{ActionId::get_staff_online,
                                                 "GetStaffOnline",
                                                 "getstaffonline",
                                                 api::Access::read,
                                                 prepare,
                                                 run,
                                                 render};

}  // namespace

constinit const Action kGetStaffOnline = make_action<kOperation, kFields>();

}  // namespace desk::whmcs
