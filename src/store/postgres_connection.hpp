#pragma once
#include <chrono>
#include <string>

#include "store/connection.hpp"

struct pg_conn;

namespace desk::store {

/// Every statement is a short one by key: planning it anew each time would cost more than running.
/// They go by indexes, in the order of these, whatever the server believes of the tables: what
/// sorts, hashes or reads all of a small table is slow once it has grown, and a plan is kept.
inline constexpr const char* kPostgresPlanning =
    "SET plan_cache_mode = force_generic_plan; SET jit = off; SET enable_sort = off; "
    "SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off; ";

/// Thrown at the second statement of a read that was tried without a transaction. No
/// std::exception, so that nothing takes it for a failure on its way to the executor.
struct NeedsTransaction {};

/// What DbError says of a URL that does not mean what its author wanted, and what to do about it.
inline constexpr std::string_view kMisread = "its URL is ambiguous";
inline constexpr std::string_view kUrlAdvice =
    "write the characters @ : / ? # % of a user or password in it as %40 %3A %2F %3F %23 %25";

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

    /// Runs a COPY … FROM STDIN.
    /// \param rows  in COPY's text form, each with its line end
    void copy(const std::string& sql, const std::string& rows, std::string_view name);

    void begin() {
        allowed_ = kAnyNumber;
        script("BEGIN READ WRITE", "begin");
    }
    /// One snapshot for all of its statements.
    void begin_read() {
        allowed_ = kAnyNumber;
        script("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", "begin");
    }
    /// One statement, which is its own snapshot, and no transaction: two round trips fewer. The
    /// next one throws NeedsTransaction.
    void begin_single_read() { allowed_ = 1; }
    void need_transaction() override {
        if (allowed_ != kAnyNumber) throw NeedsTransaction{};
    }
    /// \throws DbError when nothing was committed; with is_alive() false it may have been
    void commit();
    void roll_back() noexcept;
    /// False once the connection is lost: it never comes back, a new one has to be made.
    [[nodiscard]] bool is_alive() const;

    /// Which of the equal counters this connection adds to: one that no other has, of this node or
    /// another. A counter is locked until its transaction is committed, and transactions of several
    /// changes that lock the same ones in different orders would wait for each other.
    std::int64_t counter_slot();

  private:
    static constexpr int kAnyNumber = -1;

    void before_statement() override {
        if (allowed_ == 0) throw NeedsTransaction{};
        if (allowed_ > 0) --allowed_;
    }
    DbError translate(const std::exception& error, std::string_view name) override;
    [[nodiscard]] bool keeps_statement_after(const DbError& error) const override;

    pg_conn* handle_ = nullptr;
    int allowed_ = kAnyNumber;  ///< statements
    std::int64_t slot_ = -1;    ///< not chosen yet
};

}  // namespace desk::store
