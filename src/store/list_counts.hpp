#pragma once
#include <algorithm>
#include <cstdint>
#include <vector>

#include "core/list_ports.hpp"
#include "store/connection.hpp"

namespace desk::store {

/// How many tickets a department has in a status.
struct TicketCount {
    std::int64_t department = 0, status = 0, count = 0;
    static auto columns(TicketCount& r) { return std::tie(r.department, r.status, r.count); }
};

/// True where a filter lets an id pass.
template <class Id>
bool lets_pass(const std::optional<std::vector<Id>>& filter, std::int64_t id) {
    return !filter || std::find(filter->begin(), filter->end(), Id(id)) != filter->end();
}

inline std::int64_t sum_of(const std::vector<TicketCount>& ranges) {
    std::int64_t sum = 0;
    for (const TicketCount& range : ranges) sum += range.count;
    return sum;
}

/// From ticket_counter: by department, then status.
std::vector<TicketCount> count_tickets(Connection& connection);
/// The same of the tickets that are flagged to an agent.
std::vector<TicketCount> count_flagged(Connection& connection, core::AgentId agent);

}  // namespace desk::store
