#include "util/random.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "support/fakes.hpp"

namespace desk {
namespace {

/// Gives the bytes it was made of, and then zeros.
class ScriptedRandom final : public Random {
  public:
    explicit ScriptedRandom(std::vector<int> bytes) : bytes_(std::move(bytes)) {}
    void fill(std::span<std::byte> out) override {
        for (std::byte& byte : out) {
            byte = static_cast<std::byte>(next_ < bytes_.size() ? bytes_[next_++] : 0);
        }
    }

  private:
    std::vector<int> bytes_;
    std::size_t next_ = 0;
};

TEST(Random, GivesNumbersBelowTheBoundAndReachesAll) {
    test::FakeRandom random;
    std::array<int, 6> seen{};
    for (int i = 0; i < 6000; ++i) ++seen.at(random.below(6));
    for (const int count : seen) EXPECT_NEAR(count, 1000, 150);
}

TEST(Random, KnowsOnlyZeroBelowOne) {
    test::FakeRandom random;
    EXPECT_EQ(random.below(1), 0U);
    EXPECT_LT(random.below(0xFFFF'FFFFU), 0xFFFF'FFFFU);
}

TEST(Random, RefusesABoundOfZero) {
    test::FakeRandom random;
    EXPECT_THROW(random.below(0), std::invalid_argument);
}

TEST(Random, DrawsAgainWhatWouldMakeSmallNumbersLikelier) {
    // 2^32 mod 3 is 1: of all numbers only 0 is drawn again.
    ScriptedRandom random({0, 0, 0, 0, 5, 0, 0, 0});
    EXPECT_EQ(random.below(3), 2U);
}

TEST(Random, WritesTextOfTheAlphabetEvenly) {
    test::FakeRandom random;
    const std::string text = random.text("abc", 9000);
    ASSERT_EQ(text.size(), 9000U);
    std::map<char, int> seen;
    for (const char c : text) ++seen[c];
    ASSERT_EQ(seen.size(), 3U);
    for (const auto& [c, count] : seen) EXPECT_NEAR(count, 3000, 250) << c;
}

TEST(Random, SkipsBytesThatTheAlphabetDoesNotDivide) {
    ScriptedRandom random({255, 254, 7});  // 256 mod 10 is 6: 250 and above are drawn again
    EXPECT_EQ(random.text(kDigits, 1), "7");
}

TEST(Random, WritesEmptyTextsAndTextsOfOneCharacter) {
    test::FakeRandom random;
    EXPECT_EQ(random.text("abc", 0), "");
    EXPECT_EQ(random.text("x", 5), "xxxxx");
}

TEST(Random, RefusesAnAlphabetOfNothing) {
    test::FakeRandom random;
    EXPECT_THROW(random.text("", 1), std::invalid_argument);
    EXPECT_THROW(random.text(std::string(257, 'x'), 1), std::invalid_argument);
}

TEST(SystemRandom, NeverRepeatsItself) {
    SystemRandom random;
    const std::string first = random.text(kLettersAndDigits, 32);
    EXPECT_EQ(first.size(), 32U);
    EXPECT_NE(first, random.text(kLettersAndDigits, 32));
    EXPECT_TRUE(std::all_of(first.begin(), first.end(), [](char c) {
        return kLettersAndDigits.find(c) != std::string_view::npos;
    }));
}

}  // namespace
}  // namespace desk
