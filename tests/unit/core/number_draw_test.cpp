#include "core/number_draw.hpp"

#include <gmock/gmock.h>

#include <set>

#include "unit/core/core_test.hpp"

namespace desk::test {
namespace {

using core::Errc;
using testing::Each;
using testing::MatchesRegex;

class NumberDraw : public CoreTest {
  protected:
    void use_mask(std::string_view mask, bool growth) {
        database->run_write([&](core::Tx& tx) {
            tx.set_setting("number_mask", mask);
            tx.set_setting("number_growth", growth ? "1" : "0");
            return true;
        });
        database->reload_settings();
    }
    std::string open_one() {
        const auto opened = open(client_ticket());
        return opened ? opened->number : "refused";
    }
    /// All their numbers are different.
    std::set<std::string> open_many(int count) {
        std::set<std::string> numbers;
        for (int i = 0; i < count; ++i) {
            const std::string number = open_one();
            EXPECT_TRUE(numbers.insert(number).second) << number;
        }
        return numbers;
    }
    /// A ticket with a given number, as `demo` opens them.
    void take(const std::string& number) {
        core::OpenTicketInput input = client_ticket();
        input.fixed_number = number;
        ASSERT_TRUE(open(input).has_value()) << number;
    }
    std::int64_t count(const std::string& sql) {
        return std::stoll(database.database.sql(sql).at(0));
    }
};
RUN_ON_BOTH_DATABASES(NumberDraw);

TEST_P(NumberDraw, GrowsByADigitWhenHalfFull) {
    use_mask("%n", true);
    EXPECT_THAT(open_many(5), Each(MatchesRegex("[0-9]")));
    EXPECT_THAT(open_many(50), Each(MatchesRegex("[0-9]{2}")));
    EXPECT_THAT(open_many(10), Each(MatchesRegex("[0-9]{3}")));
}

TEST_P(NumberDraw, KnowsAfterARestartHowFullTheNumbersAre) {
    use_mask("%n", true);
    open_many(5);
    database.reopen();
    EXPECT_THAT(open_many(50), Each(MatchesRegex("[0-9]{2}")));
    database.reopen();
    EXPECT_THAT(open_one(), MatchesRegex("[0-9]{3}"));
}

TEST_P(NumberDraw, GivesEveryNumberOfAMaskThatMayNotGrowAndThenRefuses) {
    use_mask("%n%n", false);
    EXPECT_THAT(open_many(100), Each(MatchesRegex("[0-9]{2}")));
    const auto refused = open(client_ticket());
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().code, Errc::number_exhausted);
    EXPECT_EQ(count("SELECT count(*) FROM ticket"), 100);
    database.clock.advance(std::chrono::hours{1});
    EXPECT_EQ(open_one(), "refused");
    use_mask("%n%n", true);
    EXPECT_THAT(open_one(), MatchesRegex("[0-9]{3}"));
}

TEST_P(NumberDraw, FindsTheLastFreeNumberAmongLettersAndForeignNumbers) {
    use_mask("%n%A", false);
    for (char digit = '0'; digit <= '9'; ++digit) {
        for (char letter = 'A'; letter <= 'Z'; ++letter) {
            const std::string number{digit, letter};
            if (number != "4Q") take(number);
        }
        // Between the others in their order, and of another mask.
        take(std::string{digit, 'b'});
        take(std::string{digit, '-'});
        take(std::string{digit, 'B', '7'});
    }
    EXPECT_EQ(open_one(), "4Q");
    EXPECT_EQ(open_one(), "refused");
}

TEST_P(NumberDraw, TakesPatternCharactersOfAMaskAsTheyAre) {
    use_mask("*?[a]{2}^.%n", false);
    for (const char* foreign : {"xya2^.1", "*?[a]{2}^x1", "**?[a]{2}^.1", "*?a{2}^.1"}) {
        take(foreign);
    }
    EXPECT_THAT(open_many(10), Each(testing::StartsWith("*?[a]{2}^.")));
    EXPECT_EQ(open_one(), "refused");
}

TEST_P(NumberDraw, HasASpaceOfItsOwnForEachDay) {
    use_mask("%y%m%d-%n", false);
    EXPECT_THAT(open_many(10), Each(MatchesRegex("20260102-[0-9]")));
    EXPECT_EQ(open_one(), "refused");
    database.clock.advance(std::chrono::hours{24});
    EXPECT_THAT(open_many(10), Each(MatchesRegex("20260103-[0-9]")));
    core::OpenTicketInput backdated = client_ticket();
    backdated.created_at = database.clock.now() - std::chrono::hours{48};
    EXPECT_THAT(open(backdated)->number, MatchesRegex("20260101-[0-9]"));
}

TEST_P(NumberDraw, GrowsEachDayAnew) {
    use_mask("%d%n", true);
    EXPECT_THAT(open_many(5), Each(MatchesRegex("02[0-9]")));
    EXPECT_THAT(open_one(), MatchesRegex("02[0-9]{2}"));
    database.clock.advance(std::chrono::hours{24});
    EXPECT_THAT(open_one(), MatchesRegex("03[0-9]"));
}

TEST_P(NumberDraw, ShowsTheIdAndTakesTheNextOneWhereThatNumberIsTaken) {
    use_mask("N%i", false);
    const auto first = open(client_ticket());
    EXPECT_EQ(first->number, "N" + std::to_string(first->id.value()));
    for (int i = 1; i <= 5; ++i) take("N" + std::to_string(first->id.value() + 5 + i));
    const auto next = open(client_ticket());
    ASSERT_TRUE(next.has_value());
    EXPECT_EQ(next->number, "N" + std::to_string(next->id.value()));
    EXPECT_GT(next->id.value(), first->id.value() + 10);
}

TEST_P(NumberDraw, AddsADigitToAnIdThatIsTakenWhereItMayGrow) {
    use_mask("N%i", true);
    const auto first = open(client_ticket());
    const std::int64_t taken = first->id.value() + 2;
    take("N" + std::to_string(taken));
    const auto next = open(client_ticket());
    EXPECT_EQ(next->id.value(), taken);
    EXPECT_THAT(next->number, MatchesRegex("N" + std::to_string(taken) + "[0-9]"));
}

TEST_P(NumberDraw, UsesUpAtMostOneIdWhereNumbersCollide) {
    use_mask("%n%n", false);
    open_many(100);
    const std::int64_t highest = count("SELECT max(id) FROM ticket");
    if (GetParam() == DatabaseKind::sqlite) {
        EXPECT_EQ(highest, 100);
    } else {
        EXPECT_LE(highest, 200);
    }
}

TEST_P(NumberDraw, KeepsTheDefaultWhereTheMaskIsNone) {
    use_mask("TICKET", true);
    EXPECT_THAT(open_one(), MatchesRegex("[0-9]{6}"));
}

TEST_P(NumberDraw, RefusesAFixedNumberThatIsTaken) {
    take("516757");
    core::OpenTicketInput again = client_ticket();
    again.fixed_number = "516757";
    EXPECT_EQ(open(again).error().code, Errc::number_exhausted);
}

}  // namespace
}  // namespace desk::test
