#include "store/migration_targets.hpp"

#include <filesystem>

#include "store/attachment_files.hpp"
#include "store/rows.hpp"

namespace desk::store {

namespace {

const Query<None, IdRow> kHasSchema{"schema is there", R"sql(
    SELECT CASE WHEN to_regclass('schema_step') IS NULL THEN 0 ELSE 1 END)sql"};

}  // namespace

void SqliteMigration::keep_copy(std::int64_t step) {
    const std::string copy = path_ + ".before-step-" + std::to_string(step);
    std::filesystem::remove(copy + ".part");
    connection_.copy_to(copy + ".part");
    system_files().rename(copy + ".part", copy);
    system_files().sync_folder(std::filesystem::absolute(copy).parent_path());
}

bool PostgresMigration::has_schema() { return connection_.one(kHasSchema)->id == 1; }

void PostgresMigration::begin() {
    connection_.begin();
    connection_.script("SELECT pg_advisory_xact_lock(7265746)", "lock for schema steps");
}

}  // namespace desk::store
