#include "query_steps.hpp"

#include <libpq-fe.h>
#include <sqlite3.h>

#include <algorithm>
#include <boost/json.hpp>
#include <charconv>
#include <stdexcept>

#include "store/postgres_connection.hpp"

namespace desk::test {

namespace {

namespace json = boost::json;

const std::string& value_of(const store::QueryText& query, const std::string& name,
                            const QueryValues& values) {
    const auto value = values.find(name);
    if (value == values.end()) {
        throw std::runtime_error("\"" + query.name + "\" needs a value for :" + name);
    }
    return value->second;
}

std::int64_t number_of(const store::QueryText& query, const std::string& name,
                       const std::string& value) {
    std::int64_t number = 0;
    const char* end = value.data() + value.size();
    if (value.empty() || std::from_chars(value.data(), end, number).ptr != end) {
        throw std::runtime_error("\"" + query.name + "\" needs a number for :" + name + ", not \"" +
                                 value + "\"");
    }
    return number;
}

class SqliteMeter final : public QueryMeter {
  public:
    explicit SqliteMeter(const std::string& url) {
        if (sqlite3_open(url.substr(url.find(':') + 1).c_str(), &handle_) != SQLITE_OK) {
            throw std::runtime_error("cannot open " + url);
        }
        execute("PRAGMA temp_store = memory; PRAGMA foreign_keys = ON");
    }
    ~SqliteMeter() override { sqlite3_close(handle_); }

    QuerySteps run(const store::QueryText& query, const QueryValues& values) override {
        const Statement statement = prepare(query.sql);
        if (!statement) throw std::runtime_error(query.name + ": " + sqlite3_errmsg(handle_));
        QuerySteps result;
        result.plan = plan_of(query.sql);
        result.sorts = result.plan.find("TEMP B-TREE") != std::string::npos;
        for (const auto& parameter : query.parameters) {
            const std::string& value = value_of(query, parameter.name, values);
            const int at =
                sqlite3_bind_parameter_index(statement.get(), (":" + parameter.name).c_str());
            if (parameter.is_text) {
                sqlite3_bind_text(statement.get(), at, value.c_str(), -1, SQLITE_TRANSIENT);
            } else {
                sqlite3_bind_int64(statement.get(), at, number_of(query, parameter.name, value));
            }
        }
        execute("BEGIN IMMEDIATE");
        int code = SQLITE_ROW;
        while (code == SQLITE_ROW) code = sqlite3_step(statement.get());
        result.steps = sqlite3_stmt_status(statement.get(), SQLITE_STMTSTATUS_VM_STEP, 0);
        const std::string error = sqlite3_errmsg(handle_);
        sqlite3_reset(statement.get());
        execute("ROLLBACK");
        if (code != SQLITE_DONE) throw std::runtime_error(query.name + ": " + error);
        return result;
    }

  private:
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
    };
    using Statement = std::unique_ptr<sqlite3_stmt, Finalize>;

    Statement prepare(const std::string& sql) {
        sqlite3_stmt* statement = nullptr;
        sqlite3_prepare_v2(handle_, sql.c_str(), -1, &statement, nullptr);
        return Statement(statement);
    }

    std::string plan_of(const std::string& sql) {
        std::string plan;
        const Statement statement = prepare("EXPLAIN QUERY PLAN " + sql);
        constexpr int kDetail = 3;
        while (sqlite3_step(statement.get()) == SQLITE_ROW) {
            plan += reinterpret_cast<const char*>(sqlite3_column_text(statement.get(), kDetail));
            plan += "\n";
        }
        return plan;
    }

    void execute(const char* sql) {
        if (sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) {
            throw std::runtime_error(std::string(sql) + ": " + sqlite3_errmsg(handle_));
        }
    }

    sqlite3* handle_ = nullptr;
};

class PostgresMeter final : public QueryMeter {
  public:
    explicit PostgresMeter(const std::string& url) : handle_(PQconnectdb(url.c_str()), PQfinish) {
        must(store::kPostgresPlanning);
    }

