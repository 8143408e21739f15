#include <algorithm>

#include "store/queue_rows.hpp"
#include "store/sql_housekeeping.hpp"

namespace desk::store {

namespace {

const Query<None, QueueRow> kQueues{"queues that close", R"sql(
    SELECT s.id, d.id,
           (SELECT t.last_reply_at FROM ticket t
            WHERE t.status_id = s.id AND t.department_id = d.id
              AND t.merged_into = 0 AND t.deleted_at = 0
            ORDER BY t.last_reply_at LIMIT 1)
    FROM ticket_status s CROSS JOIN department d
    WHERE s.auto_close = 1 AND s.title_folded <> 'closed')sql"};

struct QueueSearch {
    std::int64_t status = 0, department = 0, before = 0, most = 0;
    void each(auto&& bind) {
        bind("status", status), bind("department", department), bind("before", before);
        bind("most", most);
    }
};

struct FoundRow {
    std::int64_t id = 0, version = 0;
    static auto columns(FoundRow& r) { return std::tie(r.id, r.version); }
};

const Query<QueueSearch, FoundRow> kWaitingTickets{"tickets without a reply", R"sql(
    SELECT id, version FROM ticket
    WHERE status_id = :status AND department_id = :department
      AND merged_into = 0 AND deleted_at = 0 AND last_reply_at <= :before
    ORDER BY last_reply_at LIMIT :most)sql"};

}  // namespace

std::optional<Timestamp> SqlHousekeeping::oldest_reply_to_close() {
    return oldest_reply(connection_.all(kQueues));
}

std::vector<core::FoundTicket> SqlHousekeeping::tickets_to_close(Timestamp before, int most) {
    std::vector<core::FoundTicket> found;
    for (const QueueRow& queue : connection_.all(kQueues)) {
        const std::int64_t left = most - static_cast<std::int64_t>(found.size());
        if (left == 0) break;
        if (queue.oldest_reply == 0 || queue.oldest_reply > to_column(before)) continue;
        for (const FoundRow& row : connection_.all(
                 kWaitingTickets, {queue.status, queue.department, to_column(before), left})) {
            found.push_back({core::TicketId(row.id), row.version});
        }
    }
    return found;
}

}  // namespace desk::store
