#include "store/sqlite_connection.hpp"

#include <soci/sqlite3/soci-sqlite3.h>

#include <array>
#include <mutex>
#include <stdexcept>

namespace desk::store {

using namespace sqlite_api;

namespace {

constexpr int kWriterCacheKib = 20 * 1024;
/// There are some of them, and what they read again the system has in memory.
constexpr int kReaderCacheKib = 12 * 1024;

constexpr int kPauseForOthers = 2;  // milliseconds

constexpr std::array<const char*, 7> kControlSql = {"BEGIN",
                                                    "BEGIN IMMEDIATE",
                                                    "COMMIT",
                                                    "SAVEPOINT job",
                                                    "RELEASE job",
                                                    "ROLLBACK TO job",
                                                    "SELECT 1 FROM sqlite_master WHERE 0"};

DbError error_of(int code, std::string_view name) {
    using Kind = DbError::Kind;
    Kind kind = Kind::fault;
    switch (code & 0xff) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            kind = Kind::busy;
            break;
        case SQLITE_FULL:
        case SQLITE_IOERR:
        case SQLITE_CANTOPEN:
        case SQLITE_READONLY:
        case SQLITE_NOMEM:
            kind = Kind::unavailable;
            break;
        default:
            break;
    }
    return {kind, name, "sqlite " + std::to_string(code)};
}

/// SOCI takes `key=value` pairs and lets a value be quoted, but not contain a quote.
std::string connect_string(const SqliteOptions& options) {
    if (options.path.find('"') != std::string::npos) {
        throw std::runtime_error("a database path may not contain a double quote");
    }
    std::string text = "dbname=\"" + options.path + "\"";
    if (!options.vfs.empty()) text += " vfs=" + options.vfs;
    return text;
}

/// Connections are never shared between threads at the same time, so SQLite need not lock them.
/// Without effect when SQLite is in use already.
void choose_threading_mode() {
    static std::once_flag once;
    std::call_once(once, [] {
        sqlite3_config(SQLITE_CONFIG_MULTITHREAD);
        sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);  // its counters are behind a lock of their own
    });
}

}  // namespace

SqliteConnection::SqliteConnection(const SqliteOptions& options, Use use) : use_(use) {
    choose_threading_mode();
    try {
        session().open(soci::sqlite3, connect_string(options));
    } catch (const soci::soci_error&) {
        throw DbError(DbError::Kind::unavailable, "open", "sqlite cannot open the file");
    }
    handle_ = static_cast<soci::sqlite3_session_backend*>(session().get_backend())->conn_;
    sqlite3_extended_result_codes(handle_, 1);
    sqlite3_busy_timeout(handle_, static_cast<int>(options.busy_timeout.count()));
    sqlite3_wal_hook(
        handle_,
        [](void* self, sqlite3*, const char*, int pages) {
            static_cast<SqliteConnection*>(self)->wal_pages_ = pages;
            return SQLITE_OK;
        },
        this);
    use_wal(options.busy_timeout);
    script(
        "PRAGMA synchronous = FULL; PRAGMA temp_store = memory;"
        "PRAGMA cache_size = -" +
            std::to_string(use == Use::read ? kReaderCacheKib : kWriterCacheKib) +
            "; PRAGMA mmap_size = 0; PRAGMA foreign_keys = ON;" +
            (use == Use::read ? "PRAGMA query_only = ON" : ""),
        "connection settings");
}

SqliteConnection::~SqliteConnection() {
    forget_statements();
    for (sqlite3_stmt* statement : controls_) sqlite3_finalize(statement);
}

void SqliteConnection::use_wal(std::chrono::milliseconds patience) {
    const auto end = std::chrono::steady_clock::now() + patience;
    int code = SQLITE_OK;
    do {
        code = sqlite3_exec(handle_, "PRAGMA journal_mode = WAL", nullptr, nullptr, nullptr);
    } while ((code & 0xff) == SQLITE_BUSY && std::chrono::steady_clock::now() < end &&
             sqlite3_sleep(kPauseForOthers) > 0);
    if (code != SQLITE_OK) throw error_of(code, "journal mode");
}

