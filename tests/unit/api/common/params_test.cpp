#include "api/common/params.hpp"

#include <gtest/gtest.h>

#include <string>

namespace desk::api {
namespace {

using core::Errc;
using namespace std::string_literals;

Params params_of(std::vector<net::FormField> fields) {
    Params params;
    EXPECT_TRUE(params.add(std::move(fields)));
    return params;
}

TEST(Params, GivesAScalarAsItWasSent) {
    const Params params = params_of({{"subject", " A b "}, {"empty", ""}});
    EXPECT_EQ(*params.text("subject"), " A b ");
    EXPECT_EQ(*params.text("empty"), "");
    EXPECT_EQ(params.text("missing"), nullptr);
}

TEST(Params, TakesTheLastOfARepeatedScalar) {
    Params params = params_of({{"deptid", "1"}, {"deptid", "2"}});
    EXPECT_EQ(*params.text("deptid"), "2");
    ASSERT_TRUE(params.add({{"deptid", "3"}}));
    EXPECT_EQ(*params.text("deptid"), "3");
}

TEST(Params, MakesArraysOfBracketedNames) {
    const Params params = params_of({{"attachments[0][name]", "a.txt"},
                                     {"attachments[0][data]", "YQ=="},
                                     {"attachments[1][name]", "b.txt"},
                                     {"customfields[8]", "x"}});
    EXPECT_EQ(params.text("customfields"), nullptr);
    EXPECT_EQ(params.value("customfields")->item("8")->text, "x");
    const ParamValue* attachments = params.value("attachments");
    ASSERT_NE(attachments, nullptr);
    ASSERT_EQ(attachments->items.size(), 2U);
    EXPECT_EQ(attachments->item("0")->item("name")->text, "a.txt");
    EXPECT_EQ(attachments->item("1")->item("name")->text, "b.txt");
}

TEST(Params, CountsOnFromTheHighestKeyForEmptyBrackets) {
    const Params params = params_of({{"a[]", "x"}, {"a[7]", "y"}, {"a[]", "z"}, {"a[k]", "w"}});
    const ParamValue* array = params.value("a");
    ASSERT_EQ(array->items.size(), 4U);
    EXPECT_EQ(array->item("0")->text, "x");
    EXPECT_EQ(array->item("8")->text, "z");
    EXPECT_EQ(array->item("k")->text, "w");
}

TEST(Params, LeavesAnUnclosedBracketInTheName) {
    const Params params = params_of({{"a[b", "1"}, {"[c]", "2"}});
    EXPECT_EQ(*params.text("a[b"), "1");
    EXPECT_EQ(*params.text("[c]"), "2");
}

TEST(Params, LetsAnArrayReplaceAScalarAndTheOtherWayRound) {
    const Params array = params_of({{"a", "1"}, {"a[x]", "2"}});
    EXPECT_EQ(array.value("a")->item("x")->text, "2");
    const Params scalar = params_of({{"a[x]", "2"}, {"a", "1"}});
    EXPECT_EQ(*scalar.text("a"), "1");
}

TEST(Params, MakesTextsAndNamesValid) {
    const Params params = params_of({{"subject", "a\xff"s}, {"m\0"s, "b\0c"s}});
    EXPECT_EQ(*params.text("subject"), "a\xef\xbf\xbd");
    EXPECT_EQ(*params.text("m\xef\xbf\xbd"),
              "b\xef\xbf\xbd"
              "c");
}

TEST(Params, RefusesBracketsDeeperThanItsLimit) {
    std::string name = "a";
    for (std::size_t i = 0; i < kMaxNesting; ++i) name += "[x]";
    Params params;
    EXPECT_TRUE(params.add({{name, "1"}}));
    const auto deeper = params.add({{name + "[y]", "1"}});
    ASSERT_FALSE(deeper);
    EXPECT_EQ(deeper.error().code, Errc::nested_too_deeply);
}

TEST(Params, RefusesMoreThanItsLimitInAll) {
    Params params;
    ASSERT_TRUE(params.add(std::vector<net::FormField>(net::kMaxFormFields, {"a", "1"})));
    const auto more = params.add({{"b", "1"}});
    ASSERT_FALSE(more);
    EXPECT_EQ(more.error().code, Errc::too_many_parameters);
}

TEST(Params, ReadsAJsonObjectAsAFormWouldCarryIt) {
    Params params;
    ASSERT_TRUE(params.add_json(
        R"({"deptid":1,"markdown":true,"noemail":false,"name":null,"rate":1.5,
            "cc":["a@x.org","b@x.org"],"attachments":[{"name":"a.txt","data":"YQ=="}]})"));
    EXPECT_EQ(*params.text("deptid"), "1");
    EXPECT_EQ(*params.text("markdown"), "1");
    EXPECT_EQ(*params.text("noemail"), "0");
    EXPECT_EQ(*params.text("rate"), "1.5");
    EXPECT_EQ(params.value("name"), nullptr);
    EXPECT_EQ(params.value("cc")->item("1")->text, "b@x.org");
    EXPECT_EQ(params.value("attachments")->item("0")->item("name")->text, "a.txt");
}

TEST(Params, RefusesJsonThatIsNoSoundObject) {
    for (const std::string_view body : {"", "[1]", "{", "\"x\"", "{\"a\":1}x", "{\"a\":nul}",
                                        "{\"a\":1124e4124}", "{\"a\":[-1e999]}"}) {
        Params params;
        const auto added = params.add_json(body);
        ASSERT_FALSE(added) << body;
        EXPECT_EQ(added.error().code, Errc::malformed_request) << body;
    }
}

TEST(Params, RefusesJsonWithTooManyOrTooDeepValues) {
    std::string many = "{\"a\":[0";
    for (std::size_t i = 0; i < net::kMaxFormFields; ++i) many += ",0";
    Params params;
    EXPECT_EQ(params.add_json(many + "]}").error().code, Errc::too_many_parameters);
    const std::string deep = "{\"a\":" + std::string(40, '[') + std::string(40, ']') + "}";
    EXPECT_EQ(params.add_json(deep).error().code, Errc::malformed_request);
}

TEST(Params, RepairsBadBytesInJsonTexts) {
    Params params;
    ASSERT_TRUE(params.add_json("{\"a\":\"x\xff\",\"b\":\"\\u0000\"}"));
    EXPECT_EQ(*params.text("a"), "x\xef\xbf\xbd");
    EXPECT_EQ(*params.text("b"), "\xef\xbf\xbd");
}

TEST(Params, RepairsHalvesOfCharactersInJson) {
    const std::string bad = "\xef\xbf\xbd";
    Params params;
    ASSERT_TRUE(params.add_json(R"({"cut":"x\ud83d","ends":"\uDC1E","pair":"\ud83d\uDc1e",
        "first_twice":"\uD83d\ud83d\udc1e","no_escape":"\\ud83d","then":"\ud83d\n\u0041",
        "below":"\ud7ff","above":"\ue000","\udfff":"key","deep":{"a\ud800":[{"\udbff":"\udfff"}]}})"));
    EXPECT_EQ(*params.text("cut"), "x" + bad);
    EXPECT_EQ(*params.text("ends"), bad);
    EXPECT_EQ(*params.text("pair"), "🐞");
    EXPECT_EQ(*params.text("first_twice"), bad + "🐞");
    EXPECT_EQ(*params.text("no_escape"), "\\ud83d");
    EXPECT_EQ(*params.text("then"), bad + "\nA");
    EXPECT_EQ(*params.text("below"), "\xed\x9f\xbf");
    EXPECT_EQ(*params.text("above"), "\xee\x80\x80");
    EXPECT_EQ(*params.text(bad), "key");
    EXPECT_EQ(params.value("deep")->item("a" + bad)->item("0")->item(bad)->text, bad);
    for (const char* body : {R"({"a":"\ud83"})", R"({"a":"\ud83d\"})", R"({"a":"\ud83d)",
                             R"({\ud83d:1})", R"({"a":"\ud8zz"})", R"({"a":"\\ud83d\"})"}) {
        EXPECT_FALSE(Params().add_json(body)) << body;
    }
}

TEST(Params, KeepsTheLastOfJsonKeysThatRepairMakesTheSame) {
    Params params;
    ASSERT_TRUE(params.add_json("{\"a\":{\"x\xff\":1,\"y\":2,\"x\xfe\":3}}"));
    const ParamValue& made = *params.value("a");
    ASSERT_EQ(made.items.size(), 2U);
    EXPECT_EQ(made.item("y")->text, "2");
    EXPECT_EQ(made.item("x\xef\xbf\xbd")->text, "3");
}

}  // namespace
}  // namespace desk::api
