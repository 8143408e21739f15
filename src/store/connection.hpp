#pragma once
#include <soci/soci.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

#include "store/db_error.hpp"
#include "store/statement.hpp"

namespace desk::store {

/// One connection with its prepared statements. Used by one thread at a time. Every failure comes
/// out as DbError; which of the two databases it is shows in the derived class alone.
class Connection {
  public:
    Connection() = default;
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    virtual ~Connection() = default;

    /// All rows.
    template <class Params, class Row>
    std::vector<Row> all(const Query<Params, Row>& query, Params params = {}) {
        std::vector<Row> rows;
        execute(query, std::move(params), [&rows](Row&& row) { rows.push_back(std::move(row)); });
        return rows;
    }

    /// The first row, if any.
    template <class Params, class Row>
    std::optional<Row> one(const Query<Params, Row>& query, Params params = {}) {
        std::optional<Row> first;
        execute(query, std::move(params), [&first](Row&& row) {
            if (!first) first.emplace(std::move(row));
        });
        return first;
    }

    /// \return rows affected
    template <class Params>
    std::int64_t run(const Query<Params, NoRow>& query, Params params = {}) {
        return execute(query, std::move(params), [](NoRow&&) {});
    }

    /// Says that several statements are to see one state of the database. Where a read was tried
    /// without a transaction, that ends the try before it has begun.
    virtual void need_transaction() {}

    /// Statements run by the three above so far; on PostgreSQL each was a round trip.
    [[nodiscard]] std::int64_t statements_run() const { return statements_run_; }

    /// Several statements without parameters, for schema steps and settings of the connection.
    virtual void script(const std::string& sql, std::string_view name) = 0;

  protected:
    soci::session& session() { return session_; }
    /// Called before each statement of the three above.
    virtual void before_statement() {}
    /// Called inside the handler, before the statement is closed.
    virtual DbError translate(const std::exception& error, std::string_view name) = 0;
    /// Whether a prepared statement is still good after one of its runs failed.
    [[nodiscard]] virtual bool keeps_statement_after(const DbError& error) const = 0;
    void forget_statements() { statements_.clear(); }

  private:
    template <class Params, class Row, class Take>
    std::int64_t execute(const Query<Params, Row>& query, Params&& params, Take&& take) {
        ++statements_run_;
        before_statement();
        try {
            auto& slot = statements_[&query];
            if (!slot) slot = std::make_unique<Prepared<Params, Row>>(session_, query);
            return static_cast<Prepared<Params, Row>&>(*slot).run(std::move(params), take);
        } catch (const std::exception& error) {
            DbError translated = translate(error, query.name);
            recover_statement(&query, translated);
            throw translated;
        }
    }

    void recover_statement(const void* query, const DbError& error) {
        const auto slot = statements_.find(query);
        if (slot == statements_.end()) return;
        if (slot->second == nullptr || !keeps_statement_after(error)) {
            statements_.erase(slot);
        } else {
            slot->second->recover();
        }
    }

    soci::session session_;
    std::int64_t statements_run_ = 0;
    std::unordered_map<const void*, std::unique_ptr<PreparedBase>> statements_;
};

}  // namespace desk::store
