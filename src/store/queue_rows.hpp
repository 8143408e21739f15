#pragma once
#include <algorithm>
#include <optional>
#include <vector>

#include "store/rows.hpp"

/// Jobs look for the tickets that have waited longest, one status in one department at a time: each
/// such queue is a range of the index `ticket_list`, whatever a planner thinks of several.
namespace desk::store {

struct QueueRow {
    std::int64_t status = 0, department = 0;
    std::int64_t oldest_reply = 0;  ///< last reply of the longest waiting one; 0: none waits

    static auto columns(QueueRow& r) { return std::tie(r.status, r.department, r.oldest_reply); }
};

inline std::optional<Timestamp> oldest_reply(const std::vector<QueueRow>& queues) {
    std::optional<Timestamp> oldest;
    for (const QueueRow& queue : queues) {
        if (queue.oldest_reply == 0) continue;
        const Timestamp time = to_time(queue.oldest_reply);
        oldest = std::min(oldest.value_or(time), time);
    }
    return oldest;
}

}  // namespace desk::store
