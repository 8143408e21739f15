#include "api/keliweb/request.hpp"

#include <gtest/gtest.h>

#include "util/encoding.hpp"

namespace desk::keliweb {
namespace {

using core::Errc;

net::Request request(const std::string& content_type, std::string body, std::string query = {}) {
    net::Request made;
    made.method = "POST";
    made.headers.push_back({"content-type", content_type});
    made.body = std::move(body);
    made.query = std::move(query);
    return made;
}

std::string ticketid(const net::Request& from) {
    const auto params = read_params(from, true);
    if (!params) return "(refused)";
    const std::string* text = params->text("ticketid");
    return text == nullptr ? "(absent)" : *text;
}

net::Request with_authorization(std::string value) {
    net::Request made;
    made.headers.push_back({"AUTHORIZATION", std::move(value)});
    return made;
}

TEST(KeliwebRequest, ReadsTheVendorsPhpSample) {
    // A multipart header without a boundary over a urlencoded body.
    EXPECT_EQ(ticketid(request("multipart/form-data", "ticketid=1")), "1");
}

TEST(KeliwebRequest, ReadsTheVendorsJquerySample) {
    EXPECT_EQ(ticketid(request("multipart/form-data; boundary=----WebKitFormBoundary7MA4",
                               "------WebKitFormBoundary7MA4\r\n"
                               "Content-Disposition: form-data; name=\"ticketid\"\r\n\r\n"
                               "1\r\n"
                               "------WebKitFormBoundary7MA4--\r\n")),
              "1");
}

TEST(KeliwebRequest, TakesTheFirstLineAsAMissingBoundary) {
    EXPECT_EQ(ticketid(request("multipart/form-data",
                               "--x\r\nContent-Disposition: form-data; name=\"ticketid\"\r\n\r\n"
                               "1\r\n--x--\r\n")),
              "1");
}

TEST(KeliwebRequest, ReadsUrlencodedAndUntypedBodies) {
    EXPECT_EQ(ticketid(request("application/x-www-form-urlencoded; charset=UTF-8", "ticketid=1")),
              "1");
    net::Request untyped = request("", "ticketid=1");
    untyped.headers.clear();
    EXPECT_EQ(ticketid(untyped), "1");
}

TEST(KeliwebRequest, ReadsJsonObjects) {
    EXPECT_EQ(ticketid(request("application/json", R"({"ticketid":"1"})")), "1");
    EXPECT_EQ(ticketid(request("application/json; charset=utf-8", R"({"ticketid":1})")), "1");
    EXPECT_EQ(ticketid(request("application/vnd.api+json", R"({"ticketid":1})")), "1");
    EXPECT_EQ(ticketid(request("Application/JSON", R"({"ticketid":null})")), "(absent)");
    EXPECT_EQ(ticketid(request("application/json", R"({"ticketid":[1]})")), "(absent)");
    EXPECT_EQ(ticketid(request("application/json", "", "ticketid=3")), "3");
}

TEST(KeliwebRequest, RefusesBodiesThatCannotBeRead) {
    const auto refused = [](const net::Request& from) {
        const auto params = read_params(from, false);
        EXPECT_FALSE(params);
        return params ? Errc{} : params.error().code;
    };
    EXPECT_EQ(refused(request("application/json", "{\"ticketid\":")), Errc::malformed_request);
    EXPECT_EQ(refused(request("application/json", "[1]")), Errc::malformed_request);
    EXPECT_EQ(refused(request("multipart/form-data; boundary=x",
                              "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nhalf")),
              Errc::malformed_request);
    std::string many;
    for (int i = 0; i <= 2000; ++i) many += "a[]=1&";
    EXPECT_EQ(refused(request("application/x-www-form-urlencoded", many)),
              Errc::too_many_parameters);
    std::string deep = "a";
    for (int i = 0; i < 40; ++i) deep += "[x]";
    EXPECT_EQ(refused(request("application/x-www-form-urlencoded", deep + "=1")),
              Errc::nested_too_deeply);
}

TEST(KeliwebRequest, LetsTheBodyWinOverTheQuery) {
    EXPECT_EQ(ticketid(request("multipart/form-data", "ticketid=1", "ticketid=2")), "1");
    EXPECT_EQ(ticketid(request("multipart/form-data", "", "ticketid=2")), "2");
    const auto without_query = read_params(request("", "", "ticketid=2"), false);
    ASSERT_TRUE(without_query);
    EXPECT_EQ(without_query->text("ticketid"), nullptr);
}

TEST(KeliwebRequest, TakesTheLastOfRepeatedScalars) {
    EXPECT_EQ(ticketid(request("", "ticketid=1&ticketid=2")), "2");
}

TEST(KeliwebRequest, FindsTheBearersToken) {
    EXPECT_EQ(bearer_token(with_authorization("Bearer abc")), "abc");
    EXPECT_EQ(bearer_token(with_authorization("bearer   abc ")), "abc");
    EXPECT_FALSE(bearer_token(with_authorization("Bearer")));
    EXPECT_FALSE(bearer_token(with_authorization("Bearer ")));
    EXPECT_FALSE(bearer_token(with_authorization("Basic abc")));
    EXPECT_FALSE(bearer_token(with_authorization("Bearer " + std::string(3000, 'a'))));
    EXPECT_FALSE(bearer_token(net::Request{}));
}

TEST(KeliwebRequest, FindsTheBasicPair) {
    const auto pair = basic_credentials(with_authorization("Basic " + base64_encode("id:se:cret")));
    ASSERT_TRUE(pair);
    EXPECT_EQ(pair->name, "id");
    EXPECT_EQ(pair->secret, "se:cret");
    EXPECT_FALSE(basic_credentials(with_authorization("Basic " + base64_encode("id"))));
    // PostgreSQL takes nothing else, and so the answer was 500.
    EXPECT_EQ(basic_credentials(with_authorization("Basic " + base64_encode("\xff:secret")))->name,
              "\xEF\xBF\xBD");
    EXPECT_FALSE(basic_credentials(with_authorization("Basic %%%")));
    EXPECT_FALSE(basic_credentials(with_authorization("Bearer abc")));
}

}  // namespace
}  // namespace desk::keliweb
