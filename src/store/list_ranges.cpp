#include "store/list_ranges.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <stdexcept>

#include "store/list_jump.hpp"
#include "store/rows.hpp"

namespace desk::store {

namespace {

// Whose tickets: the parameter, and the condition that makes its index the one to use
// -----------------

struct OfAll {
    static constexpr const char* kName = "all";
    static constexpr const char* kWhere = "";

    explicit OfAll(const ListScope& = {}) {}
    static void each(auto&&) {}
};

struct OfClient {
    static constexpr const char* kName = "client";
    static constexpr const char* kWhere = "client_id = :owner AND client_id > 0 AND ";

    std::int64_t owner = 0;
    explicit OfClient(const ListScope& scope = {}) : owner(scope.id) {}
    void each(auto&& bind) { bind("owner", owner); }
};

struct OfGuest {
    static constexpr const char* kName = "guest";
    static constexpr const char* kWhere =
        "lower(requester_email) = lower(:owner) AND requester_email <> '' AND client_id = 0 AND ";

    std::string owner;
    explicit OfGuest(const ListScope& scope = {}) : owner(scope.email) {}
    void each(auto&& bind) { bind("owner", owner); }
};

struct OfAgent {
    static constexpr const char* kName = "agent";
    static constexpr const char* kWhere = "flag_agent_id = :owner AND flag_agent_id > 0 AND ";

    std::int64_t owner = 0;
    explicit OfAgent(const ListScope& scope = {}) : owner(scope.id) {}
    void each(auto&& bind) { bind("owner", owner); }
};

constexpr const char* kIsListed = "merged_into = 0 AND deleted_at = 0";

// Pages
// -----------------------------------------------------------------------------------------------

template <class Owner, std::size_t count>
struct PageParams {
    Owner owner{};
    std::int64_t after_time = 0, after_id = 0, most = 0, skip = 0;
    std::array<std::int64_t, count> statuses{}, departments{};

