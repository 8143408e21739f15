#include "core/list_departments.hpp"

#include <algorithm>

namespace desk::core {

SomeDepartments departments_of(Tx& tx, const Actor& actor, bool only_assigned) {
    if (!only_assigned || !actor.agent.is_set()) return std::nullopt;
    return tx.lists().assigned_departments(actor.agent);
}

Result<std::vector<DepartmentCounts>> list_departments(Tx& tx, const Actor& actor,
                                                       const ListDepartmentsInput& input) {
    if (actor.client.is_set()) return fail(Errc::not_permitted);
    return tx.lists().departments(departments_of(tx, actor, input.only_assigned));
}

Result<std::vector<StatusCounts>> list_statuses(Tx& tx, const Actor& actor,
                                                const ListStatusesInput& input) {
    if (actor.client.is_set()) return fail(Errc::not_permitted);
    SomeDepartments counted = departments_of(tx, actor, input.only_assigned);
    if (input.department.is_set()) {
        const bool is_shown = !counted || std::find(counted->begin(), counted->end(),
                                                    input.department) != counted->end();
        counted.emplace();
        if (is_shown) counted->push_back(input.department);
    }
    return tx.lists().statuses(counted);
}

}  // namespace desk::core
