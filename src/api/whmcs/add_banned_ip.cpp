#include "api/whmcs/action.hpp"
#include "core/ban_address.hpp"

/// AddBannedIp. Source: developers.whmcs.com/api-reference/addbannedip.
namespace desk::whmcs {

namespace {

using api::optional;
using api::required;
using core::Errc;
using core::Result;
using Input = core::BanAddressInput;

// clang-format off
constexpr std::tuple kFields{
    required("ip",      &Input::network, Errc::field_required, "Address, or CIDR network, to refuse"),
    optional("reason",  &Input::reason,                        "Why, for the desk"),
    optional("days",    &Input::days,                          "For so many days; 0 or none: for good"),
    optional("expires", &Input::expires,                       "Or until then; wins over days"),
};
// clang-format on

Result<Input> prepare(api::Params& params, const api::BindContext& context) {
    Result<Input> input = api::bind<Input>(kFields, params, context);
    if (input && input->days == api::kNoSuchId) {
        return core::fail(Errc::value_invalid, "days");
    }
    return input;
}

void render(const Input&, const core::BannedAddress& ban, const core::Settings&, Answer& answer) {
    answer.emplace("banid", ban.id);
}

constexpr Operation<Input, core::BannedAddress> kOperation{
    ActionId::add_banned_ip, "AddBannedIp", "addbannedip", api::Access::write, prepare,
    core::ban_address,       render};

}  // namespace

constinit const Action kAddBannedIp = make_action<kOperation, kFields>();

}  // namespace desk::whmcs
