#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "query_steps.hpp"

namespace desk::test {

/// What one statement may cost on the skewed desk, at some values of its parameters. A statement
/// may have several.
struct Bound {
    std::string query;  ///< its name; "find *" is for all that begin so and have none of their own
    std::int64_t sqlite_steps = 0;
    std::int64_t postgres_rows = 0;
    QueryValues values = {};   ///< but for those of common_query_values()
    bool sorts_a_few = false;  ///< sorts what there are never many of
    std::optional<DatabaseKind> only = std::nullopt;
};

const std::vector<Bound>& query_bounds();

/// What a parameter is where a bound says nothing else.
const QueryValues& common_query_values();

}  // namespace desk::test
