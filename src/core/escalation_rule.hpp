#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "core/ids.hpp"
#include "core/ticket.hpp"

namespace desk::core {

using EscalationRuleId = StrongId<struct EscalationRuleTag>;

/// What happens to tickets that wait too long (spec/whmcs.md, section 12).
struct EscalationRule {
    EscalationRuleId id;
    std::string name;
    Timestamp made_at;  ///< only tickets opened from then on are affected

    // Which tickets; empty lists: all departments, all active statuses, all priorities.
    std::vector<DepartmentId> departments;
    std::vector<StatusId> statuses;
    std::vector<Priority> priorities;
    std::chrono::minutes wait{0};  ///< since the last reply, and between two firings

    // What is done; what is not set stays.
    DepartmentId set_department;
    StatusId set_status;
    std::optional<Priority> set_priority;
    AgentId set_flag;
    std::string reply;    ///< with [NAME], [FIRSTNAME], [EMAIL]; empty: none
    bool notify = false;  ///< mail to the department's agents
};

}  // namespace desk::core
