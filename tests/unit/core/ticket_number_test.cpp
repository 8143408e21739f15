#include "core/ticket_number.hpp"

#include <gmock/gmock.h>

#include <set>

#include "core/number_memory.hpp"
#include "support/fakes.hpp"

namespace desk::test {
namespace {

using core::NumberMemory;
using core::NumberSpace;
using core::TicketId;
using testing::MatchesRegex;

const Timestamp kOpened = std::chrono::sys_days{std::chrono::March / 4 / 2026};

NumberSpace space(std::string_view mask, int more_digits = 0) {
    return {mask, more_digits, TicketId{42}, kOpened, TimeZone{}};
}

std::string draw(std::string_view mask, int more_digits = 0) {
    FakeRandom random;
    return space(mask, more_digits).draw(random);
}

TEST(NumberSpace, FollowsTheMask) {
    EXPECT_THAT(draw("%n%n%n%n%n%n"), MatchesRegex("[0-9]{6}"));
    EXPECT_THAT(draw("%A%A%A-%a%n"), MatchesRegex("[A-Z]{3}-[a-z][0-9]"));
    EXPECT_EQ(draw("T%y/%m/%d-%i"), "T2026/03/04-42");
}

TEST(NumberSpace, KeepsWhatIsNoCode) { EXPECT_EQ(draw("50%-%q%"), "50%-%q%"); }

TEST(NumberSpace, GrowsByDigits) { EXPECT_THAT(draw("%n%n", 2), MatchesRegex("[0-9]{4}")); }

TEST(NumberSpace, ShowsTheDayOfItsOwnZone) {
    const Timestamp late =
        std::chrono::sys_days{std::chrono::March / 4 / 2026} + std::chrono::hours{23};
    const NumberSpace hanoi("%y%m%d", 0, {}, late, *TimeZone::named("Asia/Ho_Chi_Minh"));
    const NumberSpace new_york("%y%m%d", 0, {}, late, *TimeZone::named("America/New_York"));
    EXPECT_EQ(hanoi.form(), "20260305");
    EXPECT_EQ(new_york.form(), "20260304");
}

TEST(NumberSpace, CountsItsNumbersInTheOrderOfTheirBytes) {
    EXPECT_EQ(space("%n%n").size(), 100);
    EXPECT_EQ(space("%n%n", 1).size(), 1000);
    EXPECT_EQ(space("%A%a%n").size(), 26 * 26 * 10);
    EXPECT_EQ(space("%y-%i").size(), 1);
    EXPECT_EQ(space("%A%A%A%A%A%A%A", 18).size(), 1'000'000'000'000'000);
    const NumberSpace mixed = space("%n-%A%a");
    EXPECT_EQ(mixed.at(0), "0-Aa");
    EXPECT_EQ(mixed.at(mixed.size() - 1), "9-Zz");
    for (std::int64_t i = 1; i < mixed.size(); ++i) ASSERT_LT(mixed.at(i - 1), mixed.at(i));
}

TEST(NumberSpace, DrawsNearANumberOfItsOwn) {
    FakeRandom random;
    const NumberSpace digits = space("T%n%n%n%n%n%n-%n%n");
    const NumberSpace letters = space("%A%A%A%A%A%A");
    const NumberSpace few = space("%n%n");
    std::set<std::string> drawn_of_few;
    for (int i = 0; i < 1'000; ++i) {
        ASSERT_THAT(digits.draw_near("T123456-78", random), MatchesRegex("T123[0-9]{3}-[0-9]{2}"));
        ASSERT_THAT(letters.draw_near("ABCDEF", random), MatchesRegex("AB[A-Z]{4}"));
        drawn_of_few.insert(few.draw_near("12", random));
    }
    EXPECT_THAT(drawn_of_few, testing::SizeIs(100));
}

TEST(NumberSpace, DrawsEachOfItsNumbersAsOften) {
    FakeRandom random;
    const NumberSpace digits = space("%n");
    std::vector<int> drawn(10);
    for (int i = 0; i < 1000; ++i) ++drawn.at(std::stoul(digits.draw(random)));
    for (const int count : drawn) EXPECT_GT(count, 50);
}

TEST(NumberSpace, IsNamedByItsMaskAndDay) {
    EXPECT_EQ(space("%y-%n%A").name(), "2026-%n%A");
    EXPECT_EQ(space("%n", 1).name(), space("%n%n").name());
    EXPECT_NE(space("00").name(), space("%n%n").name());
}

TEST(NumberMask, KnowsMasksThatShowTheId) {
    EXPECT_TRUE(core::mask_has_id("A%i"));
    EXPECT_FALSE(core::mask_has_id("%n%n"));
    EXPECT_FALSE(core::mask_has_id("%%i"));
}

TEST(NumberMask, MakesNumbersOfFifteenCharactersWithACode) {
    for (const char* mask : {"%n", "%y%m%d-%i", "T-%A%a%n", "%%n%n", "ĐƠN-%n%n%n%n%n"}) {
        EXPECT_TRUE(core::is_number_mask(mask)) << mask;
    }
    for (const char* mask : {"", "%", "TICKET", "%q", "50%", "%%n", "#%n%n", " %n", "%n ", "%n\n",
                             "%n\t%n", "%n%n%n%n%n%n%n%n", "12345678901234%n"}) {
        EXPECT_FALSE(core::is_number_mask(mask)) << mask;
    }
}

TEST(NumberMemory, AsksToCountAgainOnlyWhenTheHalfMayBeReached) {
    NumberMemory memory;
    const NumberSpace digits = space("%n%n");
    EXPECT_EQ(memory.is_half_full(digits), std::nullopt);
    memory.counted(digits, {10, TicketId{1000}});
    memory.saw(TicketId{1039});
    EXPECT_EQ(memory.is_half_full(digits), false);
    memory.saw(TicketId{1040});
    EXPECT_EQ(memory.is_half_full(digits), std::nullopt);
    memory.saw(TicketId{5});
    EXPECT_EQ(memory.highest_seen(), TicketId{1040});
    memory.counted(digits, {50, TicketId{1040}});
    EXPECT_EQ(memory.is_half_full(digits), true);
    memory.saw(TicketId{99'999});
    EXPECT_EQ(memory.is_half_full(digits), true);
    EXPECT_EQ(memory.is_half_full(space("%n%n%n")), std::nullopt);
}

TEST(NumberMemory, DrawsNumbersOfASecondAndALaneAlike) {
    NumberMemory memory;
    FakeRandom random;
    const NumberSpace digits = space("%n%n%n%n%n%n%n%n");
    const auto begin_of_next = [&](std::int64_t lane, Timestamp now) {
        return memory.draw(digits, lane, now, random).substr(0, 3);
    };
    const std::string begin = begin_of_next(0, kOpened);
    for (int i = 0; i < 100; ++i) ASSERT_EQ(begin_of_next(0, kOpened), begin);
    std::set<std::string> others;
    for (int i = 1; i <= 10; ++i) {
        others.insert(begin_of_next(i, kOpened));
        others.insert(begin_of_next(0, kOpened + std::chrono::seconds{i}));
    }
    EXPECT_THAT(others, testing::SizeIs(testing::Gt(15U)));
    EXPECT_THAT(memory.draw(space("%A%n%n"), 0, kOpened, random), MatchesRegex("[A-Z][0-9]{2}"));
}

TEST(NumberMemory, HoldsAFullSpaceForFullForAMinute) {
    NumberMemory memory;
    const NumberSpace digits = space("%n");
    EXPECT_FALSE(memory.was_full(digits, kOpened));
    memory.found_full(digits, kOpened);
    EXPECT_TRUE(memory.was_full(digits, kOpened + std::chrono::seconds{59}));
    EXPECT_FALSE(memory.was_full(digits, kOpened + std::chrono::seconds{60}));
    EXPECT_FALSE(memory.was_full(digits, kOpened - std::chrono::seconds{1}));
    memory.forget_full();
    EXPECT_FALSE(memory.was_full(digits, kOpened));
}

}  // namespace
}  // namespace desk::test
