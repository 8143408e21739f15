#include "bench/floor_sqlite.hpp"

#include <stdexcept>

namespace desk::bench {
namespace {

constexpr const char* kSchema = R"(
CREATE TABLE department (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL) STRICT;
CREATE TABLE ticket_status (id INTEGER PRIMARY KEY AUTOINCREMENT, title TEXT NOT NULL) STRICT;
CREATE TABLE client (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, email TEXT NOT NULL) STRICT;
CREATE TABLE ticket (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    number TEXT NOT NULL UNIQUE,
    code TEXT NOT NULL UNIQUE,
    access_code TEXT NOT NULL,
    department_id INTEGER NOT NULL,
    status_id INTEGER NOT NULL,
    client_id INTEGER NOT NULL,
    contact_id INTEGER NOT NULL DEFAULT 0,
    cc TEXT NOT NULL DEFAULT '',
    subject TEXT NOT NULL,
    priority INTEGER NOT NULL,
    flag_agent_id INTEGER NOT NULL DEFAULT 0,
    service_id INTEGER NOT NULL DEFAULT 0,
    opened_at INTEGER NOT NULL,
    last_reply_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE TABLE message (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    ticket_id INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    wire_id INTEGER NOT NULL DEFAULT 0,
    author_kind INTEGER NOT NULL,
    author_id INTEGER NOT NULL DEFAULT 0,
    author_name TEXT NOT NULL DEFAULT '',
    author_email TEXT NOT NULL DEFAULT '',
    body TEXT NOT NULL,
    format INTEGER NOT NULL,
    origin INTEGER NOT NULL,
    rating INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL,
    attachment_count INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE event (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    ticket_id INTEGER NOT NULL,
    type TEXT NOT NULL,
    actor_kind INTEGER NOT NULL,
    actor_id INTEGER NOT NULL DEFAULT 0,
    origin INTEGER NOT NULL,
    details TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE TABLE ticket_counter (
    department_id INTEGER NOT NULL,
    status_id INTEGER NOT NULL,
    flag_agent_id INTEGER NOT NULL,
    slot INTEGER NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (department_id, status_id, flag_agent_id, slot)
) STRICT, WITHOUT ROWID;
)";

constexpr const char* kCopy = R"(
BEGIN;
INSERT INTO department (id, name) SELECT id, name FROM desk.department;
INSERT INTO ticket_status (id, title) SELECT id, title FROM desk.ticket_status;
INSERT INTO client (id, name, email) SELECT id, name, email FROM desk.client;
INSERT INTO ticket (id, number, code, access_code, department_id, status_id, client_id, contact_id,
                    cc, subject, priority, flag_agent_id, service_id, opened_at, last_reply_at,
                    updated_at, version)
SELECT id, number, code, access_code, department_id, status_id, client_id, contact_id, cc, subject,
       priority, flag_agent_id, service_id, opened_at, last_reply_at, updated_at, version
FROM desk.ticket;
INSERT INTO message (id, ticket_id, kind, wire_id, author_kind, author_id, author_name,
                     author_email, body, format, origin, rating, created_at, attachment_count)
SELECT id, ticket_id, kind, wire_id, author_kind, author_id, author_name, author_email, body,
       format, origin, rating, created_at, attachment_count
FROM desk.message;
INSERT INTO event (id, ticket_id, type, actor_kind, actor_id, origin, details, created_at)
SELECT id, ticket_id, type, actor_kind, actor_id, origin, details, created_at FROM desk.event;
INSERT INTO ticket_counter SELECT * FROM desk.ticket_counter;
CREATE INDEX message_by_ticket ON message (ticket_id, kind);
COMMIT;
DETACH desk;
PRAGMA journal_mode = WAL;
)";

}  // namespace

Statement::Statement(sqlite3* db, const char* sql) {
    if (sqlite3_prepare_v2(db, sql, -1, &statement_, nullptr) != SQLITE_OK) {
        throw std::runtime_error(sqlite3_errmsg(db));
    }
}

void Statement::bind(int index, std::string_view value) {
    sqlite3_bind_text(statement_, index, value.data(), static_cast<int>(value.size()),
                      SQLITE_STATIC);
}

bool Statement::step() {
    const int code = sqlite3_step(statement_);
    if (code != SQLITE_ROW && code != SQLITE_DONE) {
        throw std::runtime_error(sqlite3_errmsg(sqlite3_db_handle(statement_)));
    }
    return code == SQLITE_ROW;
}

bool Statement::run() {
    int code = sqlite3_step(statement_);
    while (code == SQLITE_ROW) code = sqlite3_step(statement_);
    reset();
    return code == SQLITE_DONE;
}

std::string_view Statement::text(int column) const {
    const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
    return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

Connection::Connection(const std::string& path) {
    if (sqlite3_open_v2(path.c_str(), &db_,
                        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
                        nullptr) != SQLITE_OK) {
        throw std::runtime_error("cannot open " + path);
    }
    execute("PRAGMA journal_mode=WAL");
    execute("PRAGMA synchronous=FULL");
    execute("PRAGMA wal_autocheckpoint=0");
    execute("PRAGMA temp_store=memory");
    execute("PRAGMA cache_size=-20480");
    execute("PRAGMA mmap_size=0");
    sqlite3_busy_timeout(db_, 5000);
}

void Connection::execute(const char* sql) {
    if (sqlite3_exec(db_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) {
        throw std::runtime_error(sqlite3_errmsg(db_));
    }
}

void Connection::sync() {
    sqlite3_file* file = nullptr;
    sqlite3_file_control(db_, "main", SQLITE_FCNTL_FILE_POINTER, &file);
    if (file->pMethods->xSync(file, SQLITE_SYNC_NORMAL | SQLITE_SYNC_DATAONLY) != SQLITE_OK) {
        throw std::runtime_error("cannot sync the database");
    }
}

void copy_desk(const std::string& path, const std::string& desk) {
    if (desk.find('\'') != std::string::npos) throw std::runtime_error("no quotes in " + desk);
    Connection db(path);
    db.execute("PRAGMA journal_mode = DELETE; PRAGMA cache_size = -196608");
    db.execute(kSchema);
    db.execute(("ATTACH '" + desk + "' AS desk").c_str());
    db.execute(kCopy);
}

}  // namespace desk::bench
