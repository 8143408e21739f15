#include <algorithm>

#include "core/activity.hpp"
#include "store/office_columns.hpp"
#include "store/sql_office.hpp"

namespace desk::store {

namespace {

struct ActivityColumns {
    std::int64_t client = 0, user = 0, agent = 0;
    std::string actor_name, description, address;
    std::int64_t now = 0;
    void each(auto&& bind) {
        bind("client", client), bind("user", user), bind("agent", agent);
        bind("actor_name", actor_name), bind("description", description), bind("address", address);
        bind("now", now);
    }
};
const Query<ActivityColumns> kInsertActivity{"write activity", R"sql(
    INSERT INTO activity (client_id, user_id, agent_id, actor_name, description, address,
                          created_at)
    VALUES (:client, :user, :agent, :actor_name, :description, :address, :now))sql"};

struct ActivityFilter {
    std::int64_t client = 0;
    std::string actor, part, address;
    TimeSpan span;
    std::int64_t start = 0, most = 0;
    void each(auto&& bind) {
        bind("client", client), bind("actor_name", actor), bind("part", part);
        bind("address", address), bind("from", span.from), bind("to", span.to);
        bind("start", start), bind("most", most);
    }
};
struct ActivityRow {
    std::int64_t id = 0, client = 0, user = 0, agent = 0, created_at = 0;
    std::string actor_name, description, address;
    static auto columns(ActivityRow& r) {
        return std::tie(r.id, r.client, r.user, r.agent, r.actor_name, r.description, r.address,
                        r.created_at);
    }
};

std::string activities(const std::string& select, bool of_client) {
    return select + " FROM activity WHERE " +
           (of_client ? "client_id = :client AND client_id > 0" : "CAST(:client AS BIGINT) = 0") +
           R"sql( AND created_at >= :from AND created_at < :to
        AND (CAST(:actor_name AS TEXT) = '' OR LOWER(actor_name) = LOWER(CAST(:actor_name AS TEXT)))
        AND (CAST(:address AS TEXT) = '' OR address = :address)
        AND (CAST(:part AS TEXT) = '%' OR LOWER(description) LIKE :part ESCAPE '!') )sql";
}
const std::string kRow =
    "SELECT id, client_id, user_id, agent_id, actor_name, description, address, created_at";
const std::string kCount = "SELECT COUNT(*)";
const std::string kLatestPage = "ORDER BY created_at DESC, id DESC LIMIT :most OFFSET :start";

const Query<ActivityFilter, ActivityRow> kAll{"activity", activities(kRow, false) + kLatestPage};
const Query<ActivityFilter, ActivityRow> kOfClient{"activity of client",
                                                   activities(kRow, true) + kLatestPage};
const Query<ActivityFilter, IdRow> kCountAll{"count activity",
                                             activities(kCount, false) + kCountsAlike};
const Query<ActivityFilter, IdRow> kCountOfClient{"count activity of client",
                                                  activities(kCount, true) + kCountsAlike};

}  // namespace

void SqlOffice::insert_activity(const core::Activity& activity) {
    connection_.run(kInsertActivity,
                    {activity.client.value(), activity.user.value(), activity.agent.value(),
                     activity.actor_name, activity.description, activity.address,
                     to_column(activity.created_at)});
}

core::Sliced<core::Activity> SqlOffice::activities(const core::ActivitySearch& search,
                                                   const core::Slice& slice) {
    tx_.expect_long_read();
    connection_.need_transaction();
    const bool of_client = search.client.is_set();
    ActivityFilter filter{search.client.value(), search.actor, like_part(search.part),
                          search.address, span_of(search.from, search.to)};
    core::Sliced<core::Activity> list;
    list.total = connection_.one(of_client ? kCountOfClient : kCountAll, filter)->id;
    filter.start = slice.start;
    filter.most = std::clamp<std::int64_t>(slice.limit, 1, core::kMostOfASlice);
    for (ActivityRow& row : connection_.all(of_client ? kOfClient : kAll, std::move(filter))) {
        list.rows.push_back({row.id, core::ClientId(row.client), core::UserId(row.user),
                             core::AgentId(row.agent), std::move(row.actor_name),
                             std::move(row.description), std::move(row.address),
                             to_time(row.created_at)});
    }
    return list;
}

}  // namespace desk::store
