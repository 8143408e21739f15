#include <boost/json.hpp>

#include "api/common/status_key.hpp"
#include "api/whmcs/action.hpp"
#include "core/desk_numbers.hpp"

/// GetStats. Source: developers.whmcs.com/api-reference/getstats. Of its flat keys those about
/// tickets and staff; there are no orders and no income here.
namespace desk::whmcs {

namespace {

namespace json = boost::json;
using api::optional;
using core::DeskNumbers;
using core::Result;
using Input = core::DeskNumbersInput;

// clang-format off
constexpr std::tuple kFields{
    optional("timeline_days", &Input::timeline_days, "Counts the new tickets of each of so many days, 90 at most"),
};
// clang-format on

Result<Input> prepare(api::Params& params, const api::BindContext& context) {
    Result<Input> input = api::bind<Input>(kFields, params, context);
    if (input && input->timeline_days == api::kNoSuchId) input->timeline_days = 0;
    return input;
}

void render(const Input& input, const DeskNumbers& numbers, const core::Settings&, Answer& answer) {
    answer.emplace("tickets_allactive", numbers.tickets.active);
    answer.emplace("tickets_awaitingreply", numbers.tickets.awaiting_reply);
    answer.emplace("tickets_flaggedtickets", numbers.tickets.flagged);
    json::object keys;
    for (const core::StatusCounts& status : numbers.tickets.statuses) {
        const std::string key = api::status_key(status, keys);
        keys.emplace(key, nullptr);
        answer.emplace("tickets_" + key, status.tickets);
    }
    // Nobody logs in to the desk itself yet.
    answer.emplace("staff_online", 0);
    if (input.timeline_days == 0) return;
    json::object days;
    for (const auto& [day, count] : numbers.opened_by_day) days.emplace(day, count);
    answer.emplace("timeline_data", json::object{{"new_tickets", std::move(days)}});
}

constexpr Operation<Input, DeskNumbers> kOperation{
    ActionId::get_stats, "GetStats", "getstats", api::Access::read, prepare,
    core::desk_numbers,  render};

}  // namespace

constinit const Action kGetStats = make_action<kOperation, kFields>();

}  // namespace desk::whmcs