    QuerySteps run(const store::QueryText& query, const QueryValues& values) override {
        // What a statement before this one may have left behind by failing.
        for (const char* sql : {"ROLLBACK", "DEALLOCATE ALL"}) PQclear(PQexec(handle_.get(), sql));
        must("BEGIN READ WRITE");
        const auto sql = numbered(query);
        must("PREPARE measured AS " + sql.first);
        const QuerySteps result = explain(query, sql.second, values);
        must("ROLLBACK");
        must("DEALLOCATE measured");
        return result;
    }

  private:
    using Result = std::unique_ptr<PGresult, decltype(&PQclear)>;

    /// The statement with $1, $2 … in place of its names, and the names in that order: those that
    /// stand in it, the longest first, so that ":id1" is not taken for ":id".
    static std::pair<std::string, std::vector<const store::QueryText::Parameter*>> numbered(
        const store::QueryText& query) {
        std::vector<const store::QueryText::Parameter*> parameters;
        for (const auto& parameter : query.parameters) parameters.push_back(&parameter);
        std::sort(parameters.begin(), parameters.end(),
                  [](const auto* a, const auto* b) { return a->name.size() > b->name.size(); });
        std::string sql = query.sql;
        for (std::size_t i = 0; i < parameters.size(); ++i) {
            const std::string name = ":" + parameters[i]->name;
            const std::string number = "$" + std::to_string(i + 1);
            for (std::size_t at = sql.find(name); at != std::string::npos;
                 at = sql.find(name, at)) {
                sql.replace(at, name.size(), number);
            }
        }
        return {sql, parameters};
    }

    QuerySteps explain(const store::QueryText& query,
                       const std::vector<const store::QueryText::Parameter*>& parameters,
                       const QueryValues& values) {
        std::string sql = "EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) EXECUTE measured";
        for (std::size_t i = 0; i < parameters.size(); ++i) {
            const std::string& value = value_of(query, parameters[i]->name, values);
            sql += i == 0 ? "(" : ", ";
            sql += parameters[i]->is_text
                       ? "'" + value + "'"
                       : std::to_string(number_of(query, parameters[i]->name, value));
        }
        if (!parameters.empty()) sql += ")";
        const Result result(PQexec(handle_.get(), sql.c_str()), PQclear);
        if (PQresultStatus(result.get()) != PGRES_TUPLES_OK) {
            throw std::runtime_error(query.name + ": " + PQerrorMessage(handle_.get()));
        }
        QuerySteps steps;
        steps.plan = PQgetvalue(result.get(), 0, 0);
        add_up(json::parse(steps.plan).at(0).at("Plan").as_object(), steps);
        return steps;
    }

    static void add_up(const json::object& node, QuerySteps& steps) {
        const auto number = [&node](const char* name) {
            const json::value* value = node.if_contains(name);
            return value == nullptr ? 0.0 : value->to_number<double>();
        };
        const std::string_view type = node.at("Node Type").as_string();
        constexpr double kFewRows = 200;
        if (type.ends_with("Scan") && type != "Subquery Scan" && type != "CTE Scan") {
            steps.steps += static_cast<std::int64_t>(
                number("Actual Loops") * (number("Actual Rows") + number("Rows Removed by Filter") +
                                          number("Rows Removed by Index Recheck")));
        }
        if (type.ends_with("Sort") && number("Actual Rows") > kFewRows) steps.sorts = true;
        if (const json::value* plans = node.if_contains("Plans")) {
            for (const json::value& plan : plans->as_array()) add_up(plan.as_object(), steps);
        }
    }

    void must(const std::string& sql) {
        const Result result(PQexec(handle_.get(), sql.c_str()), PQclear);
        const ExecStatusType status = PQresultStatus(result.get());
        if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
            throw std::runtime_error(sql + ": " + PQerrorMessage(handle_.get()));
        }
    }

    std::unique_ptr<PGconn, decltype(&PQfinish)> handle_;
};

}  // namespace

std::unique_ptr<QueryMeter> query_meter(const TestDatabase& database) {
    if (database.kind() == DatabaseKind::sqlite) {
        return std::make_unique<SqliteMeter>(database.url());
    }
    return std::make_unique<PostgresMeter>(database.url());
}

}  // namespace desk::test
