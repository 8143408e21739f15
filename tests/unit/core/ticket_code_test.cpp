#include "core/ticket_code.hpp"

#include <gmock/gmock.h>

#include <set>

#include "support/fakes.hpp"

namespace desk::test {
namespace {

using core::draw_ticket_code;
using testing::Lt;
using testing::MatchesRegex;
using testing::SizeIs;

const Timestamp kDay = std::chrono::sys_days{std::chrono::March / 4 / 2026};

TEST(TicketCode, IsTenUpperCaseLettersAndDigits) {
    FakeRandom random;
    EXPECT_THAT(draw_ticket_code(kDay, random), MatchesRegex("[0-9A-Z]{10}"));
    // A clock that was never set, and one of the next century.
    EXPECT_THAT(draw_ticket_code(Timestamp{}, random), MatchesRegex("[0-9A-Z]{10}"));
    EXPECT_THAT(draw_ticket_code(kDay + std::chrono::years{90}, random),
                MatchesRegex("[0-9A-Z]{10}"));
}

TEST(TicketCode, RisesWithTheSecond) {
    FakeRandom random;
    std::string last = draw_ticket_code(kDay, random);
    for (int i = 1; i <= 5'000; ++i) {
        std::string next = draw_ticket_code(kDay + i * std::chrono::seconds{7}, random);
        ASSERT_THAT(last, Lt(next));
        last = std::move(next);
    }
}

TEST(TicketCode, IsDrawnFromManyInOneSecond) {
    FakeRandom random;
    std::set<std::string> codes;
    for (int i = 0; i < 1'000; ++i) codes.insert(draw_ticket_code(kDay, random));
    EXPECT_THAT(codes, SizeIs(testing::Ge(995U)));
}

}  // namespace
}  // namespace desk::test
