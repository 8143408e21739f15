#pragma once
#include <functional>

#include "query_bounds.hpp"

namespace desk::test {

inline constexpr auto kSqlite = DatabaseKind::sqlite;
inline constexpr auto kPostgres = DatabaseKind::postgres;

/// Fills the names of a statement that takes many of a kind: `name0`, `name1` …
void number_values(QueryValues& values, const std::string& name, int count,
                   const std::function<int(int)>& value);

/// A hundred tickets, messages, whatever.
QueryValues ids(QueryValues values = {});

QueryValues both(QueryValues values, const QueryValues& more);

// What query_bounds() is put together from; a file of its own each.
std::vector<Bound> ticket_bounds();
std::vector<Bound> list_bounds();
std::vector<Bound> people_bounds();
std::vector<Bound> record_bounds();
std::vector<Bound> desk_bounds();

}  // namespace desk::test
