#pragma once
#include <cstdint>
#include <functional>
#include <string_view>
#include <utility>
#include <vector>

#include "store/connection.hpp"

namespace desk::store {

/// Schema steps by file name (`0001_desk.sql`), in order; a released step is never edited.
using Steps = std::vector<std::pair<std::string_view, std::string_view>>;

/// What the two databases do differently while their schema is brought up to date.
class MigrationTarget {
  public:
    virtual ~MigrationTarget() = default;
    virtual Connection& connection() = 0;
    /// Begins a transaction that keeps every other process from migrating at the same time.
    virtual void begin() = 0;
    virtual void commit() = 0;
    virtual void roll_back() noexcept = 0;
    /// Before the step of this number changes a database that is in use.
    virtual void keep_copy(std::int64_t step) = 0;
};

/// Applies the steps that the database has not seen, each in one transaction with its number.
/// \throws std::runtime_error for a person to read: the schema is newer than this binary
/// \throws DbError when a step fails; the steps before it stay
void migrate(MigrationTarget& target, const Steps& steps, std::int64_t now);

}  // namespace desk::store