void SqliteConnection::script(const std::string& sql, std::string_view name) {
    if (const int code = sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr);
        code != SQLITE_OK) {
        throw error_of(code, name);
    }
}

int SqliteConnection::try_control(Control which) {
    sqlite3_stmt*& statement = controls_[which];
    if (statement == nullptr) {
        const int code = sqlite3_prepare_v3(handle_, kControlSql[which], -1,
                                            SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
        if (code != SQLITE_OK) return code;
    }
    const int code = sqlite3_step(statement);
    sqlite3_reset(statement);
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

void SqliteConnection::control(Control which) {
    if (const int code = try_control(which); code != SQLITE_OK) {
        throw error_of(code, kControlSql[which]);
    }
}

void SqliteConnection::begin() { control(kBegin); }
void SqliteConnection::begin_reading() {
    control(kBegin);
    control(kLook);
}
void SqliteConnection::begin_immediate() { control(kBeginImmediate); }
void SqliteConnection::commit() { control(kCommit); }
void SqliteConnection::savepoint() { control(kSavepoint); }
void SqliteConnection::release() { control(kRelease); }

void SqliteConnection::roll_back_to() {
    control(kRollBackTo);
    control(kRelease);
}

void SqliteConnection::roll_back() noexcept {
    if (is_in_transaction()) sqlite3_exec(handle_, "ROLLBACK", nullptr, nullptr, nullptr);
}

bool SqliteConnection::is_in_transaction() const { return sqlite3_get_autocommit(handle_) == 0; }

std::int64_t SqliteConnection::last_insert_id() const { return sqlite3_last_insert_rowid(handle_); }

bool SqliteConnection::checkpoint() {
    int in_wal = 0;
    int copied = 0;
    const int code =
        sqlite3_wal_checkpoint_v2(handle_, nullptr, SQLITE_CHECKPOINT_PASSIVE, &in_wal, &copied);
    if (code != SQLITE_OK && (code & 0xff) != SQLITE_BUSY) throw error_of(code, "checkpoint");
    return code == SQLITE_OK && in_wal == copied;
}

void SqliteConnection::sync_database() {
    sqlite3_file* file = nullptr;
    int code = sqlite3_file_control(handle_, "main", SQLITE_FCNTL_FILE_POINTER, &file);
    if (code == SQLITE_OK) {
        code = file->pMethods->xSync(file, SQLITE_SYNC_NORMAL | SQLITE_SYNC_DATAONLY);
    }
    if (code != SQLITE_OK) throw error_of(code, "sync the database");
}

void SqliteConnection::copy_to(const std::string& path) {
    sqlite3* target = nullptr;
    int code =
        sqlite3_open_v2(path.c_str(), &target, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
    if (code == SQLITE_OK) {
        sqlite3_exec(target, "PRAGMA synchronous = FULL", nullptr, nullptr, nullptr);
        sqlite3_backup* backup = sqlite3_backup_init(target, "main", handle_, "main");
        if (backup == nullptr) {
            code = sqlite3_errcode(target);
        } else {
            sqlite3_backup_step(backup, -1);
            code = sqlite3_backup_finish(backup);
        }
    }
    sqlite3_close(target);
    if (code != SQLITE_OK) throw error_of(code, "copy the database");
}

void SqliteConnection::fail(int code, std::string_view name) { throw error_of(code, name); }

DbError SqliteConnection::translate(const std::exception& error, std::string_view name) {
    int code = 0;
    if (const auto* of_sqlite = dynamic_cast<const soci::sqlite3_soci_error*>(&error)) {
        code = of_sqlite->result();
    }
    // SOCI keeps the primary code, if any; the connection still knows the exact one.
    const int exact = sqlite3_extended_errcode(handle_);
    if (code == 0 || (exact & 0xff) == (code & 0xff)) code = exact;
    if (code == SQLITE_READONLY && use_ == Use::read) {
        return {DbError::Kind::fault, name, "sqlite write in a read job"};
    }
    return error_of(code, name);
}

}  // namespace desk::store