    void each(auto&& bind) {
        owner.each(bind);
        bind("after_time", after_time), bind("after_id", after_id);
        bind("most", most), bind("skip", skip);
        for (std::size_t i = 0; i < count; ++i) {
            const std::string number = std::to_string(i);
            bind(("status" + number).c_str(), statuses[i]);
            bind(("department" + number).c_str(), departments[i]);
        }
    }
};

template <class Owner, std::size_t count>
std::string page_sql() {
    std::string sql;
    for (std::size_t i = 0; i < count; ++i) {
        const std::string number = std::to_string(i);
        if (i > 0) sql += "\nUNION ALL ";
        // PostgreSQL merges ranges only where each says by itself how it is ordered.
        sql += "SELECT id, last_reply_at FROM (SELECT id, last_reply_at FROM ticket WHERE ";
        sql += Owner::kWhere;
        sql += "status_id = :status" + number + " AND department_id = :department" + number;
        sql += " AND (last_reply_at, id) < (:after_time, :after_id) AND ";
        sql += kIsListed;
        sql += std::string(" ORDER BY last_reply_at DESC, id DESC) r") + number;
    }
    return sql + "\nORDER BY last_reply_at DESC, id DESC LIMIT :most OFFSET :skip";
}

template <class Owner, std::size_t count>
using PageQuery = Query<PageParams<Owner, count>, ListKeyRow>;

/// One statement for each number of ranges, so that a desk of six statuses does not run one of
/// sixty-four. What a list has fewer, is filled up with a status that no ticket has.
template <class Owner>
struct Pages {
    static std::string name(int count) {
        return std::string("page of ") + Owner::kName + " in " + std::to_string(count);
    }
    PageQuery<Owner, 1> in_1{name(1), page_sql<Owner, 1>()};
    PageQuery<Owner, 4> in_4{name(4), page_sql<Owner, 4>()};
    PageQuery<Owner, 16> in_16{name(16), page_sql<Owner, 16>()};
    PageQuery<Owner, 64> in_64{name(64), page_sql<Owner, 64>()};
};

constexpr std::int64_t kNoStatus = -1;
constexpr std::int64_t kFar = 1'000;  // tickets: a jump that is worth some more statements

const Pages<OfAll> kPagesOfAll;
const Pages<OfClient> kPagesOfClient;
const Pages<OfGuest> kPagesOfGuest;
const Pages<OfAgent> kPagesOfAgent;

// Counts
// ----------------------------------------------------------------------------------------------

template <class Owner>
struct ProbeParams {
    Owner owner{};
    std::int64_t most = 0;
    void each(auto&& bind) {
        owner.each(bind);
        bind("most", most);
    }
};

template <class Owner>
struct Counts {
    Query<Owner, TicketCount> query{
        std::string("counts of ") + Owner::kName,
        std::string("SELECT department_id, status_id, count(*) FROM ticket WHERE ") +
            Owner::kWhere + kIsListed +
            " GROUP BY status_id, department_id ORDER BY status_id, department_id"};
    // Ordered only to have the index used that is in this order.
    Query<ProbeParams<Owner>, IdRow> probe{
        std::string("has ") + Owner::kName + " more tickets",
        std::string("SELECT id FROM ticket WHERE ") + Owner::kWhere + kIsListed +
            " ORDER BY status_id, department_id, last_reply_at LIMIT 1 OFFSET :most"};
};

const Counts<OfClient> kCountsOfClient;
const Counts<OfGuest> kCountsOfGuest;

/// Calls with what stands for the scope's kind.
template <class Use>
auto with_scope(const ListScope& scope, Use&& use) {
    switch (scope.kind) {
        case ListScope::Kind::all:
            return use(OfAll(scope), kPagesOfAll);
        case ListScope::Kind::client:
            return use(OfClient(scope), kPagesOfClient);
        case ListScope::Kind::guest:
            return use(OfGuest(scope), kPagesOfGuest);
        case ListScope::Kind::agent:
            return use(OfAgent(scope), kPagesOfAgent);
    }
    throw std::logic_error("a list of nobody");
}

using Ranges = std::vector<TicketCount>;
using Keys = std::vector<ListKeyRow>;

template <class Owner, std::size_t count>
Keys run_page(Connection& connection, const PageQuery<Owner, count>& query, const Owner& owner,
              Ranges::const_iterator first, std::size_t size, ListKeyRow after, std::int64_t limit,
              std::int64_t skip) {
    PageParams<Owner, count> params{owner, after.time, after.id, limit, skip, {}, {}};
    params.statuses.fill(kNoStatus);
    for (std::size_t i = 0; i < size; ++i, ++first) {
        params.statuses[i] = first->status;
        params.departments[i] = first->department;
    }
    return connection.all(query, std::move(params));
}

/// A page of up to kMostRanges ranges.
Keys page_of_some(Connection& connection, const ListScope& scope, Ranges::const_iterator first,
                  std::size_t size, ListKeyRow after, std::int64_t limit, std::int64_t skip) {
    return with_scope(scope, [&](const auto& owner, const auto& pages) {
        const auto run = [&](const auto& query) {
            return run_page(connection, query, owner, first, size, after, limit, skip);
        };
        if (size <= 1) return run(pages.in_1);
        if (size <= 4) return run(pages.in_4);
        return size <= 16 ? run(pages.in_16) : run(pages.in_64);
    });
}

}  // namespace

std::vector<TicketCount> count_ranges(Connection& connection, const ListScope& scope) {
    std::vector<TicketCount> counts;
    switch (scope.kind) {
        case ListScope::Kind::all:
            counts = count_tickets(connection);
            break;
        case ListScope::Kind::client:
            counts = connection.all(kCountsOfClient.query, OfClient(scope));
            break;
        case ListScope::Kind::guest:
            counts = connection.all(kCountsOfGuest.query, OfGuest(scope));
            break;
        case ListScope::Kind::agent:
            counts = count_flagged(connection, core::AgentId(scope.id));
            break;
    }
    std::erase_if(counts, [](const TicketCount& range) { return range.count <= 0; });
    return counts;
}

bool has_more_than(Connection& connection, const ListScope& scope, std::int64_t count) {
    if (scope.kind == ListScope::Kind::client) {
        return connection.one(kCountsOfClient.probe, {OfClient(scope), count}).has_value();
    }
    if (scope.kind == ListScope::Kind::guest) {
        return connection.one(kCountsOfGuest.probe, {OfGuest(scope), count}).has_value();
    }
    return false;
}

std::vector<ListKeyRow> keys_of_ranges(Connection& connection, const ListScope& scope,
                                       std::vector<TicketCount> ranges, ListKeyRow after,
                                       std::int64_t limit, std::int64_t skip) {
    if (ranges.empty() || limit <= 0) return {};
    // The merge runs through the last of its ranges most cheaply.
    std::sort(ranges.begin(), ranges.end(),
              [](const TicketCount& a, const TicketCount& b) { return a.count < b.count; });
    if (ranges.size() <= kMostRanges) {
        const auto page = [&](ListStart start, std::int64_t most) {
            return page_of_some(connection, scope, ranges.begin(), ranges.size(), start.after, most,
                                start.skip);
        };
        ListStart start{after, skip};
        const bool is_from_start = after.time == kListStart.time && after.id == kListStart.id;
        if (skip > kFar && is_from_start && scope.kind == ListScope::Kind::all) {
            if (skip >= sum_of(ranges)) return {};
            start = come_nearer(connection, ranges, start, [&](ListKeyRow key) {
                const Keys newest = page({key, 0}, 1);
                return newest.empty() ? std::nullopt : std::optional(newest.front().time);
            });
        }
        return page(start, limit);
    }
    // More than one statement merges: all that the page may need of each, merged here.
    Keys merged;
    for (std::size_t end = ranges.size(); end > 0;) {
        const std::size_t size = std::min(end, kMostRanges);
        end -= size;
        const Keys some =
            page_of_some(connection, scope, ranges.begin() + static_cast<std::ptrdiff_t>(end), size,
                         after, limit + skip, 0);
        Keys both;
        both.reserve(merged.size() + some.size());
        std::merge(merged.begin(), merged.end(), some.begin(), some.end(), std::back_inserter(both),
                   stands_before);
        if (both.size() > static_cast<std::size_t>(limit + skip)) {
            both.resize(static_cast<std::size_t>(limit + skip));
        }
        merged = std::move(both);
    }
    const auto skipped = std::min(merged.size(), static_cast<std::size_t>(skip));
    merged.erase(merged.begin(), merged.begin() + static_cast<std::ptrdiff_t>(skipped));
    return merged;
}

std::vector<std::int64_t> ids_of(const std::vector<ListKeyRow>& keys) {
    std::vector<std::int64_t> ids;
    ids.reserve(keys.size());
    for (const ListKeyRow& key : keys) ids.push_back(key.id);
    return ids;
}

}  // namespace desk::store
