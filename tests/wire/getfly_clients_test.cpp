#include <gmock/gmock.h>

#include <boost/json.hpp>

#include "support/test_desk.hpp"

/// What known clients of Getfly's API depend on: spec/getfly.md 5, a test a line.
namespace desk::test {

namespace {

namespace json = boost::json;
using namespace testing;

class GetflyClients : public TestWithParam<DatabaseKind> {
  protected:
    GetflyClients() : desk_({.database = GetParam(), .settings = {{"getfly_rate_limit", "0"}}}) {}

    HttpAnswer call(std::string_view method, const std::string& target,
                    std::string_view body = {}) {
        return desk_.request(method, "/api/v6.1/" + target,
                             {{"X-API-KEY", desk_.secret("api_key")}}, body);
    }
    json::value get(const std::string& target) {
        const HttpAnswer answer = call("GET", target);
        EXPECT_EQ(answer.status, 200) << answer.body;
        return json::parse(answer.body);
    }
    /// \return the ticket's code
    std::string open(const std::string& body = R"({"ticket_title":"T","ticket_content":"C"})") {
        const HttpAnswer answer = call("POST", "ticket", body);
        EXPECT_EQ(answer.status, 200) << answer.body;
        return std::string(json::parse(answer.body).at("data").at("ticket_code").as_string());
    }
    std::string events() { return desk_.run({"event", "list", "--limit", "1000", "--json"}).out; }

    TestDesk desk_;
};

}  // namespace

/// 1. `GET …?limit=1` with only X-API-KEY is a connection test; else `message` or `error` is shown.
TEST_P(GetflyClients, Line1TestTheirConnection) {
    const HttpAnswer connected = call("GET", "tickets?limit=1");
    EXPECT_EQ(connected.status, 200);
    const HttpAnswer refused =
        desk_.request("GET", "/api/v6.1/tickets?limit=1", {{"X-API-KEY", "wrong"}});
    EXPECT_EQ(refused.status, 401);
    EXPECT_EQ(json::parse(refused.body).at("message"), "Unauthorized");
}

/// 2. Paging loop: `limit=50&offset=0,50,…` until `has_more` is falsy or `data` is empty.
TEST_P(GetflyClients, Line2PageUntilThereIsNoMore) {
    for (int i = 0; i < 119; ++i) open();
    std::vector<std::int64_t> ids;
    for (int offset = 0;; offset += 50) {
        const json::value page = get("tickets?fields=id&limit=50&offset=" + std::to_string(offset));
        for (const json::value& row : page.at("data").as_array()) {
            ids.push_back(row.at("id").as_int64());
        }
        const json::value* more = page.as_object().if_contains("has_more");
        if (more == nullptr || !more->as_bool() || page.at("data").as_array().empty()) break;
    }
    ASSERT_EQ(ids.size(), 120U);
    for (std::size_t i = 0; i < ids.size(); ++i) {
        EXPECT_EQ(ids[i], 120 - static_cast<std::int64_t>(i));
    }
}

/// 3. `fields` with a comma list without blanks, raw or encoded.
TEST_P(GetflyClients, Line3ChooseFieldsRawOrEncoded) {
    const json::value raw = get("tickets?fields=id,ticket_code,status_name");
    const json::value encoded = get("tickets?fields=id%2Cticket_code%2Cstatus_name");
    EXPECT_EQ(raw, encoded);
    EXPECT_EQ(json::serialize(raw.at("data").at(0)),
              R"({"id":1,"ticket_code":"ABCXYZ1234","status_name":"Closed"})");
}

/// 4. 404 on detail means create next; 400 with duplicate wording on create means update next. A
/// code sent with a new ticket is no duplicate here: it is ignored, and the new one is told.
TEST_P(GetflyClients, Line4CreateWhatIsNotThere) {
    EXPECT_EQ(call("GET", "ticket?ticket_code=NOTTHEREYET").status, 404);
    const std::string code =
        open(R"({"ticket_code":"ABCXYZ1234","ticket_title":"T","ticket_content":"C"})");
    EXPECT_NE(code, "ABCXYZ1234");
    EXPECT_EQ(call("GET", "ticket?ticket_code=" + code).status, 200);
}

/// 5. Bodies with empty members already removed: what is absent is unchanged.
TEST_P(GetflyClients, Line5LeaveOutWhatIsUnchanged) {
    const std::string code = open(
        R"({"ticket_title":"T","ticket_content":"C","expected_at":"2030-01-02",
            "emergency_phone":"0912","account_code":"KH0001"})");
    json::object before = get("ticket?ticket_code=" + code).as_object();
    EXPECT_EQ(
        call("PUT", "ticket", R"({"ticket_code":")" + code + R"(","ticket_title":"New"})").status,
        200);
    json::object after = get("ticket?ticket_code=" + code).as_object();
    EXPECT_EQ(after.at("ticket_title"), "New");
    before["ticket_title"] = "New";
    EXPECT_EQ(after, before);
}

/// 6. Create: the members they send; `data.ticket_code` and `data.identity` read from the answer.
TEST_P(GetflyClients, Line6ReadCodeAndIdentityOfANewTicket) {
    const HttpAnswer answer = call("POST", "ticket",
                                   R"({"ticket_title":"Title","ticket_content":"<p>C</p>",
        "cate_name":"New Category","status_name":"New Status","account_email":"testuser@whmcs.com",
        "account_code":"KH0001","contact_name":"Ann","expected_at":"2030-01-02",
        "emergency_phone":"0912 345 678"})");
    ASSERT_EQ(answer.status, 200) << answer.body;
    const json::value data = json::parse(answer.body).at("data");
    const std::string code(data.at("ticket_code").as_string());
    const json::value ticket = get("ticket?ticket_code=" + code);
    EXPECT_EQ(ticket.at("id"), data.at("identity"));
    EXPECT_EQ(ticket.at("cate_name"), "New Category");
    EXPECT_EQ(ticket.at("status_name"), "New Status");
    EXPECT_EQ(ticket.at("account_code"), "KH0001");
    EXPECT_EQ(ticket.at("contact_name"), "Ann");
    EXPECT_EQ(ticket.at("expected_at"), "2030-01-02");
    EXPECT_EQ(ticket.at("emergency_phone"), "0912 345 678");
}

/// 7. Retries on 5xx, 429 and connection reset: a write that is sent again, because nobody saw its
/// answer, changes nothing more.
TEST_P(GetflyClients, Line7SendAgainWhatGotNoAnswer) {
    const std::string body = R"({"ticket_code":"ABCXYZ1234","ticket_title":"Again"})";
    EXPECT_EQ(call("PUT", "ticket", body).status, 200);
    const std::string before = events();
    EXPECT_EQ(call("PUT", "ticket", body).status, 200);
    EXPECT_EQ(events(), before);
    const std::string deletion = R"({"ticket_code":"ABCXYZ1234"})";
    EXPECT_EQ(call("DELETE", "ticket", deletion).status, 200);
    EXPECT_EQ(call("DELETE", "ticket", deletion).status, 404);
}

INSTANTIATE_TEST_SUITE_P(BothDatabases, GetflyClients,
                         Values(DatabaseKind::sqlite, DatabaseKind::postgres), DatabaseName{});

}  // namespace desk::test
