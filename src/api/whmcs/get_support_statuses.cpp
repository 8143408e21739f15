#include <boost/json/array.hpp>

#include "api/whmcs/action.hpp"
#include "core/list_departments.hpp"

/// GetSupportStatuses. Source: developers.whmcs.com/api-reference/getsupportstatuses.
namespace desk::whmcs {

namespace {

using api::optional;
using core::Result;
using Input = core::ListStatusesInput;
using Statuses = std::vector<core::StatusCounts>;

// clang-format off
constexpr std::tuple kFields{
    optional("deptid", &Input::department, "Counts the tickets of this department alone"),
};
// clang-format on

Result<Input> prepare(api::Params& params, const api::BindContext& context) {
    return api::bind<Input>(kFields, params, context);
}

/// Counts and total are numbers, as in the documented sample.
void render(const Input&, const Statuses& statuses, const core::Settings&, Answer& answer) {
    boost::json::array rows(answer.storage());
    for (const core::StatusCounts& status : statuses) {
        rows.push_back(boost::json::object{
            {"title", status.title}, {"count", status.tickets}, {"color", status.colour}});
    }
    answer.emplace("totalresults", rows.size());
    answer.emplace("statuses", boost::json::object{{"status", std::move(rows)}});
}

constexpr Operation<Input, Statuses> kOperation{ActionId::get_support_statuses,
                                                "GetSupportStatuses",
                                                "getsupportstatuses",
                                                api::Access::read,
                                                prepare,
                                                core::list_statuses,
                                                render};

}  // namespace

constinit const Action kGetSupportStatuses = make_action<kOperation, kFields>();

}  // namespace desk::whmcs
