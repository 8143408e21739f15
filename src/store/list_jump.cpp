#include "store/list_jump.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "store/rows.hpp"

namespace desk::store {

namespace {

constexpr std::int64_t kNear = 500;  // tickets that are not worth another statement
constexpr int kMostPieces = 24;
constexpr int kMostTooLong = 5;
constexpr std::int64_t kShortest = 1;  // seconds; thousands of tickets may be newer than that
constexpr std::int64_t kLongest = 3'650LL * 86'400;
constexpr std::int64_t kMostGrowth = 16;

struct PieceParams {
    std::int64_t from = 0, before = 0;
    std::array<std::int64_t, kMostRanges> statuses{}, departments{};

    void each(auto&& bind) {
        bind("from", from), bind("before", before);
        for (std::size_t i = 0; i < kMostRanges; ++i) {
            const std::string number = std::to_string(i);
            bind(("status" + number).c_str(), statuses[i]);
            bind(("department" + number).c_str(), departments[i]);
        }
    }
};

std::string piece_sql() {
    std::string sql;
    for (std::size_t i = 0; i < kMostRanges; ++i) {
        const std::string number = std::to_string(i);
        sql += i == 0 ? "SELECT " : " + ";
        // Ordered only to have PostgreSQL use the index that is in this order.
        sql += "(SELECT count(*) FROM (SELECT id FROM ticket WHERE status_id = :status" + number +
               " AND department_id = :department" + number +
               " AND last_reply_at >= :from AND last_reply_at < :before "
               "AND merged_into = 0 AND deleted_at = 0 "
               "ORDER BY last_reply_at DESC, id DESC) r" +
               number + ")";
    }
    return sql;
}

const Query<PieceParams, IdRow> kPiece{"tickets of a time", piece_sql()};

}  // namespace

ListStart come_nearer(Connection& connection, std::span<const TicketCount> ranges, ListStart start,
                      const NewestAfter& newest_after) {
    PieceParams piece;
    piece.statuses.fill(-1);  // no ticket has it
    for (std::size_t i = 0; i < ranges.size(); ++i) {
        piece.statuses[i] = ranges[i].status;
        piece.departments[i] = ranges[i].department;
    }
    const auto go_to_next = [&] {  // over a pause that no length would fit
        const std::optional<std::int64_t> newest = newest_after(start.after);
        if (newest) piece.before = *newest + 1;
        return newest.has_value();
    };
    if (!go_to_next()) return start;
    std::int64_t length = kShortest, longest = kShortest;  // longest: that was not too long
    int too_long = 0;
    for (int pieces = 0; pieces < kMostPieces && start.skip > kNear; ++pieces) {
        piece.from = piece.before - length;
        const std::int64_t count = connection.one(kPiece, PieceParams(piece))->id;
        if (count > start.skip) {
            if (++too_long == kMostTooLong || length == kShortest) break;
            length = longest = std::max(length / kMostGrowth, kShortest);
            continue;
        }
        piece.before = piece.from;
        start = {{0, piece.from}, start.skip - count};
        longest = std::max(longest, length);
        if (count == 0) {
            if (!go_to_next()) break;
            length = kShortest;  // a flood may lie behind it
            continue;
        }
        // As far as nine tenths of what is left would reach at this rate.
        const std::int64_t aim = length * start.skip / count * 9 / 10;
        length = std::clamp(aim, kShortest, std::min(longest * kMostGrowth, kLongest));
    }
    return start;
}

}  // namespace desk::store
