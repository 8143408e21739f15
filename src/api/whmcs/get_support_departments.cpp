#include <boost/json/array.hpp>

#include "api/whmcs/action.hpp"
#include "api/whmcs/wire_text.hpp"
#include "core/list_departments.hpp"

/// GetSupportDepartments. Source: developers.whmcs.com/api-reference/getsupportdepartments. Hidden
/// departments are among them: the API acts with staff rights.
namespace desk::whmcs {

namespace {

using api::optional;
using core::Result;
using Departments = std::vector<core::DepartmentCounts>;

struct Request : core::ListDepartmentsInput {
    bool ignores_assignments = false;
};

// clang-format off
constexpr std::tuple kFields{
    optional("ignore_dept_assignments", &Request::ignores_assignments, "All departments, not those of the API user alone"),
};
// clang-format on

Result<core::ListDepartmentsInput> prepare(api::Params& params, const api::BindContext& context) {
    Result<Request> request = api::bind<Request>(kFields, params, context);
    if (!request) return tl::unexpected(std::move(request.error()));
    request->only_assigned = !request->ignores_assignments;
    return core::ListDepartmentsInput(std::move(*request));
}

/// The counts are texts and the total is a number, as in the documented sample.
void render(const core::ListDepartmentsInput&, const Departments& departments,
            const core::Settings&, Answer& answer) {
    boost::json::array rows(answer.storage());
    for (const core::DepartmentCounts& department : departments) {
        rows.push_back(
            boost::json::object{{"id", id_text(department.id)},
                                {"name", department.name},
                                {"awaitingreply", std::to_string(department.awaiting_reply)},
                                {"opentickets", std::to_string(department.active)}});
    }
    answer.emplace("totalresults", rows.size());
    answer.emplace("departments", boost::json::object{{"department", std::move(rows)}});
}

constexpr Operation<core::ListDepartmentsInput, Departments> kOperation{
    ActionId::get_support_departments,
    "GetSupportDepartments",
    "getsupportdepartments",
    api::Access::read,
    prepare,
    core::list_departments,
    render};

}  // namespace

constinit const Action kGetSupportDepartments = make_action<kOperation, kFields>();

}  // namespace desk::whmcs
