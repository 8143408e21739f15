#include "store/postgres_connection.hpp"

#include <libpq-fe.h>
#include <soci/postgresql/soci-postgresql.h>

#include <algorithm>
#include <array>
#include <memory>
#include <stdexcept>

#include "store/rows.hpp"
#include "util/text.hpp"

namespace desk::store {

namespace {

/// Used where the URL says nothing of them.
constexpr std::array<std::pair<const char*, const char*>, 7> kDefaults = {{
    {"connect_timeout", "5"},
    // A server whose machine or network is gone says nothing: seconds, but for the first.
    {"tcp_user_timeout", "15000"},
    {"keepalives_idle", "15"},
    {"keepalives_interval", "5"},
    {"keepalives_count", "3"},
    {"application_name", "polydesk"},
    {"client_encoding", "UTF8"},
}};

/// `key='value'`, with libpq's escapes.
std::string pair_of(const char* key, const char* value) {
    std::string text = std::string(key) + "='";
    for (const char* c = value; *c != '\0'; ++c) {
        if (*c == '\'' || *c == '\\') text += '\\';
        text += *c;
    }
    return text + "' ";
}

/// SOCI takes the scheme off a URI and appends a "=" to it; pairs it passes on as they are.
std::string connect_string(const std::string& url) {
    char* message = nullptr;
    const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> options(
        PQconninfoParse(url.c_str(), &message), &PQconninfoFree);
    PQfreemem(message);  // it may quote the password
    if (options == nullptr) {
        throw std::runtime_error("the database URL cannot be read: " + std::string(kUrlAdvice));
    }
    std::string text;
    for (const PQconninfoOption* option = options.get(); option->keyword != nullptr; ++option) {
        if (option->val != nullptr) text += pair_of(option->keyword, option->val);
    }
    for (const auto& [key, value] : kDefaults) {
        if (text.find(std::string(key) + "='") == std::string::npos) text += pair_of(key, value);
    }
    return text;
}

/// True where a part of a password may have been taken for a host or a path, since its "@" or "/"
/// is not written as %40 or %2F.
bool may_be_misread(std::string_view url) {
    url.remove_prefix(std::min(url.find("//") + 2, url.size()));
    const std::size_t last_at = url.rfind('@');
    return last_at != std::string_view::npos &&
           url.substr(0, last_at).find_first_of("@/?") != std::string_view::npos;
}

/// Why there is no connection, in libpq's words. Only in those that speak of server and host:
/// others quote what stands in the URL, perhaps a password.
std::string cause_of(const std::string& url, const std::string& words) {
    if (may_be_misread(url)) return std::string(kMisread);
    std::string cause;
    for (const std::string_view line : split(words, '\n')) {
        if (line.starts_with("connection to server") ||
            line.starts_with("could not translate host name")) {
            cause += (cause.empty() ? "" : "; ") + std::string(line);
        }
    }
    return cause.empty() ? "the URL cannot be used" : cause;
}

constexpr int kCounterSlots = 64;

// Locked until the connection ends.
const Query<None, IdRow> kFreeSlot{"free counter slot", R"sql(
    SELECT n FROM generate_series(0, 63) AS n WHERE pg_try_advisory_lock(7265747, n) LIMIT 1)sql"};

DbError error_of(const std::string& state, bool is_alive, std::string_view name) {
    using Kind = DbError::Kind;
    Kind kind = Kind::fault;
    const std::string_view group = std::string_view(state).substr(0, 2);
    if (!is_alive || group == "08" || group == "53" || group == "58" || state == "57P01" ||
        state == "57P02" || state == "57P03") {
        kind = Kind::unavailable;
    } else if (state == "40001" || state == "40P01") {
        kind = Kind::conflict;
    } else if (state == "55P03") {
        kind = Kind::busy;
    }
    return {kind, name, "postgresql " + (is_alive ? state : std::string("connection lost"))};
}

}  // namespace

PostgresConnection::PostgresConnection(const std::string& url,
                                       std::chrono::milliseconds lock_timeout) {
    const std::string pairs = connect_string(url);
    try {
        session().open(soci::postgresql, pairs);
    } catch (const soci::soci_error& error) {
        throw DbError(DbError::Kind::unavailable, "connect",
                      "postgresql unreachable: " + cause_of(url, error.get_error_message()));
    }
    handle_ = static_cast<soci::postgresql_session_backend*>(session().get_backend())->conn_;
    PQsetNoticeProcessor(
        handle_, [](void*, const char*) {}, nullptr);
    // What was answered must outlast a power cut, whatever the server's default is. Only what
    // begin() begins may write.
    script(std::string(kPostgresPlanning) +
               "SET default_transaction_read_only = on; SET lock_timeout = " +
               std::to_string(lock_timeout.count()) +
               "; SELECT set_config('synchronous_commit', 'on', false)"
               " WHERE current_setting('synchronous_commit') = 'off'",
           "connection settings");
}

void PostgresConnection::script(const std::string& sql, std::string_view name) {
    const std::unique_ptr<PGresult, decltype(&PQclear)> result(PQexec(handle_, sql.c_str()),
                                                               &PQclear);
    const ExecStatusType status = PQresultStatus(result.get());
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) return;
    if (status == PGRES_EMPTY_QUERY) return;  // a schema step with nothing to do on this database
    const char* state = PQresultErrorField(result.get(), PG_DIAG_SQLSTATE);
    throw error_of(state == nullptr ? "" : state, is_alive(), name);
}

