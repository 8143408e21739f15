#pragma once
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "store/connection.hpp"
#include "store/list_counts.hpp"
#include "store/list_row.hpp"

/// Lists by the latest reply, as the indexes `ticket_list…` keep them: each department and status
/// of a list is a range of an index, and a page is merged from the heads of all ranges. That stays
/// true to the order without sorting anything, whatever the database believes of its tables.
namespace desk::store {

/// Whose tickets a list is of. Each kind has an index of its own.
struct ListScope {
    enum class Kind { all, client, guest, agent };

    Kind kind = Kind::all;
    std::int64_t id = 0;  ///< of the client or agent
    std::string email;    ///< of the guest, letter case aside
};

/// A page begins behind this key.
inline constexpr ListKeyRow kListStart{std::numeric_limits<std::int64_t>::max(),
                                       std::numeric_limits<std::int64_t>::max()};

/// How many tickets the scope has in each department and status, those with none left out: counted
/// by ticket_counter, or in the index for a client or guest.
std::vector<TicketCount> count_ranges(Connection& connection, const ListScope& scope);

/// True for a client or guest with more tickets than that, whose counting takes long.
bool has_more_than(Connection& connection, const ListScope& scope, std::int64_t count);

/// Keys in the order of the list: the latest reply first, then the highest id.
/// \param ranges  by their counts the big ones come cheaper
/// \param skip  skips so many behind `after`, one after the other on a covering index
std::vector<ListKeyRow> keys_of_ranges(Connection& connection, const ListScope& scope,
                                       std::vector<TicketCount> ranges, ListKeyRow after,
                                       std::int64_t limit, std::int64_t skip);

std::vector<std::int64_t> ids_of(const std::vector<ListKeyRow>& keys);

/// True where `a` stands before `b` in that order.
inline bool stands_before(const ListKeyRow& a, const ListKeyRow& b) {
    return std::tie(b.time, b.id) < std::tie(a.time, a.id);
}

}  // namespace desk::store
