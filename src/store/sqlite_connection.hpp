#pragma once
#include <chrono>
#include <cstdint>
#include <string>

#include "store/connection.hpp"

namespace sqlite_api {
struct sqlite3;
struct sqlite3_stmt;
}  // namespace sqlite_api

namespace desk::store {

struct SqliteOptions {
    std::string path;
    std::string vfs;
    std::chrono::milliseconds busy_timeout{5'000};
};

/// A connection to a SQLite file in WAL mode. Transactions are begun and ended by the executor with
/// the functions below, which tell exactly what SQLite answered.
class SqliteConnection final : public Connection {
  public:
    enum class Use { write, read };

    /// \throws std::runtime_error for a path that cannot be said to SOCI, DbError
    SqliteConnection(const SqliteOptions& options, Use use);
    ~SqliteConnection() override;

    void script(const std::string& sql, std::string_view name) override;

    // Each throws DbError; is_in_transaction() says what is left then.
    void begin();            ///< deferred: for readers
    void begin_reading();    ///< what is read is settled now, and not by the first statement
    void begin_immediate();  ///< for the writer; waits for the busy timeout
    void commit();
    void savepoint();
    void release();             ///< keeps what was written since savepoint()
    void roll_back_to();        ///< undoes what was written since savepoint(), and ends it
    void roll_back() noexcept;  ///< the whole transaction, if there is one
    /// False after SQLite has rolled the transaction back by itself, as it does on a full disk.
    [[nodiscard]] bool is_in_transaction() const;

    [[nodiscard]] std::int64_t last_insert_id() const;
    /// Pages in the WAL after the last commit of this connection.
    [[nodiscard]] int wal_pages() const { return wal_pages_; }
    /// Copies what it can from the WAL into the database without waiting for anybody.
    /// \return true when all of it was copied
    bool checkpoint();
    /// Waits until all that checkpoint() wrote is on the disk. SQLite itself does so only when it
    /// copied the whole WAL.
    void sync_database();
    /// A whole copy of the database into a new file, synced.
    void copy_to(const std::string& path);
    /// For the bulk load, which binds its rows itself.
    [[nodiscard]] sqlite_api::sqlite3* handle() { return handle_; }
    /// \throws DbError of SQLite's extended result code
    [[noreturn]] static void fail(int code, std::string_view name);

  private:
    /// Waits while others open a new file too: changing its mode needs it alone, and SQLite itself
    /// does not wait for that.
    void use_wal(std::chrono::milliseconds patience);

    /// Statements of the transaction itself, prepared once.
    enum Control {
        kBegin,
        kBeginImmediate,
        kCommit,
        kSavepoint,
        kRelease,
        kRollBackTo,
        kLook,
        kControls
    };

    void control(Control which);
    int try_control(Control which);
    DbError translate(const std::exception& error, std::string_view name) override;
    /// SOCI may have finalised it, and if not, only its end is sure to close it.
    [[nodiscard]] bool keeps_statement_after(const DbError&) const override { return false; }

    const Use use_;
    sqlite_api::sqlite3* handle_ = nullptr;
    sqlite_api::sqlite3_stmt* controls_[kControls] = {};
    int wal_pages_ = 0;
};

}  // namespace desk::store
