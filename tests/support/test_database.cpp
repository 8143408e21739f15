#include "support/test_database.hpp"

#include <libpq-fe.h>
#include <sqlite3.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <stdexcept>

#include "postgres_steps.hpp"
#include "util/hash.hpp"

namespace desk::test {

namespace {

constexpr const char* kVariable = "POLYDESK_TEST_POSTGRESQL";

std::string server_url() {
    const char* url = std::getenv(kVariable);
    if (url == nullptr || *url == '\0') {
        throw std::runtime_error(
            std::string(kVariable) +
            " is not set: these tests need a PostgreSQL 15, see scripts/lib/postgres.sh run CMD");
    }
    return url;
}

/// The server's URL with another database name.
std::string url_of(const std::string& name) {
    const std::string server = server_url();
    const std::size_t path = server.find('/', server.find("//") + 2);
    const std::size_t query = server.find('?');
    return server.substr(0, std::min(path, query)) + "/" + name +
           (query == std::string::npos ? "" : server.substr(query));
}

using Connection = std::unique_ptr<PGconn, decltype(&PQfinish)>;

Connection connect(const std::string& url) {
    Connection connection(PQconnectdb(url.c_str()), &PQfinish);
    if (PQstatus(connection.get()) != CONNECTION_OK) {
        throw std::runtime_error(std::string("cannot reach the PostgreSQL of ") + kVariable + ": " +
                                 PQerrorMessage(connection.get()));
    }
    PQclear(PQexec(connection.get(), "SET client_min_messages = warning"));
    return connection;
}

std::vector<std::string> run(PGconn* connection, const std::string& sql) {
    const std::unique_ptr<PGresult, decltype(&PQclear)> result(PQexec(connection, sql.c_str()),
                                                               &PQclear);
    const ExecStatusType status = PQresultStatus(result.get());
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
        throw std::runtime_error(sql + ": " + PQerrorMessage(connection));
    }
    std::vector<std::string> values;
    for (int row = 0; row < PQntuples(result.get()); ++row) {
        values.emplace_back(PQgetvalue(result.get(), row, 0));
    }
    return values;
}

/// A database with the schema in it, made by whichever test process is first and kept by the
/// server, one for each text of the schema. \return its name
std::string template_database() {
    std::string schema;
    for (const auto& [name, sql] : embedded::postgres_steps) schema += sql;
    const std::string name = "polydesk_template_" + sha256_hex(schema).substr(0, 16);
    const Connection server = connect(server_url());
    run(server.get(), "SELECT pg_advisory_lock(7001)");  // freed with the connection
    if (run(server.get(), "SELECT 1 FROM pg_database WHERE datname = '" + name + "'").empty()) {
        const std::string draft = name + "_draft";
        run(server.get(), "DROP DATABASE IF EXISTS " + draft);
        run(server.get(), "CREATE DATABASE " + draft + " ENCODING 'UTF8' TEMPLATE template0");
        {
            FakeClock clock;
            FakeRandom random;
            Metrics metrics;
            const TempFolder folder;
            store::ContentFiles files(folder.path() / "files", random);
            store::StoreOptions options;
            options.database = url_of(draft);
            options.connections = 1;
            const store::Store store(options, clock, random, files, metrics);
        }
        run(server.get(), "ALTER DATABASE " + draft + " RENAME TO " + name);
    }
    return name;
}

std::string fresh_name() {
    static std::atomic<int> count{0};
    return "polydesk_test_" + std::to_string(::getpid()) + "_" + std::to_string(++count);
}

}  // namespace

TestDatabase::TestDatabase(DatabaseKind kind, bool with_schema) : kind_(kind) {
    if (kind_ == DatabaseKind::sqlite) {
        url_ = "sqlite:" + (folder_.path() / "desk.sqlite").string();
        return;
    }
    const std::string source = with_schema ? template_database() : "template0";
    name_ = fresh_name();
    const Connection server = connect(server_url());
    run(server.get(), "DROP DATABASE IF EXISTS " + name_);
    run(server.get(),
        "CREATE DATABASE " + name_ + " ENCODING 'UTF8' STRATEGY file_copy TEMPLATE " + source);
    url_ = url_of(name_);
}

TestDatabase::~TestDatabase() {
    if (kind_ == DatabaseKind::sqlite) return;
    try {
        const Connection server = connect(server_url());
        run(server.get(), "DROP DATABASE IF EXISTS " + name_ + " WITH (FORCE)");
    } catch (const std::exception&) {
        // The server went away with its databases.
    }
}

std::vector<std::string> TestDatabase::sql(const std::string& text) {
    if (kind_ == DatabaseKind::postgres) return run(connect(url_).get(), text);
    sqlite3* handle = nullptr;
    sqlite3_open(url_.substr(url_.find(':') + 1).c_str(), &handle);
    const std::unique_ptr<sqlite3, decltype(&sqlite3_close)> owner(handle, &sqlite3_close);
    sqlite3_busy_timeout(handle, 5'000);
    std::vector<std::string> values;
    const auto take = [](void* list, int count, char** columns, char**) {
        const char* first = count > 0 && columns[0] != nullptr ? columns[0] : "";
        static_cast<std::vector<std::string>*>(list)->emplace_back(first);
        return 0;
    };
    if (sqlite3_exec(handle, text.c_str(), take, &values, nullptr) != SQLITE_OK) {
        throw std::runtime_error(text + ": " + sqlite3_errmsg(handle));
    }
    return values;
}

void TestDatabase::wait_for_feed() {
    if (kind_ == DatabaseKind::sqlite) return;
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    while (sql("SELECT count(*) FROM event"
               " WHERE transaction_id >= pg_snapshot_xmin(pg_current_snapshot())") !=
           std::vector<std::string>{"0"}) {
        if (std::chrono::steady_clock::now() > end) {
            throw std::runtime_error("a transaction of the server holds the change feed back");
        }
    }
}

TestStore::TestStore(DatabaseKind kind,
                     const std::function<void(store::StoreOptions&)>& change_options)
    : database(kind), files(database.folder() / "files", random) {
    options.database = database.url();
    options.connections = 4;
    if (change_options) change_options(options);
    reopen();
}

void TestStore::reopen() {
    close();
    store_ = std::make_unique<store::Store>(options, clock, random, files, metrics);
}

}  // namespace desk::test
