#pragma once
#include "core/error.hpp"
#include "core/list_ports.hpp"

namespace desk::core {

struct ListDepartmentsInput {
    /// Only those that the actor's agent is assigned to; no difference for an actor without one.
    bool only_assigned = false;
};

/// Departments with their counts, in the desk's order, hidden ones included. For staff: an actor
/// that belongs to a client gets Errc::not_permitted, since the counts are of everybody's tickets.
Result<std::vector<DepartmentCounts>> list_departments(Tx& tx, const Actor& actor,
                                                       const ListDepartmentsInput& input);

struct ListStatusesInput {
    DepartmentId department;     ///< counts only the tickets of this one; not set: of all
    bool only_assigned = false;  ///< counts only in the departments of the actor's agent
};

/// Statuses with their counts, in the desk's order. An unknown department has no tickets. For
/// staff, like list_departments.
Result<std::vector<StatusCounts>> list_statuses(Tx& tx, const Actor& actor,
                                                const ListStatusesInput& input);

/// The departments whose tickets a list shows to this actor: the assigned ones or all.
SomeDepartments departments_of(Tx& tx, const Actor& actor, bool only_assigned);

}  // namespace desk::core
