#include "wire/golden_text.hpp"

#include <gtest/gtest.h>

namespace desk::wire {

namespace {

TEST(GoldenText, FillsInNamesAndFunctions) {
    const Variables given{{"id", "7"}};
    EXPECT_EQ(fill_holes("a={{id}}&b={{base64:hi {{id}}}}", given), "a=7&b=aGkgNw==");
    EXPECT_EQ(fill_holes("{{base64:a:1:{i:1;s:1:\"x\";}}}", given), "YToxOntpOjE7czoxOiJ4Ijt9");
    EXPECT_EQ(fill_holes("{{repeat:3:ab}}{{bytes:00 ff}}", given), std::string("ababab\0\xff", 8));
    EXPECT_EQ(fill_holes("{{sha256:{{id}}}}", given),
              "7902699be42c8a8e46fbbb4501726517e86b22c56a189f7625a6da49081b2451");
    EXPECT_EQ(fill_holes("q={{base64:>>>}}", given, percent_encode), "q=Pj4%2B");
    EXPECT_THROW(fill_holes("{{nobody}}", given), std::runtime_error);
}

TEST(GoldenText, LeavesTheBracesOfJsonBehindANameAlone) {
    EXPECT_EQ(fill_holes(R"({"a":{"b":{{id}}}})", {{"id", "7"}}), R"({"a":{"b":7}})");
}

TEST(GoldenText, TakesWhatAHoleAllowsAndNothingElse) {
    Variables caught;
    EXPECT_EQ(compare("id={{id=digits}};", "id=12;", caught), std::nullopt);
    EXPECT_EQ(caught["id"], "12");
    EXPECT_EQ(compare("{{id}}", "12", caught), std::nullopt);
    EXPECT_NE(compare("{{id}}", "13", caught), std::nullopt);
    EXPECT_EQ(compare("{{digits:6}}", "123456", caught), std::nullopt);
    EXPECT_NE(compare("{{digits:6}}", "1234567", caught), std::nullopt);
    EXPECT_NE(compare("{{digits:6}}", "12345", caught), std::nullopt);
    EXPECT_NE(compare("{{digits}}", "", caught), std::nullopt);
    EXPECT_NE(compare("{{upper:2}}", "Ab", caught), std::nullopt);
    EXPECT_EQ(compare("{{text:2}}", "đờ", caught), std::nullopt);
    EXPECT_EQ(compare("a{{any}}z", "abcz", caught), std::nullopt);
    EXPECT_NE(compare("a{{any}}z", "abc", caught), std::nullopt);
}

TEST(GoldenText, TellsAnotherOrderOfKeysAndAnotherType) {
    Variables caught;
    EXPECT_NE(compare(R"({"a":1,"b":2})", R"({"b":2,"a":1})", caught), std::nullopt);
    EXPECT_NE(compare(R"({"a":"1"})", R"({"a":1})", caught), std::nullopt);
    EXPECT_NE(compare("short", "shorter", caught), std::nullopt);
    EXPECT_NE(compare("longer", "long", caught), std::nullopt);
}

TEST(GoldenText, DropsOnlyTheBlanksBetweenTokens) {
    EXPECT_EQ(without_json_blanks("{\n  \"a b\": \"c\\\" d\",\r\n \"e\": [1, 2]\t}"),
              R"({"a b":"c\" d","e":[1,2]})");
}

TEST(GoldenText, DropsOnlyTheBlanksBetweenTags) {
    EXPECT_EQ(without_xml_blanks("<a>\n  <b> c </b>\n  <d>e\nf</d>\n</a>\n"),
              "<a><b> c </b><d>e\nf</d></a>");
}

}  // namespace

}  // namespace desk::wire
