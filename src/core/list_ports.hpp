#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/ports.hpp"

namespace desk::core {

/// A department with how many of its tickets await a reply, and how many are active, by the flags
/// of their statuses. Merged and deleted tickets are not counted, here and in all that follows.
struct DepartmentCounts {
    DepartmentId id;
    std::string name;
    std::int64_t awaiting_reply = 0;
    std::int64_t active = 0;
};

struct StatusCounts {
    StatusId id;
    std::string title;
    std::string colour;  ///< `#rrggbb`
    bool is_active = true;
    bool awaits_reply = false;
    std::int64_t tickets = 0;
};

/// Departments as a filter: nothing stands for all of them, an empty list for none.
using SomeDepartments = std::optional<std::vector<DepartmentId>>;

/// Pages of tickets and how many there are.
/// Part of a unit of work: reached through Tx::lists(), lives as long as it.
class TicketLists {
  public:
    virtual ~TicketLists() = default;

    /// Those that an agent is assigned to, in the order of their ids.
    virtual std::vector<DepartmentId> assigned_departments(AgentId agent) = 0;
    /// In the desk's order.
    virtual std::vector<DepartmentCounts> departments(const SomeDepartments& which) = 0;
    /// All statuses in the desk's order, counted in some departments.
    virtual std::vector<StatusCounts> statuses(const SomeDepartments& counted) = 0;
};

}  // namespace desk::core
