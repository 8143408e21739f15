#include "util/utf8.hpp"

#include <gtest/gtest.h>

#include <string>

namespace desk {
namespace {

TEST(Utf8Step, KnowsTheShortestAndLongestOfEachLength) {
    for (const char* character :
         {"\x01", "\x7F", "\xC2\x80", "\xDF\xBF", "\xE0\xA0\x80", "\xED\x9F\xBF", "\xEE\x80\x80",
          "\xEF\xBF\xBF", "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF"}) {
        const std::string text(character);
        const Utf8Step step = utf8_step(text, 0);
        EXPECT_TRUE(step.is_valid);
        EXPECT_EQ(step.length, text.size());
    }
}

TEST(Utf8Step, NeverReadsPastTheEnd) {
    const std::string text = "a\xF0\x9F\x98\x80";
    for (std::size_t size = 2; size < text.size(); ++size) {
        const std::string cut = text.substr(0, size);
        const Utf8Step step = utf8_step(cut, 1);
        EXPECT_FALSE(step.is_valid);
        EXPECT_EQ(step.length, size - 1);
    }
}

TEST(Utf8Prefix, CutsBetweenCharacters) {
    EXPECT_EQ(utf8_prefix("aé😀", 100), "aé😀");
    EXPECT_EQ(utf8_prefix("aé😀", 7), "aé😀");
    EXPECT_EQ(utf8_prefix("aé😀", 6), "aé");
    EXPECT_EQ(utf8_prefix("aé😀", 3), "aé");
    EXPECT_EQ(utf8_prefix("aé😀", 2), "a");
    EXPECT_EQ(utf8_prefix("aé😀", 0), "");
}

}  // namespace
}  // namespace desk
