#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <string>

#include "store/statement.hpp"
#include "support/test_database.hpp"

namespace desk::test {

/// Values of a statement's parameters by name, as text; a number's is its digits.
using QueryValues = std::map<std::string, std::string>;

/// What a statement did when it ran.
struct QuerySteps {
    std::int64_t steps = 0;  ///< SQLite: of its virtual machine; PostgreSQL: rows read from tables
    bool sorts = false;      ///< SQLite: makes a temporary B-tree; PostgreSQL: sorts more than 200
    std::string plan;
};

/// Runs single statements of the product on one connection of its own, each undone at once, and
/// tells what they cost.
class QueryMeter {
  public:
    virtual ~QueryMeter() = default;
    /// \throws std::runtime_error with what the database says of it
    virtual QuerySteps run(const store::QueryText& query, const QueryValues& values) = 0;
};

std::unique_ptr<QueryMeter> query_meter(const TestDatabase& database);

}  // namespace desk::test
