#include <soci/sqlite3/soci-sqlite3.h>

#include "store/bulk_target.hpp"
#include "store/sqlite_connection.hpp"

namespace desk::store {

using namespace sqlite_api;

namespace {

/// A statement that binds texts where they lie.
class Insert {
  public:
    Insert(SqliteConnection& connection, const std::string& sql, const char* name) : name_(name) {
        const int code = sqlite3_prepare_v3(connection.handle(), sql.c_str(), -1,
                                            SQLITE_PREPARE_PERSISTENT, &statement_, nullptr);
        if (code != SQLITE_OK) SqliteConnection::fail(code, name_);
    }
    Insert(const Insert&) = delete;
    Insert& operator=(const Insert&) = delete;
    ~Insert() { sqlite3_finalize(statement_); }

    void bind(int place, const std::int64_t& value) {
        sqlite3_bind_int64(statement_, place, value);
    }
    void bind(int place, const std::string& value) {
        sqlite3_bind_text(statement_, place, value.data(), static_cast<int>(value.size()),
                          SQLITE_STATIC);
    }
    void run() {
        const int code = sqlite3_step(statement_);
        sqlite3_reset(statement_);
        if (code == SQLITE_DONE) return;
        SqliteConnection::fail(sqlite3_extended_errcode(sqlite3_db_handle(statement_)), name_);
    }

  private:
    const char* name_;
    sqlite3_stmt* statement_ = nullptr;
};

/// Inserts rows, several with a statement: to begin and end one costs as much as a row does.
template <class Columns>
class Inserter {
  public:
    Inserter(SqliteConnection& connection, const std::string& insert, const char* name)
        : Inserter(connection, take_apart(insert), name) {}

    void run(ReusedRows<Columns>& rows) {
        auto row = rows.begin();
        const auto end = rows.end();
        for (; end - row >= kAtOnce; row += kAtOnce) insert(many_, row, kAtOnce);
        for (; row != end; ++row) insert(one_, row, 1);
    }

  private:
    static constexpr int kAtOnce = 64;

    Inserter(SqliteConnection& connection, const InsertParts& parts, const char* name)
        : columns_(parts),
          one_(connection, sql(parts.table, 1), name),
          many_(connection, sql(parts.table, kAtOnce), name) {}

    [[nodiscard]] std::string sql(const std::string& table, int rows) const {
        std::string row;
        for (const bool is_written : columns_.is_written) {
            if (is_written) row += row.empty() ? "(?" : ", ?";
        }
        row += ')';
        // FAIL: what fails is undone as a whole, so SQLite need not keep how each page was before a
        // statement.
        std::string text =
            "INSERT OR FAIL INTO " + table + " (" + columns_.names + ") VALUES " + row;
        for (int i = 1; i < rows; ++i) text += ", " + row;
        return text;
    }

    void insert(Insert& statement, auto row, int rows) {
        int place = 0;
        for (int i = 0; i < rows; ++i, ++row) {
            columns_.each(*row, [&](const auto& member) { statement.bind(++place, member); });
        }
        statement.run();
    }

    WrittenColumns<Columns> columns_;
    Insert one_, many_;
};

// An index that a constraint made has no text.
const Query<ByText, IndexDefinition> kIndexes{"indexes of a table", R"sql(
    SELECT name, sql FROM sqlite_master
    WHERE type = 'index' AND tbl_name = :text AND sql IS NOT NULL ORDER BY name)sql"};

struct SequenceValue {
    std::string name;
    std::int64_t value = 0;
    void each(auto&& bind) { bind("name", name), bind("value", value); }
};

const Query<SequenceValue> kSetSequence{"set wire id",
                                        "UPDATE sequence SET value = :value WHERE name = :name"};

/// A rollback journal instead of the WAL for as long as it takes: what is new is written once, to
/// where it belongs, and not to the journal, since undoing it is to cut the file to its old size.
/// So one transaction may hold it all, and is still whole or nothing after a power cut.
class SqliteBulk final : public BulkTarget {
  public:
    SqliteBulk(const SqliteOptions& options, int cache_kib)
        : connection_(options, SqliteConnection::Use::write) {
        connection_.script(
            "PRAGMA journal_mode = TRUNCATE; PRAGMA threads = 2; PRAGMA cache_size = -" +
                std::to_string(cache_kib) + "; BEGIN EXCLUSIVE",
            "begin bulk load");
        // What is sorted for an index goes to files. What undoes a statement does not: that was
        // settled as the transaction began, when temporary things were kept in memory.
        connection_.script("PRAGMA temp_store = file", "sort in files");
    }
    ~SqliteBulk() override {
        inserters_.reset();
        connection_.roll_back();
        try {
            connection_.script("PRAGMA journal_mode = WAL", "end bulk load");
        } catch (const DbError&) {
            // Whoever opens it next does it.
        }
    }

    Connection& connection() override { return connection_; }

    std::vector<IndexDefinition> indexes_of(const std::string& table) override {
        return connection_.all(kIndexes, {table});
    }

    void write(BulkBatch& batch) override {
        if (!inserters_) inserters_ = std::make_unique<BulkInserts<Inserter>>(connection_);
        inserters_->run(batch);
    }

    void set_next_wire_id(core::MessageKind kind, std::int64_t next) override {
        connection_.run(kSetSequence,
                        {kind == core::MessageKind::note ? "note" : "reply", next - 1});
    }

    void begin_indexes() override {
        // What exceeds the cache is sorted in parts, each by a thread beside the one that reads.
        // Tables are read through once for each index: mapped, they need not be copied for that.
        connection_.script("PRAGMA cache_size = -8192; PRAGMA mmap_size = 2147418112",
                           "sort in parts");
    }

    void index_subjects() override {
        // All in one piece, of a level that small ones reach late: each time one is merged with it,
        // all of it is written anew.
        connection_.script(R"sql(
            INSERT INTO ticket_subject_trigram (ticket_subject_trigram, rank)
                VALUES ('crisismerge', 16);
            INSERT INTO ticket_subject_trigram (ticket_subject_trigram) VALUES ('rebuild');
            INSERT INTO ticket_subject_trigram (ticket_subject_trigram) VALUES ('optimize');
            INSERT INTO ticket_subject_trigram (ticket_subject_trigram, rank)
                VALUES ('crisismerge', 64))sql",
                           "index subjects");
    }

    void commit() override {
        inserters_.reset();
        connection_.commit();
    }

  private:
    SqliteConnection connection_;
    std::unique_ptr<BulkInserts<Inserter>> inserters_;
};

}  // namespace

std::unique_ptr<BulkTarget> sqlite_bulk_target(const StoreOptions& options, int cache_kib) {
    const std::string path = options.database.substr(options.database.find(':') + 1);
    return std::make_unique<SqliteBulk>(
        SqliteOptions{path, options.sqlite_vfs, options.busy_timeout}, cache_kib);
}

}  // namespace desk::store
