#include "core/ticket_number.hpp"

#include <gmock/gmock.h>

#include "support/fakes.hpp"

namespace desk::test {
namespace {

using testing::MatchesRegex;

std::string draw(std::string_view mask, int more_digits = 0) {
    FakeRandom random;
    const Timestamp time = std::chrono::sys_days{std::chrono::March / 4 / 2026};
    return core::draw_number(mask, more_digits, core::TicketId{42}, time, TimeZone{}, random);
}

TEST(TicketNumber, FollowsTheMask) {
    EXPECT_THAT(draw("%n%n%n%n%n%n"), MatchesRegex("[0-9]{6}"));
    EXPECT_THAT(draw("%A%A%A-%a%n"), MatchesRegex("[A-Z]{3}-[a-z][0-9]"));
    EXPECT_EQ(draw("T%y/%m/%d-%i"), "T2026/03/04-42");
}

TEST(TicketNumber, KeepsWhatIsNoCode) { EXPECT_EQ(draw("50%-%q%"), "50%-%q%"); }

TEST(TicketNumber, GrowsByDigits) { EXPECT_THAT(draw("%n%n", 2), MatchesRegex("[0-9]{4}")); }

TEST(TicketNumber, KnowsMasksThatShowTheId) {
    EXPECT_TRUE(core::mask_has_id("A%i"));
    EXPECT_FALSE(core::mask_has_id("%n%n"));
}

}  // namespace
}  // namespace desk::test
