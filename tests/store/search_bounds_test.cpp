#include <gmock/gmock.h>

#include <numeric>

#include "core/ticket_search.hpp"
#include "support/skewed_desk.hpp"
#include "support/test_database.hpp"

/// Searches on desks that are too big to be looked at ticket by ticket.
namespace desk::test {

using namespace testing;
using core::ListPage;
using core::NumberTest;
using core::SearchOrder;
using core::TicketSearch;

namespace {

class SearchBounds : public TestWithParam<DatabaseKind> {
  protected:
    std::optional<core::TicketList> search(const TicketSearch& what, const ListPage& page) {
        std::optional<core::TicketList> found;
        const core::Outcome outcome = store->run_read([&](core::Tx& tx) {
            found = tx.lists().search(what, page);
            return true;
        });
        EXPECT_EQ(outcome, core::Outcome::done);
        return found;
    }

    /// The ids of a page, and those that SQL has for it.
    void expect_page(const TicketSearch& what, ListPage page, const std::string& where,
                     const std::string& order) {
        page.limit = 50;
        const auto found = search(what, page);
        ASSERT_TRUE(found.has_value());
        std::vector<std::string> ids;
        for (const core::Ticket& ticket : found->tickets) {
            ids.push_back(std::to_string(ticket.id.value()));
        }
        EXPECT_EQ(ids, store.database.sql("SELECT id FROM ticket WHERE merged_into = 0 AND"
                                          " deleted_at = 0 AND " +
                                          where + " ORDER BY " + order + " LIMIT 50 OFFSET " +
                                          std::to_string(page.offset)))
            << where << " " << order;
    }

    TestStore store{GetParam()};
};
INSTANTIATE_TEST_SUITE_P(Store, SearchBounds, Values(DatabaseKind::sqlite, DatabaseKind::postgres),
                         DatabaseName{});

NumberTest from(std::int64_t first) {
    NumberTest test;
    test.first = first;
    return test;
}

}  // namespace

/// More than one index leads to few of: walked where that is quick, else collected.
TEST_P(SearchBounds, FindAllThatFitsWhereMuchDoes) {
    fill_skewed_desk(store.database);
    TicketSearch what;
    what.updated_at = {from(1'600'000)};  // four fifths
    const std::string updated = "updated_at >= 1600000";
    ListPage page;
    expect_page(what, page, updated, "id DESC");
    page.offset = 38'000;  // the last page
    expect_page(what, page, updated, "id DESC");
    what.order = SearchOrder::subject;
    what.ascends = true;
    what.subjects = {{{}, "9"}};
    const auto sorted = search(what, {});
    ASSERT_TRUE(sorted.has_value());
    EXPECT_EQ(sorted->tickets.size(), 25U);

    // All of them at the far end of the walk.
    what = {};
    NumberTest old;
    old.last = 1'000'000 + 60 * 10'000;
    what.opened_at = {old};
    page.offset = 0;
    expect_page(what, page, "opened_at <= 1600000", "id DESC");

    what = {};
    what.statuses = std::vector{core::StatusId(6)};
    what.updated_at = {from(1'200'000)};
    page.offset = 3'000;
    expect_page(what, page, "status_id = 6 AND updated_at >= 1200000", "id DESC");
}

TEST_P(SearchBounds, RefuseWhatWouldHaveToLookAtTooMany) {
    const std::int64_t tickets = core::kMostLookedAt + 2'000;
    store.database.sql(
        "INSERT INTO ticket (number, code, access_code, department_id, status_id, subject,"
        " priority, opened_at, last_reply_at, updated_at)"
        " WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < " +
        std::to_string(tickets) +
        ") SELECT CAST(n AS TEXT), 'C' || n, '', 1, 1, 'S', 1, n, n, n FROM numbers");
    TicketSearch what;
    what.phones = {{{}, "0912"}};
    EXPECT_FALSE(search(what, {}).has_value());
    what.opened_at = {from(tickets - 100)};  // narrowed
    const auto narrow = search(what, {});
    ASSERT_TRUE(narrow.has_value());
    EXPECT_THAT(narrow->tickets, IsEmpty());
    what = {};
    what.order = SearchOrder::subject;
    EXPECT_FALSE(search(what, {}).has_value());
}

}  // namespace desk::test
