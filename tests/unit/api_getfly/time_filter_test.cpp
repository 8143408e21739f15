#include <gtest/gtest.h>

#include "api/getfly/ticket_filters.hpp"

namespace desk::getfly {
namespace {

using enum getfly::Test;  // TEST() has a Test of its own

std::vector<core::NumberTest> days(getfly::Test test, std::vector<std::string> values) {
    return time_tests({nullptr, true, {"filtering[expected_at]", "expected_at", test, values}},
                      TimeZone());
}

TEST(TimeFilter, LeavesOutTicketsWithoutADayHoweverEarlyItBegins) {
    constexpr const char* kBeforeYearOne = "-99999999999";
    for (const auto& tests : {days(at_least, {kBeforeYearOne}), days(above, {kBeforeYearOne}),
                              days(between, {kBeforeYearOne, "2026-12-31"})}) {
        EXPECT_FALSE(core::all_let_pass(tests, 0));
        EXPECT_TRUE(core::all_let_pass(tests, 20'260'101));
    }
    EXPECT_TRUE(core::all_let_pass(days(is, {"null"}), 0));
}

TEST(TimeFilter, PutsATimeOnTheDayThatTheDeskHasThen) {
    TimeFilter filter{nullptr, true, {"filtering[expected_at]", "expected_at", equal, {}}};
    filter.filter.values = {"2026-01-31T18:00:00Z"};
    const auto tests = time_tests(filter, TimeZone::named("Asia/Ho_Chi_Minh").value());
    EXPECT_TRUE(core::all_let_pass(tests, 20'260'201));
    EXPECT_FALSE(core::all_let_pass(tests, 20'260'131));
}

}  // namespace
}  // namespace desk::getfly
