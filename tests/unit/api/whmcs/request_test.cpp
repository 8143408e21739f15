#include "api/whmcs/request.hpp"

#include <gtest/gtest.h>

namespace desk::whmcs {
namespace {

using core::Errc;

net::Request http(std::string query, std::string body, std::string content_type = {}) {
    net::Request request;
    request.method = "POST";
    request.query = std::move(query);
    request.body = std::move(body);
    if (!content_type.empty()) request.headers.push_back({"content-type", std::move(content_type)});
    return request;
}

Request read(net::Request request) { return read_request(request); }

TEST(ReadRequest, MergesQueryAndBodyAndLetsTheBodyWin) {
    const Request request =
        read(http("action=GetTicket&ticketid=1&accesskey=k", "ticketid=2&responsetype=json",
                  "application/x-www-form-urlencoded;charset=UTF-8"));
    EXPECT_FALSE(request.refusal);
    EXPECT_EQ(request.action_key, "getticket");
    EXPECT_EQ(*request.params.text("ticketid"), "2");
    EXPECT_EQ(*request.params.text("accesskey"), "k");
    EXPECT_EQ(request.format, Format::json);
}

TEST(ReadRequest, TakesABodyWithoutATypeForAForm) {
    const Request request = read(http("", "action=OPENTICKET%20&subject=a+b%26c"));
    EXPECT_EQ(request.action_key, "openticket") << "trimmed, in any letter case";
    EXPECT_EQ(*request.params.text("subject"), "a b&c");
    EXPECT_EQ(request.format, Format::name_value);
}

TEST(ReadRequest, ReadsMultipartFieldsAndFiles) {
    const Request request =
        read(http("responsetype=xml",
                  "--b\r\nContent-Disposition: form-data; name=\"action\"\r\n\r\n"
                  "OpenTicket\r\n--b\r\nContent-Disposition: form-data; "
                  "name=\"attachments[]\"; filename=\"a.txt\"\r\n"
                  "Content-Type: text/plain\r\n\r\nhello\r\n--b--\r\n",
                  "multipart/form-data; boundary=b"));
    EXPECT_FALSE(request.refusal);
    EXPECT_EQ(request.action_key, "openticket");
    EXPECT_EQ(request.format, Format::xml);
    ASSERT_EQ(request.params.files().size(), 1U);
    EXPECT_EQ(request.params.files().front().bytes, "hello");
}

TEST(ReadRequest, RefusesATruncatedMultipartInTheFormatOfTheQuery) {
    const Request request =
        read(http("responsetype=json", "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx",
                  "multipart/form-data; boundary=b"));
    ASSERT_TRUE(request.refusal);
    EXPECT_EQ(request.refusal->code, Errc::malformed_request);
    EXPECT_EQ(request.format, Format::json);
}

TEST(ReadRequest, RefusesInTheFormatThatABrokenBodyAskedFor) {
    const Request cut =
        read(http("",
                  "--b\r\nContent-Disposition: form-data; name=\"responsetype\"\r\n\r\n"
                  "json\r\n--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx",
                  "multipart/form-data; boundary=b"));
    EXPECT_EQ(cut.refusal->code, Errc::malformed_request);
    EXPECT_EQ(cut.format, Format::json);
    std::string many = "responsetype=json";
    for (std::size_t i = 0; i <= net::kMaxFormFields; ++i) many += "&a=1";
    const Request crowded = read(http("", many));
    EXPECT_EQ(crowded.refusal->code, Errc::too_many_parameters);
    EXPECT_EQ(crowded.format, Format::json);
}

TEST(ReadRequest, ReadsAJsonBody) {
    const Request request =
        read(http("", R"({"action":"OpenTicket","deptid":1,"responsetype":"json"})",
                  "application/json; charset=utf-8"));
    EXPECT_FALSE(request.refusal);
    EXPECT_EQ(request.action_key, "openticket");
    EXPECT_EQ(*request.params.text("deptid"), "1");
}

TEST(ReadRequest, BelievesAFormUnderAJsonType) {
    const Request request = read(http("", "action=GetTicket&ticketid=1", "application/json"));
    EXPECT_FALSE(request.refusal);
    EXPECT_EQ(request.action_key, "getticket");
}

TEST(ReadRequest, RefusesBrokenJsonAndTooManyFields) {
    EXPECT_EQ(read(http("", "{\"action\":", "application/json")).refusal->code,
              Errc::malformed_request);
    std::string many;
    for (std::size_t i = 0; i <= net::kMaxFormFields; ++i) many += "a=1&";
    EXPECT_EQ(read(http("", many)).refusal->code, Errc::too_many_parameters);
}

TEST(ReadRequest, CutsAnAbsurdAction) {
    const Request request = read(http("action=" + std::string(5000, 'A'), ""));
    EXPECT_EQ(request.action_key, std::string(64, 'a'));
}

TEST(ReadRequest, LetsGoOfTheBody) {
    net::Request request = http("", "action=GetTicket");
    read_request(request);
    EXPECT_TRUE(request.body.empty());
}

}  // namespace
}  // namespace desk::whmcs
