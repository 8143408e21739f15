#include <algorithm>

#include "store/sql_office.hpp"

namespace desk::store {

namespace {

struct SliceParams {
    std::int64_t start = 0, most = 0;
    void each(auto&& bind) { bind("start", start), bind("most", most); }
};

struct AnnouncementRow {
    std::int64_t id = 0, published = 0, announced_at = 0, created_at = 0, updated_at = 0;
    std::string title, body;
    static auto columns(AnnouncementRow& r) {
        return std::tie(r.id, r.title, r.body, r.published, r.announced_at, r.created_at,
                        r.updated_at);
    }
};
const Query<SliceParams, AnnouncementRow> kAnnouncements{"announcements", R"sql(
    SELECT id, title, body, published, announced_at, created_at, updated_at FROM announcement
    ORDER BY announced_at DESC, id DESC LIMIT :most OFFSET :start)sql"};
const Query<None, IdRow> kCountAnnouncements{"count announcements",
                                             "SELECT COUNT(*) FROM announcement"};

// No ticket's last reply is older than the ticket, so the ranges of the lists begin there.
const Query<ById, IdRow> kOpenedSince{"tickets opened since", R"sql(
    SELECT t.opened_at
    FROM ticket_status s CROSS JOIN department d CROSS JOIN ticket t
    WHERE t.status_id = s.id AND t.department_id = d.id AND t.last_reply_at >= :id
      AND t.merged_into = 0 AND t.deleted_at = 0 AND t.opened_at >= :id)sql"};

}  // namespace

core::Sliced<core::Announcement> SqlOffice::announcements(const core::Slice& slice) {
    tx_.expect_long_read();
    connection_.need_transaction();
    core::Sliced<core::Announcement> list;
    list.total = connection_.one(kCountAnnouncements)->id;
    const auto most = std::clamp<std::int64_t>(slice.limit, 1, core::kMostOfASlice);
    for (AnnouncementRow& row : connection_.all(kAnnouncements, {slice.start, most})) {
        list.rows.push_back({core::AnnouncementId(row.id), std::move(row.title),
                             std::move(row.body), row.published != 0, to_time(row.announced_at),
                             to_time(row.created_at), to_time(row.updated_at)});
    }
    return list;
}

std::vector<Timestamp> SqlOffice::tickets_opened_since(Timestamp since) {
    tx_.expect_long_read();
    std::vector<Timestamp> times;
    for (const IdRow& row : connection_.all(kOpenedSince, {to_column(since)})) {
        times.push_back(to_time(row.id));
    }
    return times;
}

}  // namespace desk::store
