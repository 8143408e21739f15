#include "api/common/attachments.hpp"

#include <gtest/gtest.h>

#include <string>

#include "util/encoding.hpp"

namespace desk::api {
namespace {

using core::Errc;
using core::NewAttachment;
using Files = std::vector<NewAttachment>;

core::Result<Files> read(Params& params, BadFile bad_file = BadFile::skip,
                         const core::Settings& settings = {}) {
    return read_attachments(params, "attachments", settings, bad_file);
}

core::Result<Files> read_json(std::string_view json, BadFile bad_file = BadFile::skip) {
    Params params;
    params.set("attachments", base64_encode(json));
    return read(params, bad_file);
}

TEST(Attachments, ReadsTheSampleOfTheDocumentation) {
    const auto files = read_json(R"([{"name":"sample_text_file.txt","data":")" +
                                 base64_encode("This is a sample text file contents") + R"("}])");
    ASSERT_TRUE(files);
    ASSERT_EQ(files->size(), 1U);
    EXPECT_EQ(files->front().file_name, "sample_text_file.txt");
    EXPECT_EQ(files->front().bytes, "This is a sample text file contents");
    EXPECT_EQ(files->front().size, 35);
    EXPECT_EQ(files->front().media_type, "text/plain");
}

TEST(Attachments, TakesFilenameForNameAndKeepsTheOrder) {
    const auto files = read_json(
        R"([{"filename":"b.txt","data":"Yg=="},{"name":"a.txt","data":""},{"name":"b.txt","data":"YQ=="}])");
    ASSERT_TRUE(files);
    ASSERT_EQ(files->size(), 3U);
    EXPECT_EQ((*files)[0].bytes, "b");
    EXPECT_EQ((*files)[1].bytes, "") << "an empty file is a file";
    EXPECT_EQ((*files)[2].file_name, "b.txt") << "a name may come twice";
}

TEST(Attachments, ReadsBracketedFields) {
    Params params;
    ASSERT_TRUE(params.add({{"attachments[0][name]", "a.txt"},
                            {"attachments[0][data]", "YQ=="},
                            {"attachments[1][name]", "b.txt"},
                            {"attachments[1][data]", "Yg=="}}));
    const auto files = read(params);
    ASSERT_TRUE(files);
    ASSERT_EQ(files->size(), 2U);
    EXPECT_EQ((*files)[1].bytes, "b");
}

TEST(Attachments, TakesUploadedFilesByAnyOfTheirFieldNames) {
    Params params;
    for (const std::string_view name : {"attachments", "attachments[]", "attachments[0]"}) {
        params.add_file({std::string(name), "a.png", "image/png", std::string("\0\xff", 2)});
    }
    params.add_file({"attachments[]", "", "", ""});  // no file was chosen
    params.add_file({"other", "x.txt", "text/plain", "x"});
    const auto files = read(params);
    ASSERT_TRUE(files);
    ASSERT_EQ(files->size(), 3U);
    EXPECT_EQ(files->front().bytes, std::string("\0\xff", 2));
    EXPECT_EQ(files->front().media_type, "image/png");
}

TEST(Attachments, StripsFoldersAndRepairsNames) {
    Params params;
    params.add_file({"attachments", "..\\..\\evil/../a\xff.txt", "", "x"});
    params.add_file({"attachments", "/etc/passwd.txt", "", "x"});
    const auto files = read(params);
    ASSERT_TRUE(files);
    ASSERT_EQ(files->size(), 2U);
    EXPECT_EQ((*files)[0].file_name, "a\xef\xbf\xbd.txt");
    EXPECT_EQ((*files)[1].file_name, "passwd.txt");
}

TEST(Attachments, CountsBlankAndUnsetWordsAsNone) {
    for (const std::string_view text : {"", " ", "undefined", "null"}) {
        Params params;
        params.set("attachments", std::string(text));
        const auto files = read(params);
        ASSERT_TRUE(files) << text;
        EXPECT_TRUE(files->empty()) << text;
    }
    EXPECT_TRUE(read_json("[]")->empty());
    Params nothing;
    EXPECT_TRUE(read(nothing)->empty());
}

