#pragma once
#include <string>
#include <vector>

#include "generate/make_tickets.hpp"
#include "generate/story_clock.hpp"
#include "store/bulk_load.hpp"
#include "support/sql_rows.hpp"
#include "support/test_database.hpp"

/// Made-up desks in two ways: as `generate` loads them, and as use cases write them one by one.
namespace desk::test {

inline constexpr Timestamp kEndOfStory = std::chrono::sys_days{std::chrono::January / 1 / 2026};

struct Made {
    generate::Cast cast;
    generate::Tally tally;
};

/// In bulk, into an empty database.
Made load_desk(const std::string& url, std::int64_t tickets, std::uint64_t seed,
               int cache_kib = store::BulkLoad::kCacheKib);

/// The same through a store's own transactions, with its clock and chance.
Made write_desk(TestStore& store, std::int64_t tickets, std::uint64_t seed);

/// All rows of a desk that a person could see the difference of, a table after the other.
Rows content_of(TestDatabase& database);

}  // namespace desk::test
