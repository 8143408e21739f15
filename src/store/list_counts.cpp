#include "store/list_counts.hpp"

#include <map>

#include "store/sql_lists.hpp"

namespace desk::store {

namespace {

// In the order of the primary key: nothing is sorted, however many agents tickets are flagged to.
const Query<None, TicketCount> kCounts{"ticket counts", R"sql(
    SELECT department_id, status_id, CAST(SUM(count) AS BIGINT)
    FROM ticket_counter
    GROUP BY department_id, status_id ORDER BY department_id, status_id)sql"};

const Query<ById, TicketCount> kFlaggedCounts{"flagged ticket counts", R"sql(
    SELECT department_id, status_id, CAST(SUM(count) AS BIGINT)
    FROM ticket_counter
    WHERE flag_agent_id = :id
    GROUP BY department_id, status_id ORDER BY department_id, status_id)sql"};

const Query<ById, IdRow> kAssigned{
    "assigned departments",
    "SELECT department_id FROM agent_department WHERE agent_id = :id ORDER BY department_id"};

struct FullStatusRow {
    std::int64_t id = 0, sort_order = 0, is_active = 0, awaits_reply = 0;
    std::string title, colour;
    static auto columns(FullStatusRow& r) {
        return std::tie(r.id, r.sort_order, r.is_active, r.awaits_reply, r.title, r.colour);
    }
};

const Query<None, FullStatusRow> kFullStatuses{
    "statuses in full",
    "SELECT id, sort_order, is_active, awaits_reply, title, colour FROM ticket_status"};

}  // namespace

std::vector<TicketCount> count_tickets(Connection& connection) { return connection.all(kCounts); }

std::vector<TicketCount> count_flagged(Connection& connection, core::AgentId agent) {
    return connection.all(kFlaggedCounts, {agent.value()});
}

std::vector<core::DepartmentId> SqlTicketLists::assigned_departments(core::AgentId agent) {
    std::vector<core::DepartmentId> departments;
    for (const IdRow& row : connection_.all(kAssigned, {agent.value()})) {
        departments.emplace_back(row.id);
    }
    return departments;
}

std::vector<core::DepartmentCounts> SqlTicketLists::departments(
    const core::SomeDepartments& which) {
    std::map<std::int64_t, FullStatusRow> statuses;
    for (FullStatusRow& row : connection_.all(kFullStatuses))
        statuses.emplace(row.id, std::move(row));
    std::map<std::int64_t, core::DepartmentCounts> sums;
    for (const TicketCount& row : count_tickets(connection_)) {
        const FullStatusRow& status = statuses[row.status];
        core::DepartmentCounts& sum = sums[row.department];
        if (status.awaits_reply != 0) sum.awaiting_reply += row.count;
        if (status.is_active != 0) sum.active += row.count;
    }
    std::vector<core::DepartmentCounts> result;
    for (core::Department& department : tx_.departments()) {
        if (!lets_pass(which, department.id.value())) continue;
        core::DepartmentCounts& sum = sums[department.id.value()];
        sum.id = department.id;
        sum.name = std::move(department.name);
        result.push_back(std::move(sum));
    }
    return result;
}

std::vector<core::StatusCounts> SqlTicketLists::statuses(const core::SomeDepartments& counted) {
    std::map<std::int64_t, std::int64_t> sums;
    if (!counted || !counted->empty()) {
        for (const TicketCount& row : count_tickets(connection_)) {
            if (lets_pass(counted, row.department)) sums[row.status] += row.count;
        }
    }
    std::vector<core::StatusCounts> result;
    std::vector<FullStatusRow> rows = connection_.all(kFullStatuses);
    std::sort(rows.begin(), rows.end(), [](const FullStatusRow& a, const FullStatusRow& b) {
        return std::tie(a.sort_order, a.id) < std::tie(b.sort_order, b.id);
    });
    for (FullStatusRow& row : rows) {
        result.push_back({core::StatusId(row.id), std::move(row.title), std::move(row.colour),
                          row.is_active != 0, row.awaits_reply != 0, sums[row.id]});
    }
    return result;
}

}  // namespace desk::store
