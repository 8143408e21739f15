#pragma once
#include <string>
#include <vector>

namespace desk::test {

/// All values as text, NULL as empty.
using Rows = std::vector<std::vector<std::string>>;

/// Asks a database directly, past the store, on a connection of its own.
/// \param database  "sqlite:PATH" or "postgresql://…"
/// \param vfs       SQLite: empty for the default
/// \throws std::runtime_error with the database's words
Rows sql_rows(const std::string& database, const std::string& sql, const std::string& vfs = {});

}  // namespace desk::test
