#include "api/common/php_serialize.hpp"

#include <gtest/gtest.h>

#include <string>

namespace desk::api {
namespace {

TEST(PhpSerialise, ReadsTheArrayOfTheDocumentation) {
    const auto value = read_php_serialised(R"(a:1:{i:8;s:12:"mydomain.com";})");
    ASSERT_TRUE(value);
    EXPECT_TRUE(value->is_array);
    ASSERT_NE(value->item("8"), nullptr);
    EXPECT_EQ(value->item("8")->text, "mydomain.com");
}

TEST(PhpSerialise, ReadsEveryKindOfScalarAsPhpWritesItAsText) {
    const auto value = read_php_serialised(
        R"(a:7:{i:1;i:-5;i:2;d:1.5;i:3;b:1;i:4;b:0;i:5;N;s:1:"6";s:0:"";s:3:"key";d:1.0E+25;})");
    ASSERT_TRUE(value);
    EXPECT_EQ(value->item("1")->text, "-5");
    EXPECT_EQ(value->item("2")->text, "1.5");
    EXPECT_EQ(value->item("3")->text, "1");
    EXPECT_EQ(value->item("4")->text, "");
    EXPECT_TRUE(value->item("5")->is_null);
    EXPECT_EQ(value->item("6")->text, "");
    EXPECT_EQ(value->item("key")->text, "1.0E+25");
}

TEST(PhpSerialise, ReadsNestedArraysAndEmptyOnes) {
    const auto value = read_php_serialised(R"(a:2:{i:1;a:2:{i:0;s:1:"a";i:1;s:1:"b";}i:2;a:0:{}})");
    ASSERT_TRUE(value);
    EXPECT_EQ(value->item("1")->item("1")->text, "b");
    EXPECT_TRUE(value->item("2")->is_array);
    EXPECT_TRUE(value->item("2")->items.empty());
}

TEST(PhpSerialise, CountsLengthsInBytes) {
    const auto value = read_php_serialised("a:1:{i:1;s:4:\"\xf0\x9f\x98\x80\";}");
    ASSERT_TRUE(value);
    EXPECT_EQ(value->item("1")->text, "\xf0\x9f\x98\x80");
}

TEST(PhpSerialise, RepairsAWrongLength) {
    for (const std::string_view length : {"0", "1", "2", "9", "999"}) {
        const std::string text =
            "a:2:{i:1;s:" + std::string(length) + ":\"\xf0\x9f\x98\x80!\";i:2;s:1:\"x\";}";
        const auto value = read_php_serialised(text);
        ASSERT_TRUE(value) << length;
        EXPECT_EQ(value->item("1")->text, "\xf0\x9f\x98\x80!") << length;
        EXPECT_EQ(value->item("2")->text, "x") << length;
    }
}

TEST(PhpSerialise, KeepsAQuoteAndSemicolonThatALengthCovers) {
    const auto value = read_php_serialised(R"(a:1:{i:1;s:6:"a";}b"";})");
    ASSERT_TRUE(value);
    EXPECT_EQ(value->item("1")->text, R"(a";}b")");
}

TEST(PhpSerialise, TakesTheLastOfARepeatedKey) {
    const auto value = read_php_serialised(R"(a:2:{i:1;i:1;s:1:"1";i:2;})");
    ASSERT_TRUE(value);
    ASSERT_EQ(value->items.size(), 1U);
    EXPECT_EQ(value->item("1")->text, "2");
}

TEST(PhpSerialise, RefusesObjectsAndReferences) {
    for (const std::string_view text :
         {R"(O:8:"stdClass":0:{})", R"(a:1:{i:1;O:8:"stdClass":0:{}})", R"(C:1:"X":0:{})",
          R"(a:2:{i:1;i:5;i:2;R:2;})", R"(a:2:{i:1;i:5;i:2;r:2;})", R"(E:3:"A:B";)"}) {
        EXPECT_FALSE(read_php_serialised(text)) << text;
    }
}

TEST(PhpSerialise, RefusesWhatIsCutOffOrBent) {
    const std::string sound = R"(a:2:{i:1;s:3:"abc";i:2;a:1:{i:0;b:1;}})";
    ASSERT_TRUE(read_php_serialised(sound));
    for (std::size_t length = 0; length < sound.size(); ++length) {
        EXPECT_FALSE(read_php_serialised(std::string_view(sound).substr(0, length))) << length;
    }
    for (const std::string_view text :
         {"a:1:{}", "a:-1:{}", "a:0:{}x", "a:1:{i:1;}", "a:1:{d:1.5;i:1;}", "a:1:{N;i:1;}", "i:;",
          "i:1", "i:1x;", "b:2;", "d:e;", "s:1:\"a;", "s:a:\"a\";", "a:1:{a:0:{}i:1;}",
          "a:99999999999999999999:{}", "hello"}) {
        EXPECT_FALSE(read_php_serialised(text)) << text;
    }
}

TEST(PhpSerialise, BoundsDepthAndSize) {
    const auto nested = [](std::size_t depth) {
        std::string text;
        for (std::size_t i = 0; i < depth; ++i) text += "a:1:{i:0;";
        text += "i:1;";
        return text + std::string(depth, '}');
    };
    EXPECT_TRUE(read_php_serialised(nested(kMaxNesting)));
    EXPECT_FALSE(read_php_serialised(nested(kMaxNesting + 1)));
    EXPECT_FALSE(read_php_serialised(nested(100'000)));

    std::string many = "a:" + std::to_string(kMaxSerialisedItems + 1) + ":{";
    for (std::size_t i = 0; i <= kMaxSerialisedItems; ++i) {
        many += "i:" + std::to_string(i) + ";N;";
    }
    EXPECT_FALSE(read_php_serialised(many + "}"));
    EXPECT_FALSE(read_php_serialised("s:1:\"" + std::string(kMaxSerialisedBytes, 'a') + "\";"));
}

TEST(PhpSerialise, MakesTextsValid) {
    const auto value = read_php_serialised("a:1:{i:1;s:2:\"a\xff\";}");
    ASSERT_TRUE(value);
    EXPECT_EQ(value->item("1")->text, "a\xef\xbf\xbd");
}

}  // namespace
}  // namespace desk::api
