#include "support/sql_rows.hpp"

#include <libpq-fe.h>
#include <sqlite3.h>

#include <memory>
#include <stdexcept>

namespace desk::test {

namespace {

constexpr int kBusyMilliseconds = 10'000;

Rows rows_of_sqlite(const std::string& path, const std::string& sql, const std::string& vfs) {
    sqlite3* opened = nullptr;
    const int code = sqlite3_open_v2(path.c_str(), &opened, SQLITE_OPEN_READWRITE,
                                     vfs.empty() ? nullptr : vfs.c_str());
    const std::unique_ptr<sqlite3, decltype(&sqlite3_close)> handle(opened, sqlite3_close);
    if (code != SQLITE_OK) throw std::runtime_error("cannot open " + path);
    sqlite3_busy_timeout(opened, kBusyMilliseconds);
    Rows rows;
    const auto keep = [](void* out, int count, char** values, char**) {
        std::vector<std::string>& row = static_cast<Rows*>(out)->emplace_back();
        for (int i = 0; i < count; ++i) row.emplace_back(values[i] == nullptr ? "" : values[i]);
        return 0;
    };
    if (sqlite3_exec(opened, sql.c_str(), keep, &rows, nullptr) != SQLITE_OK) {
        throw std::runtime_error(sql + ": " + sqlite3_errmsg(opened));
    }
    return rows;
}

Rows rows_of_postgres(const std::string& url, const std::string& sql) {
    const std::unique_ptr<PGconn, decltype(&PQfinish)> connection(PQconnectdb(url.c_str()),
                                                                  PQfinish);
    if (PQstatus(connection.get()) != CONNECTION_OK) {
        throw std::runtime_error(PQerrorMessage(connection.get()));
    }
    const std::unique_ptr<PGresult, decltype(&PQclear)> result(
        PQexec(connection.get(), sql.c_str()), PQclear);
    const ExecStatusType status = PQresultStatus(result.get());
    if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) {
        throw std::runtime_error(sql + ": " + PQerrorMessage(connection.get()));
    }
    Rows rows;
    for (int row = 0; row < PQntuples(result.get()); ++row) {
        std::vector<std::string>& values = rows.emplace_back();
        for (int column = 0; column < PQnfields(result.get()); ++column) {
            values.emplace_back(PQgetvalue(result.get(), row, column));
        }
    }
    return rows;
}

}  // namespace

Rows sql_rows(const std::string& database, const std::string& sql, const std::string& vfs) {
    if (database.starts_with("sqlite:")) return rows_of_sqlite(database.substr(7), sql, vfs);
    return rows_of_postgres(database, sql);
}

}  // namespace desk::test
