#include "store/migrate.hpp"

#include <charconv>
#include <stdexcept>
#include <string>

#include "store/rows.hpp"

namespace desk::store {

namespace {

const Query<None, IdRow> kVersion{"schema version",
                                  "SELECT COALESCE(max(number), 0) FROM schema_step"};

/// Nothing to keep in a database whose first start was cut short.
const Query<None, IdRow> kHasData{"data to keep", R"sql(
    SELECT CASE WHEN EXISTS (SELECT 1 FROM department) OR EXISTS (SELECT 1 FROM agent)
                  OR EXISTS (SELECT 1 FROM client) OR EXISTS (SELECT 1 FROM setting)
                THEN 1 ELSE 0 END)sql"};

struct StepColumns {
    std::int64_t number = 0;
    std::string name;
    std::int64_t applied_at = 0;
    void each(auto&& bind) {
        bind("number", number), bind("name", name), bind("applied_at", applied_at);
    }
};

const Query<StepColumns> kRecordStep{
    "record schema step",
    "INSERT INTO schema_step (number, name, applied_at) VALUES (:number, :name, :applied_at)"};

/// The same in both databases.
constexpr const char* kCreateStepTable =
    "CREATE TABLE IF NOT EXISTS schema_step (number BIGINT PRIMARY KEY, name TEXT NOT NULL, "
    "applied_at BIGINT NOT NULL)";

std::int64_t number_of(std::string_view file_name) {
    std::int64_t number = 0;
    std::from_chars(file_name.data(), file_name.data() + file_name.size(), number);
    return number;
}

/// Runs `work` in a transaction of the target.
template <class Work>
void in_transaction(MigrationTarget& target, Work&& work) {
    target.begin();
    try {
        work();
        target.commit();
    } catch (...) {
        target.roll_back();
        throw;
    }
}

}  // namespace

void migrate(MigrationTarget& target, const Steps& steps, std::int64_t now) {
    Connection& connection = target.connection();
    std::int64_t version = 0;
    in_transaction(target, [&] {
        connection.script(kCreateStepTable, "schema step table");
        version = connection.one(kVersion)->id;
    });
    const std::int64_t newest = steps.empty() ? 0 : number_of(steps.back().first);
    if (version > newest) {
        throw std::runtime_error("the database has schema version " + std::to_string(version) +
                                 ", this binary knows only up to " + std::to_string(newest) +
                                 ": start a newer binary");
    }
    for (const auto& [name, sql] : steps) {
        const std::int64_t number = number_of(name);
        if (number <= version) continue;
        if (version > 0 && connection.one(kHasData)->id == 1) target.keep_copy(number);
        in_transaction(target, [&] {
            // Somebody else may have been faster: two nodes start at the same time.
            if (connection.one(kVersion)->id >= number) return;
            connection.script(std::string(sql), name);
            connection.run(kRecordStep, {number, std::string(name), now});
        });
    }
}

}  // namespace desk::store
