#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <fstream>
#include <sstream>

#include "integration/polydesk_binary.hpp"
#include "support/http_client.hpp"
#include "support/served_desk.hpp"
#include "support/temp_folder.hpp"
#include "util/encoding.hpp"

/// Each sample request that the four documents print, sent by a program of the same language to the
/// built binary on a fresh demo desk of its own.
namespace desk::test {

namespace {

namespace json = boost::json;

const std::string kSamples = POLYDESK_SAMPLES;
const std::string kFileContent = "This is a sample text file contents";

std::string text_of(const json::value& value, std::string_view key) {
    return std::string(value.at(key).as_string());
}

class Samples : public testing::Test {
  protected:
    struct Answer {
        int status = 0;
        json::value body;
        std::string text;
    };

    Samples() {
        const ProgramResult demo = polydesk({"demo", "--json"});
        EXPECT_EQ(demo.exit_code, 0) << demo.err;
        demo_ = json::parse(demo.out);
        served_ = std::make_unique<ServedDesk>(serve_on(data()));
    }
    ~Samples() override { EXPECT_EQ(served_->stop(), 0) << served_->log(); }

    [[nodiscard]] std::string data() const { return folder_.path() / "desk"; }
    [[nodiscard]] std::string secret(std::string_view name) const { return text_of(demo_, name); }

    [[nodiscard]] ProgramResult polydesk(std::vector<std::string> args) const {
        return run_polydesk(data(), std::move(args));
    }

    /// Runs a sample program: it prints the status on a line of its own, then the body.
    [[nodiscard]] Answer send(std::vector<std::string> program) const {
        const ProgramResult result = run_program(
            program, {"SAMPLE_URL=" + served_->url(), "SAMPLE_IDENTIFIER=" + secret("identifier"),
                      "SAMPLE_SECRET=" + secret("secret"), "SAMPLE_API_KEY=" + secret("api_key"),
                      "SAMPLE_TOKEN=" + secret("access_token")});
        EXPECT_EQ(result.exit_code, 0) << result.err;
        const std::size_t end = std::min(result.out.find('\n'), result.out.size());
        Answer answer;
        answer.status = std::atoi(result.out.substr(0, end).c_str());
        answer.text = result.out.substr(std::min(end + 1, result.out.size()));
        answer.body = json::parse(answer.text);
        return answer;
    }

    /// A WHMCS action, to look at what a sample has done.
    [[nodiscard]] json::value whmcs(const std::string& action, const std::string& more) const {
        const HttpAnswer answer =
            http_request(served_->port(), "POST", "/includes/api.php",
                         {{"Content-Type", "application/x-www-form-urlencoded"}},
                         "responsetype=json&identifier=" + secret("identifier") +
                             "&secret=" + secret("secret") + "&action=" + action + "&" + more);
        EXPECT_EQ(answer.status, 200);
        return json::parse(answer.body);
    }

    /// All of a ticket, also what no dialect shows.
    [[nodiscard]] json::value shown(const std::string& ticket) const {
        const ProgramResult result = polydesk({"ticket", "show", ticket, "--json"});
        EXPECT_EQ(result.exit_code, 0) << result.err;
        return json::parse(result.out);
    }

    /// What OpenTicket's two samples leave behind.
    void expect_sample_ticket(const std::string& id, const std::string& author) const {
        const json::value ticket = whmcs("GetTicket", "ticketid=" + id);
        EXPECT_EQ(text_of(ticket, "subject"), "This is a sample ticket");
        EXPECT_EQ(text_of(ticket, "deptname"), "Sample Support Department");
        EXPECT_EQ(text_of(ticket, "userid"), "1");
        EXPECT_EQ(text_of(ticket, "priority"), "Medium");
        EXPECT_EQ(text_of(ticket, "status"), "Open");
        EXPECT_EQ(text_of(ticket, "admin"), author);
        const json::value& opening = ticket.at("replies").at("reply").at(0);
        EXPECT_EQ(text_of(opening, "replyid"), "0");
        EXPECT_EQ(text_of(opening, "message"), "This is a **sample** ticket message");
        EXPECT_EQ(opening.at("attachments"),
                  json::parse(R"([{"filename":"sample_text_file.txt","index":0}])"));

        const json::value file =
            whmcs("GetTicketAttachment", "type=ticket&index=0&relatedid=" + id);
        EXPECT_EQ(text_of(file, "filename"), "sample_text_file.txt");
        EXPECT_EQ(base64_decode(text_of(file, "data")), kFileContent);

        const json::value all = shown(id);
        EXPECT_EQ(all.at("client_may_not_close"), json::value(true));
        EXPECT_EQ(text_of(all.at("messages").at(0), "format"), "markdown");
    }

    void expect_getfly_update(const std::string& field) const {
        const json::value ticket = shown("ABCXYZ1234");
        EXPECT_EQ(ticket.at("id"), json::value(1));
        EXPECT_EQ(text_of(ticket, "subject"), "New Title");
        EXPECT_EQ(text_of(ticket.at("status"), "name"), "New Status");
        EXPECT_EQ(text_of(ticket, "expected_on"), "2025-01-01");
        EXPECT_EQ(text_of(ticket, "emergency_phone"), "0123456789");
        EXPECT_EQ(text_of(ticket.at("messages").at(0), "text"), "<p>Updated content</p>");

        const HttpAnswer answer =
            http_request(served_->port(), "GET", "/api/v6.1/ticket?ticket_code=ABCXYZ1234",
                         {{"X-API-KEY", secret("api_key")}});
        const json::value read = json::parse(answer.body);
        EXPECT_EQ(text_of(read, "cate_name"), "New Category");
        EXPECT_EQ(text_of(read, "account_email"), "testuser@whmcs.com");
        EXPECT_EQ(text_of(read.at("custom_fields"), field), "new value");
        EXPECT_EQ(read.at("custom_fields").as_object().size(), 2U);
    }

