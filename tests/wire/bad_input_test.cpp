#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "support/repeated.hpp"
#include "support/test_desk.hpp"
#include "util/encoding.hpp"
#include "wire/calls.hpp"

/// Input that is broken in more ways than a golden file could list: cut off, too much of it, nested
/// too deeply, bytes turned over. Each is refused in the dialect's own form and changes nothing.
namespace desk::test {

namespace {

namespace json = boost::json;

const HttpHeaders kMultipart{{"Content-Type", "multipart/form-data; boundary=Xv7"}};
const HttpHeaders kJson{{"Content-Type", "application/json"}};

std::string part(const std::string& name, const std::string& value) {
    return "--Xv7\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value +
           "\r\n";
}

class BadInput : public testing::TestWithParam<DatabaseKind> {
  protected:
    /// As many calls as it takes.
    BadInput()
        : desk_({.database = GetParam(),
                 .settings = {{"getfly_rate_limit", "0"},
                              {"getfly_address_rate_limit", "0"},
                              {"keliweb_rate_limit", "0"},
                              {"keliweb_address_rate_limit", "0"},
                              {"wrong_key_rate_limit", "0"}}}) {}

    [[nodiscard]] std::string pair() const {
        return "identifier=" + desk_.secret("identifier") + "&secret=" + desk_.secret("secret");
    }
    [[nodiscard]] std::string open_form() const {
        return "action=OpenTicket&deptid=1&clientid=1&subject=S&message=M&" + pair();
    }
    [[nodiscard]] std::string open_parts() const {
        return part("action", "OpenTicket") + part("identifier", desk_.secret("identifier")) +
               part("secret", desk_.secret("secret")) + part("deptid", "1") +
               part("clientid", "1") + part("subject", "S") + part("message", "M") +
               "--Xv7\r\nContent-Disposition: form-data; name=\"attachments[]\"; "
               "filename=\"a.txt\"\r\n\r\nsome bytes\r\n";
    }
    [[nodiscard]] HttpAnswer whmcs(const HttpHeaders& headers, const std::string& body) const {
        return desk_.request("POST", "/includes/api.php?responsetype=json", headers, body);
    }
    [[nodiscard]] HttpHeaders getfly_headers() const {
        return {{"Content-Type", "application/json"}, {"X-API-KEY", desk_.secret("api_key")}};
    }
    [[nodiscard]] HttpHeaders keliweb_headers(const std::string& type) const {
        return {{"Content-Type", type},
                {"Authorization", "Bearer " + desk_.secret("access_token")}};
    }

    /// What the desk holds: nothing that was refused may show here.
    [[nodiscard]] std::string state() {
        return desk_.run({"ticket", "show", "1", "--json"}).out +
               desk_.run({"event", "list", "--limit", "1000", "--json"}).out;
    }

    static void expect_refusal(const HttpAnswer& answer, int status, const std::string& message) {
        EXPECT_EQ(answer.status, status);
        EXPECT_EQ(answer.body, R"({"result":"error","message":")" + message + "\"}");
    }

    TestDesk desk_;
};

}  // namespace

TEST_P(BadInput, AMultipartBodyCutOffAnywhereOpensNothing) {
    const std::string before = state();
    const std::string whole = open_parts() + "--Xv7--\r\n";
    HttpConnection connection(desk_.port());
    for (std::size_t length = 1; length + 2 < whole.size(); ++length) {
        const HttpAnswer answer = connection.request("POST", "/includes/api.php?responsetype=json",
                                                     kMultipart, whole.substr(0, length));
        ASSERT_EQ(answer.status, 400) << length;
        ASSERT_EQ(answer.body, R"({"result":"error","message":"Malformed Request"})") << length;
    }
    EXPECT_EQ(state(), before);
    EXPECT_THAT(whmcs(kMultipart, whole).body,
                testing::StartsWith(R"({"result":"success","id":"2")"));
}

TEST_P(BadInput, AGetflyBodyCutOffAnywhereChangesNothing) {
    const std::string before = state();
    const std::string whole =
        R"({"ticket_code":"ABCXYZ1234","ticket_title":"é 😀","custom_fields":{"a":[1,2]}})";
    HttpConnection connection(desk_.port());
    for (std::size_t length = 0; length < whole.size(); ++length) {
        const HttpAnswer answer = connection.request("PUT", "/api/v6.1/ticket", getfly_headers(),
                                                     whole.substr(0, length));
        ASSERT_EQ(answer.status, 400) << length;
        ASSERT_EQ(answer.body, R"({"message":"Invalid JSON"})") << length;
    }
    EXPECT_EQ(state(), before);
}