void PostgresConnection::copy(const std::string& sql, const std::string& rows,
                              std::string_view name) {
    const auto expect = [&](ExecStatusType wanted, PGresult* owned) {
        const std::unique_ptr<PGresult, decltype(&PQclear)> result(owned, &PQclear);
        if (PQresultStatus(result.get()) == wanted) return;
        const char* state = PQresultErrorField(result.get(), PG_DIAG_SQLSTATE);
        throw error_of(state == nullptr ? "" : state, is_alive(), name);
    };
    expect(PGRES_COPY_IN, PQexec(handle_, sql.c_str()));
    constexpr std::size_t kMost = 64 * 1024 * 1024;  // libpq counts in an int
    for (std::size_t at = 0; at < rows.size(); at += kMost) {
        const std::size_t count = std::min(kMost, rows.size() - at);
        // What fails here says so in the result.
        if (PQputCopyData(handle_, rows.data() + at, static_cast<int>(count)) != 1) break;
    }
    PQputCopyEnd(handle_, nullptr);
    expect(PGRES_COMMAND_OK, PQgetResult(handle_));
    while (PGresult* rest = PQgetResult(handle_)) PQclear(rest);
}

void PostgresConnection::commit() {
    const std::unique_ptr<PGresult, decltype(&PQclear)> result(PQexec(handle_, "COMMIT"), &PQclear);
    const char* state = PQresultErrorField(result.get(), PG_DIAG_SQLSTATE);
    if (!is_alive()) {
        throw DbError(DbError::Kind::fault, "commit",
                      "postgresql connection lost, perhaps after it was done");
    }
    if (PQresultStatus(result.get()) != PGRES_COMMAND_OK) {
        throw error_of(state == nullptr ? "" : state, true, "commit");
    }
    // A transaction in which a statement failed is rolled back by COMMIT, which then calls itself
    // so.
    if (std::string_view(PQcmdStatus(result.get())) != "COMMIT") {
        throw DbError(DbError::Kind::fault, "commit", "postgresql rolled back");
    }
}

void PostgresConnection::roll_back() noexcept {
    allowed_ = kAnyNumber;
    if (PQtransactionStatus(handle_) != PQTRANS_IDLE) PQclear(PQexec(handle_, "ROLLBACK"));
}

std::int64_t PostgresConnection::counter_slot() {
    if (slot_ >= 0) return slot_;
    const auto free = one(kFreeSlot);
    slot_ = free ? free->id : PQbackendPID(handle_) % kCounterSlots;
    return slot_;
}

bool PostgresConnection::is_alive() const { return PQstatus(handle_) == CONNECTION_OK; }

DbError PostgresConnection::translate(const std::exception& error, std::string_view name) {
    const auto* of_postgres = dynamic_cast<const soci::postgresql_soci_error*>(&error);
    return error_of(of_postgres == nullptr ? "unknown" : of_postgres->sqlstate(), is_alive(), name);
}

bool PostgresConnection::keeps_statement_after(const DbError& error) const {
    // After a change of the schema a plan may no longer fit, and is made again.
    return !error.code().ends_with("0A000");
}

}  // namespace desk::store
