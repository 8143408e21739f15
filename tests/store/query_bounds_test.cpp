#include <gmock/gmock.h>

#include <algorithm>
#include <cstdlib>
#include <set>
#include <string_view>

#include "core/record_kind.hpp"
#include "query_bounds.hpp"
#include "query_steps.hpp"
#include "store/bulk_load.hpp"
#include "store/record_tables.hpp"
#include "support/skewed_desk.hpp"

/// Every statement of the product is held to what it may cost on a desk of 50,000 tickets, with and
/// without the statistics of ANALYZE: a plan that suits an empty desk, or that a database changes
/// its mind to, is found here and not by an operator.
namespace desk::test {

namespace {

constexpr const char* kBoundFiles = "tests/store/query_bounds_*.cpp";

/// Those made from the kinds of records are there once one was asked for; those of bulk loads,
/// where the program has them at all.
std::vector<const store::QueryText*> all_queries() {
    store::record_table(core::RecordType::department);
    static const volatile auto kLinked = &store::BulkLoad::finish;
    static_cast<void>(kLinked);
    std::vector<const store::QueryText*> queries = store::all_queries();
    // A kind of records that is never inserted as it stands has no statement for it.
    queries.erase(std::remove_if(queries.begin(), queries.end(),
                                 [](const auto* query) { return query->sql.empty(); }),
                  queries.end());
    return queries;
}

/// The bounds of a statement: its own, or else those of the fewest that begin like it.
std::vector<const Bound*> bounds_of(const store::QueryText& query) {
    std::vector<const Bound*> found;
    std::string_view nearest;
    for (const Bound& bound : query_bounds()) {
        const std::string_view name = bound.query;
        const bool is_own = name == query.name;
        const bool is_general =
            name.ends_with('*') && query.name.starts_with(name.substr(0, name.size() - 1));
        if (!is_own && !is_general) continue;
        if (nearest != query.name && (is_own || name.size() > nearest.size())) {
            found.clear();
            nearest = name;
        }
        if (name == nearest) found.push_back(&bound);
    }
    return found;
}

/// With POLYDESK_PRINT_QUERY_STEPS set, what was measured is printed: for whoever writes a bound.
void print(DatabaseKind database, const store::QueryText& query, const Bound& bound,
           const QuerySteps& measured) {
    static const bool kPrints = std::getenv("POLYDESK_PRINT_QUERY_STEPS") != nullptr;
    if (!kPrints) return;
    const auto number = &bound - query_bounds().data();
    std::cout << (database == DatabaseKind::sqlite ? "SQLITE " : "POSTGRES ") << number << " "
              << measured.steps << " " << (measured.sorts ? "sorts" : "-") << " " << query.name
              << "\n";
}

}  // namespace

class QueryBounds : public testing::TestWithParam<DatabaseKind> {
  protected:
    void hold(const std::string& when) {
        const std::unique_ptr<QueryMeter> meter = query_meter(store.database);
        for (const store::QueryText* query : all_queries()) {
            for (const Bound* bound : bounds_of(*query)) {
                const bool is_here = !bound->only || *bound->only == GetParam();
                if (is_here) hold(*meter, *query, *bound, when);
            }
        }
    }

    void hold(QueryMeter& meter, const store::QueryText& query, const Bound& bound,
              const std::string& when) {
        QueryValues values = common_query_values();
        for (const auto& [name, value] : bound.values) values[name] = value;
        try {
            const QuerySteps measured = meter.run(query, values);
            print(GetParam(), query, bound, measured);
            const std::int64_t most =
                GetParam() == DatabaseKind::sqlite ? bound.sqlite_steps : bound.postgres_rows;
            const bool sorts = measured.sorts && !bound.sorts_a_few;
            EXPECT_TRUE(measured.steps <= most && !sorts)
                << "\"" << query.name << "\" " << when << " makes " << measured.steps
                << " steps where its bound is " << most
                << (sorts ? ", and sorts what may be many.\n" : ".\n")
                << "Give it an index or a better statement. If it has to be so, say why beside its "
                   "bound in "
                << kBoundFiles << ": "
                << "what is measured, half as much again and 20.\n"
                << measured.plan;
        } catch (const std::exception& error) {
            ADD_FAILURE() << "\"" << query.name << "\" " << when
                          << " does not run: " << error.what() << "\nGive its bound in "
                          << kBoundFiles << " values that it runs with on the skewed desk.";
        }
    }

    TestStore store{GetParam()};
};
INSTANTIATE_TEST_SUITE_P(Store, QueryBounds,
                         testing::Values(DatabaseKind::sqlite, DatabaseKind::postgres),
                         DatabaseName{});

TEST_P(QueryBounds, HoldForEveryStatement) {
    fill_skewed_desk(store.database);
    hold("without statistics");
    store.database.sql("ANALYZE");
    hold("with statistics");
}

TEST(QueryBoundsTable, NamesEveryStatementOfTheProduct) {
    std::set<const Bound*> used;
    for (const store::QueryText* query : all_queries()) {
        const std::vector<const Bound*> bounds = bounds_of(*query);
        EXPECT_FALSE(bounds.empty())
            << "write a bound for \"" << query->name << "\" into " << kBoundFiles
            << "; POLYDESK_PRINT_QUERY_STEPS=1 prints what to write there";
        used.insert(bounds.begin(), bounds.end());
    }
    for (const Bound& bound : query_bounds()) {
        EXPECT_EQ(1U, used.count(&bound)) << "there is no statement \"" << bound.query
                                          << "\", or each that begins so has its own bound: "
                                          << "remove it from " << kBoundFiles;
    }
}

}  // namespace desk::test