TEST_P(BadInput, TwoThousandParametersAreTakenAndOneMoreIsRefused) {
    const std::string seven = open_form();
    EXPECT_EQ(whmcs(kForm, seven + repeated("&x=1", 1992)).status, 200);  // responsetype is one
    const std::string before = state();
    expect_refusal(whmcs(kForm, seven + repeated("&x=1", 1993)), 400, "Too Many Parameters");
    expect_refusal(whmcs(kForm, seven + repeated("&x[]=1", 2000)), 400, "Too Many Parameters");
    expect_refusal(whmcs(kMultipart, open_parts() + repeated(part("x", "1"), 2001) + "--Xv7--"),
                   400, "Too Many Parameters");
    expect_refusal(whmcs(kJson, R"({"action":"OpenTicket","x":[)" + repeated("1,", 2000) + "1]}"),
                   400, "Too Many Parameters");
    EXPECT_EQ(state(), before);
}

TEST_P(BadInput, NamesNestedThirtyTwoDeepAreTakenAndOneMoreIsRefused) {
    EXPECT_EQ(whmcs(kForm, open_form() + "&x" + repeated("[a]", 32) + "=1").status, 200);
    const std::string before = state();
    const std::string refusal = "Parameters Nested Too Deeply";
    expect_refusal(whmcs(kForm, open_form() + "&x" + repeated("[a]", 33) + "=1"), 400, refusal);
    expect_refusal(whmcs(kForm, open_form() + "&x" + repeated("[]", 10'000) + "=1"), 400, refusal);
    EXPECT_EQ(whmcs(kJson, R"({"action":"OpenTicket","x":)" + repeated("[", 10'000)).status, 400);
    EXPECT_EQ(state(), before);
}

TEST_P(BadInput, JsonThatIsNoObjectIsRefused) {
    const std::string before = state();
    for (const char* body :
         {"{", "{\"action\":}", "{\"action\":\"OpenTicket\"} x", "{'action':'OpenTicket'}"}) {
        expect_refusal(whmcs(kJson, body), 400, "Malformed Request");
    }
    for (const char* body : {"[]", "1", "\"x\"", "null", "", "nul", "[{}]"}) {
        const HttpAnswer answer = desk_.request("PUT", "/api/v6.1/ticket", getfly_headers(), body);
        EXPECT_EQ(answer.status, 400) << body;
        EXPECT_EQ(answer.body, R"({"message":"Invalid JSON"})") << body;
    }
    EXPECT_EQ(state(), before);
}

TEST_P(BadInput, EscapesThatAreNoneStayAsTheyAre) {
    const HttpAnswer opened = whmcs(
        kForm, "action=OpenTicket&deptid=1&clientid=1&subject=100%25+%zz+%&message=a%2&" + pair());
    EXPECT_THAT(opened.body, testing::StartsWith(R"({"result":"success","id":"2")"));
    const json::value ticket = json::parse(desk_.run({"api", "GetTicket", "ticketid=2"}).out);
    EXPECT_EQ(ticket.at("subject"), json::value("100% %zz %"));
    EXPECT_EQ(ticket.at("replies").at("reply").at(0).at("message"), json::value("a%2"));
}

TEST_P(BadInput, ValuesOfTheWrongTypeAreRefusedByGetflyMemberByMember) {
    const std::string before = state();
    for (const char* member : {"ticket_title", "ticket_content", "account_email", "cate_name",
                               "status_name", "expected_at", "account_code", "contact_name"}) {
        for (const char* value : {"1", "1.5", "true", "{}", "[]", "[\"x\"]"}) {
            const std::string body =
                std::string(R"({"ticket_code":"ABCXYZ1234",")") + member + "\":" + value + "}";
            const HttpAnswer answer =
                desk_.request("PUT", "/api/v6.1/ticket", getfly_headers(), body);
            EXPECT_EQ(answer.status, 400) << body;
            EXPECT_THAT(answer.body, testing::HasSubstr(std::string("\"") + member + "\":["))
                << body;
        }
    }
    for (const char* value : {"1", "\"x\"", "true", "[1]"}) {
        const std::string body =
            std::string(R"({"ticket_code":"ABCXYZ1234","custom_fields":)") + value + "}";
        EXPECT_EQ(desk_.request("PUT", "/api/v6.1/ticket", getfly_headers(), body).status, 400);
    }
    EXPECT_EQ(state(), before);
}

/// Requests with some bytes turned over, the same ones in every run. Whatever becomes of them, it
/// is an answer in the dialect's form, never a fault.
TEST_P(BadInput, BytesTurnedOverNeverMakeAFault) {
    struct Sound {
        std::string method;
        std::string target;
        HttpHeaders headers;
        std::string body;
    };
    const std::string serialised =
        base64_encode("a:2:{i:1;s:3:\"one\";s:1:\"2\";a:1:{i:0;d:1.5;}}");
    const std::string files = base64_encode(R"([{"name":"a.txt","data":"YWJj"}])");
    const std::vector<Sound> requests{
        {"POST", "/includes/api.php?responsetype=json", kForm,
         open_form() +
             "&created=2025-12-31T23:59:58%2B07:00&cc=a@b.example,c@d.example&markdown=1" +
             "&customfields=" + serialised + "&attachments=" + files},
        {"POST", "/includes/api.php?responsetype=xml", kMultipart, open_parts() + "--Xv7--\r\n"},
        {"POST", "/includes/api.php", kForm,
         "action=UpdateTicket&ticketid=1&status=Open&userid=1&flag=1&created=2025-12-31&" + pair()},
        {"POST", "/includes/api.php?responsetype=json", kForm,
         "action=AddTicketReply&ticketid=1&clientid=1&contactid=1&adminusername=demo&message=M&" +
             pair() + "&status=Open&created=2025-12-31+23:59:58&markdown=1&customfields=" +
             serialised + "&attachments=" + files},
        {"POST", "/includes/api.php?responsetype=xml", kForm,
         "action=AddTicketNote&ticketnum=%23516757&message=M&" + pair() + "&attachments=" + files},
        {"PUT", "/api/v6.1/ticket", getfly_headers(),
         R"({"ticket_code":"ABCXYZ1234","ticket_title":"T","ticket_content":"<p>x<b>y</p>",)"
         R"("account_email":"testuser@whmcs.com","cate_name":"New Category","expected_at":"2025-01-01",)"
         R"("custom_fields":{"custom_field":"new value"},"emergency_phone":"0123456789"})"},
        {"POST", "/api/v2/keliweb/get-ticket", keliweb_headers("multipart/form-data; boundary=Xv7"),
         part("ticketid", "1") + part("repliessort", "DESC") + "--Xv7--\r\n"},
        {"POST", "/api/v2/keliweb/get-ticket", keliweb_headers("multipart/form-data"),
         "ticketid=1"},
        {"POST", "/api/v2/keliweb/open-ticket",
         keliweb_headers("multipart/form-data; boundary=Xv7"), open_parts() + "--Xv7--\r\n"},
        {"POST", "/api/v2/keliweb/add-ticket-reply", keliweb_headers("multipart/form-data"),
         "ticketid=1&message=M&contactid=1&customfields=" + serialised + "&attachments=" + files},
        {"POST", "/oauth/token", kForm,
         "grant_type=refresh_token&client_id=" + desk_.secret("client_id") +
             "&client_secret=" + desk_.secret("client_secret") + "&refresh_token=def502"},
    };
    FakeRandom random(7);
    for (const Sound& sound : requests) {
        HttpConnection connection(desk_.port());
        for (int round = 0; round < 150; ++round) {
            std::string body = sound.body;
            for (std::uint32_t turn = 0; turn <= random.below(4); ++turn) {
                body[random.below(static_cast<std::uint32_t>(body.size()))] =
                    static_cast<char>(random.below(256));
            }
            const HttpAnswer answer =
                connection.request(sound.method, sound.target, sound.headers, body);
            ASSERT_LT(answer.status, 500) << sound.target << ": " << body;
            ASSERT_FALSE(answer.body.empty()) << sound.target << ": " << body;
        }
    }
    EXPECT_EQ(desk_.request("GET", "/readyz").status, 200);
}

/// Random bytes as whole bodies, under every content type.
TEST_P(BadInput, NoiseNeverMakesAFault) {
    FakeRandom random(11);
    HttpConnection connection(desk_.port());
    for (const char* type : {"application/x-www-form-urlencoded", "multipart/form-data",
                             "multipart/form-data; boundary=Xv7", "multipart/mixed; boundary=\"",
                             "application/json", "text/plain; charset=\"", ""}) {
        for (int round = 0; round < 40; ++round) {
            std::string body(random.below(600), ' ');
            random.fill(std::as_writable_bytes(std::span(body)));
            if (round % 4 == 0) body.insert(0, "--");
            if (round % 4 == 1) body.insert(0, "{");
            for (const char* target : {"/includes/api.php", "/api/v6.1/ticket",
                                       "/api/v2/keliweb/get-ticket", "/oauth/token"}) {
                HttpHeaders headers = keliweb_headers(type);
                headers.emplace_back("X-API-KEY", desk_.secret("api_key"));
                const HttpAnswer answer = connection.request("POST", target, headers, body);
                ASSERT_LT(answer.status, 500) << target << " " << type;
            }
        }
    }
    EXPECT_EQ(desk_.request("GET", "/readyz").status, 200);
}

INSTANTIATE_TEST_SUITE_P(BothDatabases, BadInput,
                         testing::Values(DatabaseKind::sqlite, DatabaseKind::postgres),
                         DatabaseName{});

}  // namespace desk::test
