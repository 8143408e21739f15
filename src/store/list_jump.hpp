#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <span>

#include "store/connection.hpp"
#include "store/list_counts.hpp"
#include "store/list_row.hpp"

/// To count keys in an index is several times cheaper than to merge them, so most of what a long
/// jump skips is counted: piece by piece of time, from the newest ticket on.
namespace desk::store {

/// As many ranges as one statement takes.
inline constexpr std::size_t kMostRanges = 64;

/// Where a page begins: so many tickets behind a key.
struct ListStart {
    ListKeyRow after;
    std::int64_t skip = 0;
};

/// Time of the first ticket after a key, if there is one.
using NewestAfter = std::function<std::optional<std::int64_t>(ListKeyRow)>;

/// Leaves `start.skip` short where the times of the tickets allow it, and right in any case.
/// \param ranges  up to kMostRanges, of all tickets, with more tickets than are to be skipped
/// \param start  at the list's beginning
ListStart come_nearer(Connection& connection, std::span<const TicketCount> ranges, ListStart start,
                      const NewestAfter& newest_after);

}  // namespace desk::store
