#pragma once
#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "store/connection.hpp"

/// Statements for many rows by their ids, a hundred at a time: one statement for every number of
/// them, which neither database plans differently.
namespace desk::store {

inline constexpr std::size_t kIdsAtATime = 100;

/// Ids for one statement; what is not needed of them is 0, which no row has.
struct SomeIds {
    std::array<std::int64_t, kIdsAtATime> ids{};

    void each(auto&& bind) {
        for (std::size_t i = 0; i < kIdsAtATime; ++i) {
            bind(("id" + std::to_string(i)).c_str(), ids[i]);
        }
    }
};

inline std::string among(const std::string& column) {
    std::string sql = column + " IN (";
    for (std::size_t i = 0; i < kIdsAtATime; ++i) {
        sql += (i > 0 ? ", :id" : ":id") + std::to_string(i);
    }
    return sql + ")";
}

/// Runs a statement as often as the ids need, and hands each row to `take`.
template <class Row, class Take>
void for_ids(Connection& connection, const Query<SomeIds, Row>& query,
             const std::vector<std::int64_t>& ids, Take&& take) {
    for (std::size_t from = 0; from < ids.size(); from += kIdsAtATime) {
        SomeIds some;
        const std::size_t size = std::min(kIdsAtATime, ids.size() - from);
        std::copy_n(ids.begin() + static_cast<std::ptrdiff_t>(from), size, some.ids.begin());
        for (Row& row : connection.all(query, some)) take(std::move(row));
    }
}

}  // namespace desk::store
