#pragma once
#include <chrono>
#include <string>

#include "store/connection.hpp"

struct pg_conn;

namespace desk::store {

/// A connection to PostgreSQL. Transactions are begun and ended by the executor.
class PostgresConnection final : public Connection {
  public:
    /// \param url  `postgresql://…` or libpq's key=value form
    /// \param lock_timeout  how long a statement waits for somebody else's lock; 0: for ever
    /// \throws DbError (unavailable) when the server does not answer
    /// \throws std::runtime_error for a URL that cannot be read
    explicit PostgresConnection(const std::string& url,
                                std::chrono::milliseconds lock_timeout = {});

    void script(const std::string& sql, std::string_view name) override;

    void begin() { script("BEGIN", "begin"); }
    /// One snapshot for all of its statements.
    void begin_read() { script("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", "begin"); }
    /// \throws DbError when nothing was committed; with is_alive() false it may have been
    void commit();
    void roll_back() noexcept;
    /// False once the connection is lost: it never comes back, a new one has to be made.
    [[nodiscard]] bool is_alive() const;

  private:
    DbError translate(const std::exception& error, std::string_view name) override;
    [[nodiscard]] bool keeps_statement_after(const DbError& error) const override;

    pg_conn* handle_ = nullptr;
};

}  // namespace desk::store
