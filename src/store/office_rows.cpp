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

const Query<ById, IdRow> kOpenedSince{"tickets opened since", R"sql(
    SELECT opened_at FROM ticket
    WHERE opened_at >= :id AND merged_into = 0 AND deleted_at = 0 ORDER BY opened_at)sql"};

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