    [[nodiscard]] const ServedDesk& served() const { return *served_; }

  private:
    TempFolder folder_;
    json::value demo_;
    std::unique_ptr<ServedDesk> served_;
};

/// The Keliweb answer as printed, with `ticketnum` behind `tid`: keys, order, nesting, types,
/// values.
std::string keliweb_answer() {
    std::ifstream in(kSamples + "/keliweb_answer.json");
    std::stringstream text;
    text << in.rdbuf();
    return json::serialize(json::parse(text.str()));
}

const std::vector<std::string> kOpenTicketWords{
    "deptid=1",
    "subject=This is a sample ticket",
    "message=This is a **sample** ticket message",
    "clientid=1",
    "priority=Medium",
    "markdown=true",
    "attachments=" + base64_encode(R"([{"name":"sample_text_file.txt","data":")" +
                                   base64_encode(kFileContent) + R"("}])"),
    "preventClientClosure=true"};

}  // namespace

TEST_F(Samples, OpenTicketSentByPhpOpensTheTicketAndItsFileReadsBackByteForByte) {
    const Answer answer = send({"php", kSamples + "/whmcs_open_ticket.php"});
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(text_of(answer.body, "result"), "success");
    EXPECT_EQ(text_of(answer.body, "id"), "2");
    EXPECT_THAT(text_of(answer.body, "tid"), testing::MatchesRegex("[0-9]{6}"));
    EXPECT_THAT(text_of(answer.body, "c"), testing::MatchesRegex("[A-Za-z0-9]{8}"));
    EXPECT_EQ(answer.body.as_object().size(), 4U);
    expect_sample_ticket("2", /*author=*/"");
}

TEST_F(Samples, OpenTicketThroughTheLocalApiOpensTheTicket) {
    std::vector<std::string> words{"api", "OpenTicket"};
    words.insert(words.end(), kOpenTicketWords.begin(), kOpenTicketWords.end());
    words.insert(words.end(), {"--admin", "demo"});
    const ProgramResult result = polydesk(words);
    EXPECT_EQ(result.exit_code, 0) << result.err;
    const json::value answer = json::parse(result.out);
    EXPECT_EQ(text_of(answer, "result"), "success");
    EXPECT_EQ(text_of(answer, "id"), "2");
    expect_sample_ticket("2", /*author=*/"");
}

TEST_F(Samples, UpdateTicketSentByPhpChangesTheSubjectAlone) {
    const json::value before = whmcs("GetTicket", "ticketid=1");
    const Answer answer = send({"php", kSamples + "/whmcs_update_ticket.php"});
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.text, R"({"result":"success","ticketid":"1"})");
    json::value expected = before;
    expected.at("subject") = "This is a sample updated ticket subject";
    EXPECT_EQ(json::serialize(whmcs("GetTicket", "ticketid=1")), json::serialize(expected));
}

TEST_F(Samples, UpdateTicketThroughTheLocalApiChangesTheSubjectAlone) {
    const json::value before = whmcs("GetTicket", "ticketid=1");
    const ProgramResult result =
        polydesk({"api", "UpdateTicket", "ticketid=1",
                  "subject=This is a sample updated ticket subject", "clientid=1"});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_EQ(result.out, "{\"result\":\"success\",\"ticketid\":\"1\"}\n");
    json::value expected = before;
    expected.at("subject") = "This is a sample updated ticket subject";
    EXPECT_EQ(json::serialize(whmcs("GetTicket", "ticketid=1")), json::serialize(expected));
}

TEST_F(Samples, GetflyPutOfTheBodyTableUpdatesTheTicket) {
    const Answer answer = send({kSamples + "/getfly_update_ticket.sh", "custom_field"});
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.text, R"({"message":"Successfully updated",)"
                           R"("data":{"identity":1,"ticket_code":"ABCXYZ1234"}})");
    expect_getfly_update("custom_field");
}

TEST_F(Samples, GetflyPutOfTheCurlExampleUpdatesTheTicket) {
    const Answer answer = send({kSamples + "/getfly_update_ticket.sh", "extended_field"});
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.text, R"({"message":"Successfully updated",)"
                           R"("data":{"identity":1,"ticket_code":"ABCXYZ1234"}})");
    expect_getfly_update("extended_field");
}

TEST_F(Samples, KeliwebGetTicketSentByPhpIsAnsweredAsPrinted) {
    const Answer answer = send({"php", kSamples + "/keliweb_get_ticket.php"});
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.text, keliweb_answer());
}

TEST_F(Samples, KeliwebGetTicketSentByABrowserIsAnsweredAsPrinted) {
    const Answer answer = send({"node", kSamples + "/keliweb_get_ticket.mjs"});
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.text, keliweb_answer());
}

TEST_F(Samples, KeepSecretsAndBodiesOutOfTheLog) {
    static_cast<void>(send({"php", kSamples + "/whmcs_open_ticket.php"}));
    static_cast<void>(send({"php", kSamples + "/keliweb_get_ticket.php"}));
    const std::string log = served().log();
    for (const char* name : {"identifier", "secret", "api_key", "access_token", "client_secret"}) {
        EXPECT_EQ(log.find(secret(name)), std::string::npos) << name;
    }
    EXPECT_EQ(log.find("sample"), std::string::npos);
}

}  // namespace desk::test
