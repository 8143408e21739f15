#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <vector>

#include "generate/calendar.hpp"
#include "generate/thread.hpp"

namespace desk::generate {
namespace {

constexpr Timestamp kUntil = std::chrono::sys_days{std::chrono::January / 1 / 2026};

TEST(Calendar, SpreadsTicketsOverThreeYearsInTheirOrder) {
    SeededRandom random(1);
    constexpr std::int64_t kTickets = 20'000;
    Calendar calendar(kUntil, kTickets, random);
    std::vector<Timestamp> times;
    for (std::int64_t i = 0; i < kTickets; ++i) times.push_back(calendar.next());
    EXPECT_TRUE(std::is_sorted(times.begin(), times.end()));
    EXPECT_GE(times.front(), kUntil - Calendar::kLength);
    EXPECT_LT(times.back(), kUntil);
    const auto middle =
        std::lower_bound(times.begin(), times.end(), kUntil - Calendar::kLength / 2);
    EXPECT_GT(times.end() - middle, middle - times.begin()) << "more and more of them";
}

TEST(Calendar, LetsPeopleSleep) {
    SeededRandom random(1);
    constexpr std::int64_t kTickets = 20'000;
    Calendar calendar(kUntil, kTickets, random);
    std::array<int, 24> of_hour{};
    for (std::int64_t i = 0; i < kTickets; ++i) {
        const Timestamp time = calendar.next();
        const auto day = std::chrono::floor<std::chrono::days>(time);
        ++of_hour[static_cast<std::size_t>((time - day) / std::chrono::hours(1))];
    }
    EXPECT_GT(of_hour[10], 5 * of_hour[3]);
}

TEST(Calendar, TakesOneTicketAsWell) {
    SeededRandom random(1);
    Calendar calendar(kUntil, 1, random);
    const Timestamp time = calendar.next();
    EXPECT_GE(time, kUntil - Calendar::kLength);
    EXPECT_LT(time, kUntil);
}

TEST(Thread, MostlyHasTwoToFourMessagesAndSometimesDozens) {
    SeededRandom random(1);
    constexpr int kTickets = 20'000;
    int sum = 0;
    int usual = 0;
    int dozens = 0;
    for (int i = 0; i < kTickets; ++i) {
        const int messages = draw_messages(5, random);
        ASSERT_GE(messages, 1);
        sum += messages;
        usual += messages >= 2 && messages <= 4 ? 1 : 0;
        dozens += messages >= 40 ? 1 : 0;
    }
    EXPECT_NEAR(static_cast<double>(sum) / kTickets, 5, 0.25);
    EXPECT_GT(usual, kTickets / 2);
    EXPECT_GT(dozens, kTickets / 100);
}

TEST(Thread, HasAsManyMessagesOnAverageAsWanted) {
    SeededRandom random(1);
    for (const double mean : {1.0, 2.0, 12.0}) {
        constexpr int kTickets = 20'000;
        std::int64_t sum = 0;
        for (int i = 0; i < kTickets; ++i) sum += draw_messages(mean, random);
        EXPECT_NEAR(static_cast<double>(sum) / kTickets, mean, mean / 20);
    }
}

TEST(SeededRandom, DrawsTheSameForTheSameSeed) {
    SeededRandom first(5);
    SeededRandom second(5);
    SeededRandom other(6);
    EXPECT_EQ(first.text(kLettersAndDigits, 40), second.text(kLettersAndDigits, 40));
    EXPECT_NE(first.next(), other.next());
    for (int i = 0; i < 1'000; ++i) {
        const std::int64_t drawn = first.between(3, 5);
        EXPECT_TRUE(drawn >= 3 && drawn <= 5);
    }
}

}  // namespace
}  // namespace desk::generate
