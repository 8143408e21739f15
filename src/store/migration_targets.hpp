#pragma once
#include <string>

#include "store/migrate.hpp"
#include "store/postgres_connection.hpp"
#include "store/sqlite_connection.hpp"

namespace desk::store {

class SqliteMigration final : public MigrationTarget {
  public:
    explicit SqliteMigration(const SqliteOptions& options)
        : path_(options.path), connection_(options, SqliteConnection::Use::write) {}

    Connection& connection() override { return connection_; }
    void begin() override { connection_.begin_immediate(); }
    void commit() override { connection_.commit(); }
    void roll_back() noexcept override { connection_.roll_back(); }
    /// As `PATH.before-step-N`; one of an earlier, failed try is replaced.
    void keep_copy(std::int64_t step) override;

  private:
    const std::string path_;
    SqliteConnection connection_;
};

class PostgresMigration final : public MigrationTarget {
  public:
    explicit PostgresMigration(const std::string& url) : connection_(url) {}

    Connection& connection() override { return connection_; }
    void begin() override;
    void commit() override { connection_.commit(); }
    void roll_back() noexcept override { connection_.roll_back(); }
    void keep_copy(std::int64_t) override {}  ///< whoever runs a server has back-ups of their own
    /// Somebody has begun to make one.
    bool has_schema();

  private:
    PostgresConnection connection_;
};

}  // namespace desk::store
