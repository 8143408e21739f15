#pragma once
#include <sqlite3.h>

#include <cstdint>
#include <string>
#include <string_view>

/// The database half of the floor (design, section 8): the bare SQLite C interface.
namespace desk::bench {

/// A prepared statement; text that is bound must live until the next reset().
class Statement {
  public:
    Statement(sqlite3* db, const char* sql);
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;
    ~Statement() { sqlite3_finalize(statement_); }

    void bind(int index, std::int64_t value) { sqlite3_bind_int64(statement_, index, value); }
    void bind(int index, std::string_view value);
    /// True: a row; false: done. \throws std::runtime_error
    bool step();
    /// Steps to the end and resets. \return false when the database refused
    bool run();
    void reset() { sqlite3_reset(statement_); }
    [[nodiscard]] std::int64_t integer(int column) const {
        return sqlite3_column_int64(statement_, column);
    }
    [[nodiscard]] std::string_view text(int column) const;

  private:
    sqlite3_stmt* statement_ = nullptr;
};

/// A connection with the product's pragmas.
class Connection {
  public:
    explicit Connection(const std::string& path);
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    ~Connection() { sqlite3_close(db_); }
    void execute(const char* sql);
    /// Waits until all that was written to the database is on the disk.
    void sync();
    [[nodiscard]] sqlite3* get() const { return db_; }

  private:
    sqlite3* db_ = nullptr;
};

/// Makes a database with the tables that an OpenTicket writes and a GetTicket reads, as the product
/// shapes them, and copies a desk's tickets into it, so that both read the same.
/// \param desk  its SQLite file
void copy_desk(const std::string& path, const std::string& desk);

}  // namespace desk::bench
