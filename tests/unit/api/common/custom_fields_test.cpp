#include "api/common/custom_fields.hpp"

#include <gtest/gtest.h>

#include "util/encoding.hpp"

namespace desk::api {
namespace {

using core::CustomFieldId;
using core::CustomFieldInput;
using core::Errc;

std::vector<CustomFieldInput> read(std::string text, bool takes_json = false) {
    Params params;
    params.set("customfields", std::move(text));
    auto fields = read_custom_fields(params, "customfields", takes_json);
    EXPECT_TRUE(fields);
    EXPECT_TRUE(fields->has_value());
    return fields && *fields ? **fields : std::vector<CustomFieldInput>();
}

std::optional<Errc> refusal(std::string text, bool takes_json = false) {
    Params params;
    params.set("customfields", std::move(text));
    const auto fields = read_custom_fields(params, "customfields", takes_json);
    if (fields) return std::nullopt;
    return fields.error().code;
}

TEST(CustomFields, ReadsBase64OfASerialisedArray) {
    const auto fields = read("YToxOntpOjg7czoxMjoibXlkb21haW4uY29tIjt9");
    ASSERT_EQ(fields.size(), 1U);
    EXPECT_EQ(fields[0].id, CustomFieldId(8));
    EXPECT_EQ(fields[0].value, "mydomain.com");
    EXPECT_FALSE(fields[0].clear);
}

TEST(CustomFields, TakesStringKeysJoinsChoicesAndClearsOnNull) {
    const auto fields = read(base64_encode(
        R"(a:4:{s:1:"8";s:1:"a";i:9;a:2:{i:0;s:1:"x";i:1;s:1:"y";}i:10;N;s:4:"name";i:1;})"));
    ASSERT_EQ(fields.size(), 3U) << "a key that is no id is left out";
    EXPECT_EQ(fields[0].id, CustomFieldId(8));
    EXPECT_EQ(fields[1].value, "x,y");
    EXPECT_TRUE(fields[2].clear);
}

TEST(CustomFields, ReadsTheBracketForm) {
    Params params;
    ASSERT_TRUE(params.add(
        {{"customfields[8]", "a"}, {"customfields[9][]", "x"}, {"customfields[9][]", "y"}}));
    const auto fields = read_custom_fields(params, "customfields", false);
    ASSERT_TRUE(fields && *fields);
    ASSERT_EQ((*fields)->size(), 2U);
    EXPECT_EQ((**fields)[0].value, "a");
    EXPECT_EQ((**fields)[1].value, "x,y");
}

TEST(CustomFields, CountsBlankAndUnsetWordsAsAbsent) {
    for (const std::string_view text : {"", "  ", "undefined", "null", "NULL"}) {
        Params params;
        params.set("customfields", std::string(text));
        const auto fields = read_custom_fields(params, "customfields", false);
        ASSERT_TRUE(fields) << text;
        EXPECT_FALSE(fields->has_value()) << text;
    }
}

TEST(CustomFields, RefusesWhatCannotBeRead) {
    EXPECT_EQ(refusal("a:1:{i:8;s:1:\"a\";}"), Errc::custom_fields_invalid) << "no base64";
    EXPECT_EQ(refusal("%%%"), Errc::custom_fields_invalid);
    EXPECT_EQ(refusal(base64_encode("hello")), Errc::custom_fields_invalid);
    EXPECT_EQ(refusal(base64_encode("s:1:\"a\";")), Errc::custom_fields_invalid) << "no array";
    EXPECT_EQ(refusal(base64_encode("a:1:{i:8;O:1:\"X\":0:{}}")), Errc::custom_fields_invalid);
    EXPECT_EQ(refusal(base64_encode("a:1:{i:8;a:1:{i:0;a:0:{}}}")), Errc::custom_fields_invalid)
        << "choices of choices";
    EXPECT_EQ(refusal(base64_encode(R"({"8":"a"})")), Errc::custom_fields_invalid);
}

TEST(CustomFields, TakesAJsonObjectWhereTheDialectDoes) {
    const auto fields = read(base64_encode(R"({"8":"a","9":["x","y"],"10":null,"11":5})"), true);
    ASSERT_EQ(fields.size(), 4U);
    EXPECT_EQ(fields[0].value, "a");
    EXPECT_EQ(fields[1].value, "x,y");
    EXPECT_TRUE(fields[2].clear);
    EXPECT_EQ(fields[3].value, "5");
    EXPECT_EQ(refusal(base64_encode("{\"8\":"), true), Errc::custom_fields_invalid);
}

}  // namespace
}  // namespace desk::api
