#pragma once
#include <soci/soci.h>

#include <array>
#include <cstdint>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace desk::store {

/// No parameters.
struct None {
    static void each(auto&&) {}
};

/// A statement that answers with no rows.
struct NoRow {
    static auto columns(NoRow&) { return std::tie(); }
};

/// What is known of a Query without its types. Each is in all_queries() as long as it lives.
struct QueryText {
    struct Parameter {
        std::string name;
        bool is_text;
    };

    QueryText();
    QueryText(const QueryText& other);
    QueryText& operator=(const QueryText& other) = default;
    ~QueryText();

    std::string name;
    std::string sql;
    std::vector<Parameter> parameters;
};

/// Every Query of the program. The tests hold each to a bound on the steps that it makes.
std::vector<const QueryText*> all_queries();

/// One statement of the product: SQL with `:name` parameters beside the structs it is bound to. A
/// constant at namespace scope, or in a table that is made once; its address is its key in each
/// connection's cache, its name is all that an error or a log says of it.
///
/// `Params` names its members:  `void each(auto&& bind) { bind("id", id); bind("title", title); }`
/// `Row` lists them in the order of the columns:  `static auto columns(Row& r) { return
/// std::tie(r.id); }` Members are `std::int64_t` or `std::string` and nothing else: SOCI cuts a
/// 64-bit column that is read into an `int` without a word.
template <class Params, class Row = NoRow>
struct Query : QueryText {
    Query() = default;
    Query(std::string name_, std::string sql_) {
        name = std::move(name_);
        sql = std::move(sql_);
        Params params;
        params.each([this](const char* parameter, const auto& member) {
            constexpr bool kIsText = std::is_same_v<std::decay_t<decltype(member)>, std::string>;
            parameters.push_back({parameter, kIsText});
        });
    }
};

/// What a connection keeps of a Query once it is prepared.
class PreparedBase {
  public:
    virtual ~PreparedBase() = default;
    /// After a run that failed, where the statement itself is still good: frees what SOCI left
    /// bound.
    virtual void recover() = 0;
};

/// The only user of soci::statement. Prepared once; each run binds, executes and fetches to the
/// end, since an unfinished statement would keep its transaction from committing (INSERT …
/// RETURNING) or pin an old snapshot (SELECT). NULL reads as 0 or "".
template <class Params, class Row>
class Prepared final : public PreparedBase {
  public:
    Prepared(soci::session& session, const Query<Params, Row>& query) : statement_(session) {
        statement_.alloc();
        params_.each([this](const char* name, const auto& member) {
            check_type(member);
            statement_.exchange(soci::use(member, name));
        });
        std::size_t index = 0;
        std::apply(
            [this, &index](auto&... member) {
                (..., (check_type(member),
                       statement_.exchange(soci::into(member, indicators_[index++]))));
            },
            Row::columns(row_));
        statement_.prepare(query.sql);
        statement_.define_and_bind();
    }

    /// \param take  called with each row; must not throw and must not run statements
    /// \return rows affected
    template <class Take>
    std::int64_t run(Params params, Take&& take) {
        params_ = std::move(params);
        params_.each([](const char*, auto& member) { replace_nul(member); });
        bool has_row = statement_.execute(true);
        while (has_row) {
            std::size_t index = 0;
            std::apply([this, &index](auto&... member) { (..., clear_null(member, index++)); },
                       Row::columns(row_));
            take(std::move(row_));
            has_row = statement_.fetch();
        }
        const std::int64_t affected = statement_.get_affected_rows();
        params_ = Params{};  // a message of a megabyte is not kept
        return affected;
    }

    void recover() override {
        statement_.undefine_and_bind();
        statement_.define_and_bind();
        params_ = Params{};
    }

  private:
    static constexpr std::size_t kColumns =
        std::tuple_size_v<decltype(Row::columns(std::declval<Row&>()))>;

    static void check_type(const std::int64_t&) {}
    static void check_type(const std::string&) {}

    void clear_null(auto& member, std::size_t index) {
        if (indicators_[index] == soci::i_null) member = {};
    }

    /// The last guard: text is made valid on its way in, but SOCI would cut the rest off at a NUL.
    static void replace_nul(std::int64_t&) {}
    static void replace_nul(std::string& text) {
        for (std::size_t at = text.find('\0'); at != std::string::npos; at = text.find('\0', at)) {
            text.replace(at, 1, "\xEF\xBF\xBD");
        }
    }

    soci::statement statement_;
    Params params_{};
    Row row_{};
    std::array<soci::indicator, kColumns> indicators_{};
};

}  // namespace desk::store
