#pragma once
#include <array>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "core/record_kind.hpp"
#include "store/rows.hpp"
#include "store/statement.hpp"

/// Where records of each kind are kept, and the statements made from that: one way for all kinds.
namespace desk::store {

/// No kind has more columns.
inline constexpr std::size_t kMostRecordColumns = 20;
using RecordTexts = std::array<std::string, kMostRecordColumns>;

/// A record with every column as text, in the order of the kind's fields.
struct RecordRow {
    std::int64_t id = 0;
    RecordTexts text;
    static auto columns(RecordRow& r) {
        return std::apply([&r](auto&... column) { return std::tie(r.id, column...); }, r.text);
    }
};

struct RecordParams {
    std::int64_t id = 0;
    RecordTexts text;
    void each(auto&& bind) {
        static constexpr std::array<const char*, kMostRecordColumns> kNames{
            "p0",  "p1",  "p2",  "p3",  "p4",  "p5",  "p6",  "p7",  "p8",  "p9",
            "p10", "p11", "p12", "p13", "p14", "p15", "p16", "p17", "p18", "p19"};
        bind("id", id);
        for (std::size_t i = 0; i < kMostRecordColumns; ++i) bind(kNames[i], text[i]);
    }
};

struct RecordPageParams {
    std::int64_t after = 0, most = 0;
    void each(auto&& bind) { bind("after", after), bind("most", most); }
};

struct OwnedPageParams {
    std::int64_t after = 0, most = 0, owner = 0;
    void each(auto&& bind) { bind("after", after), bind("most", most), bind("owner", owner); }
};

/// Ids of both sides of a membership.
struct LinkRow {
    std::int64_t own = 0, other = 0;
    static auto columns(LinkRow& r) { return std::tie(r.own, r.other); }
};

struct IdRange {
    std::int64_t first = 0, last = 0;
    void each(auto&& bind) { bind("first", first), bind("last", last); }
};

/// Rows of another table that refer to a record.
struct ReferrerQuery {
    std::string_view what;  ///< "tickets"
    Query<ById, IdRow> count;
};

/// All that the store knows of one kind.
struct RecordTable {
    std::string name;       ///< as the database's catalogue has it
    std::string in_sql;     ///< the same, in quotes where SQL wants them
    std::string referring;  ///< tables that may refer to one, separated by commas; or nothing
    /// Fields with a second column that holds them folded; their places follow those of the fields.
    std::vector<std::size_t> folded;
    Query<ById, RecordRow> find;
    Query<None, IdRow> ids;
    Query<RecordPageParams, RecordRow> list;
    Query<RecordParams> insert;
    Query<RecordParams> update;
    Query<ById> remove;
    std::vector<Query<ById>> remove_first;  ///< what belongs to the record alone; its links first
    std::size_t link_tables = 0;            ///< so many of them are of links
    std::vector<ReferrerQuery> referrers;
    // By field
    std::map<std::string_view, Query<ByText, RecordRow>> find_by;
    std::map<std::string_view, Query<OwnedPageParams, RecordRow>> list_of;
    std::map<std::string_view, Query<None, IdRow>> next_number;
    std::map<std::string_view, Query<IdRange, LinkRow>> links;
};

const RecordTable& record_table(core::RecordType type);

}  // namespace desk::store