TEST(Attachments, NeverOpensATemporaryFile) {
    for (const std::string_view json :
         {R"({"name":"a.txt","type":"text/plain","tmp_name":"/etc/hostname","error":0,"size":5})",
          R"({"name":["a.txt"],"tmp_name":["/etc/hostname"],"error":[0],"size":[5]})",
          R"([{"name":"a.txt","tmp_name":"/etc/hostname"}])",
          R"({"attachments":{"name":["a.txt"],"tmp_name":["/etc/hostname"]}})"}) {
        const auto files = read_json(json);
        ASSERT_FALSE(files) << json;
        EXPECT_EQ(files.error().code, Errc::attachments_invalid) << json;
    }
}

TEST(Attachments, TakesTheColumnsOfAnUploadOnlyWithTheirBytes) {
    const auto files = read_json(
        R"({"name":["a.txt","b.txt"],"tmp_name":["/tmp/x","/tmp/y"],"data":["YQ==","Yg=="]})");
    ASSERT_TRUE(files);
    ASSERT_EQ(files->size(), 2U);
    EXPECT_EQ((*files)[1].bytes, "b");
    const auto nothing_chosen =
        read_json(R"({"name":[""],"type":[""],"tmp_name":[""],"error":[4],"size":[0]})");
    ASSERT_TRUE(nothing_chosen);
    EXPECT_TRUE(nothing_chosen->empty());
}

TEST(Attachments, RefusesWhatCannotBeRead) {
    for (const std::string_view json :
         {"", "hello", "{", "5", "\"a\"", "[1]", "[{}]", R"([{"name":"a.txt"}])",
          R"([{"data":"YQ=="}])", R"([{"name":"a.txt","data":"%"}])",
          R"([{"name":"a.txt","data":["YQ=="]}])", R"([{"name":["a"],"data":"YQ=="}])",
          R"([{"name":"a.txt","data":null}])"}) {
        if (json.empty()) continue;
        const auto files = read_json(json);
        ASSERT_FALSE(files) << json;
        EXPECT_EQ(files.error().code, Errc::attachments_invalid) << json;
    }
    Params params;
    params.set("attachments", R"([{"name":"a.txt","data":"YQ=="}])");
    EXPECT_EQ(read(params).error().code, Errc::attachments_invalid) << "JSON without base64";
}

TEST(Attachments, SkipsOrRefusesWhatTheDeskDoesNotTake) {
    constexpr std::string_view kJson =
        R"([{"name":"a.exe","data":"YQ=="},{"name":"b.txt","data":"Yg=="}])";
    const auto skipped = read_json(kJson, BadFile::skip);
    ASSERT_TRUE(skipped);
    ASSERT_EQ(skipped->size(), 1U);
    EXPECT_EQ(skipped->front().file_name, "b.txt");
    const auto refused = read_json(kJson, BadFile::refuse);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Errc::attachment_not_allowed);
    EXPECT_EQ(refused.error().about, "a.exe");
}

TEST(Attachments, GoesByTheDesksSizeAndExtensions) {
    core::Settings settings;
    settings.attachment_max_bytes = 3;
    settings.attachment_extensions = {};
    Params params;
    params.add_file({"attachments", "a.exe", "", "abc"});
    params.add_file({"attachments", "b.exe", "", "abcd"});
    const auto files = read(params, BadFile::skip, settings);
    ASSERT_TRUE(files);
    ASSERT_EQ(files->size(), 1U);
    EXPECT_EQ(files->front().file_name, "a.exe");
}

TEST(Attachments, RefusesMoreFilesThanAMessageTakes) {
    Params params;
    for (std::size_t i = 0; i <= core::kMaxAttachments; ++i) {
        params.add_file({"attachments[]", "a.txt", "", "x"});
    }
    EXPECT_EQ(read(params).error().code, Errc::too_many_attachments);
}

}  // namespace
}  // namespace desk::api
