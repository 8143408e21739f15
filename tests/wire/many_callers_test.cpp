#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json.hpp>
#include <mutex>
#include <set>
#include <thread>

#include "support/test_desk.hpp"
#include "util/encoding.hpp"
#include "wire/calls.hpp"

/// Many callers at once, on one desk: each gets its own answer, and the rows say the same.
namespace desk::test {

namespace {

namespace json = boost::json;

constexpr int kCallers = 16;
constexpr int kRounds = 12;

class ManyCallers : public testing::TestWithParam<DatabaseKind> {
  protected:
    ManyCallers() : desk_({.database = GetParam()}) {}

    [[nodiscard]] std::string call(const std::string& action, const std::string& more) const {
        return "responsetype=json&identifier=" + desk_.secret("identifier") +
               "&secret=" + desk_.secret("secret") + "&action=" + action + "&" + more;
    }
    static json::value send(HttpConnection& connection, const std::string& form) {
        return json::parse(connection.request("POST", "/includes/api.php", kForm, form).body);
    }

    TestDesk desk_;
};

}  // namespace

/// Successes and refusals side by side, so that they share batches of the writer.
TEST_P(ManyCallers, EachGetsItsOwnAnswerAndRefusalsTakeNothingWithThem) {
    std::mutex mutex;
    std::set<std::string> ids;
    std::set<std::string> numbers;
    std::vector<std::string> wrong;
    const auto caller = [&](int who) {
        HttpConnection connection(desk_.port());
        for (int round = 0; round < kRounds; ++round) {
            const std::string subject = "S" + std::to_string(who) + "-" + std::to_string(round);
            const std::string opening = "deptid=1&clientid=1&message=M&subject=" + subject;
            std::string id;
            if (round % 3 == 0) {
                const json::value refused =
                    send(connection, call("OpenTicket", opening + "&deptid=99"));
                const json::value undone =
                    send(connection, call("UpdateTicket", "ticketid=1&subject=Never&userid=99"));
                const std::scoped_lock lock(mutex);
                if (text_of(refused, "message") != "Department ID not found" ||
                    text_of(undone, "message") != "Client ID Not Found") {
                    wrong.push_back(json::serialize(refused) + json::serialize(undone));
                }
                continue;
            }
            const json::value opened = send(connection, call("OpenTicket", opening));
            id = text_of(opened, "id");
            const json::value read = send(connection, call("GetTicket", "ticketid=" + id));
            const std::scoped_lock lock(mutex);
            if (text_of(read, "subject") != subject) wrong.push_back(subject + " became " + id);
            if (text_of(read, "tid") != text_of(opened, "tid")) wrong.push_back(id);
            ids.insert(id);
            numbers.insert(text_of(opened, "tid"));
        }
    };
    std::vector<std::thread> callers;
    for (int who = 0; who < kCallers; ++who) callers.emplace_back(caller, who);
    for (std::thread& thread : callers) thread.join();

    constexpr std::size_t kOpened = kCallers * kRounds * 2 / 3;
    EXPECT_EQ(wrong, std::vector<std::string>{});
    EXPECT_EQ(ids.size(), kOpened);
    EXPECT_EQ(numbers.size(), kOpened);
    // Row by row: as many openings in the change feed as were answered, and the ticket that the
    // refused updates aimed at is what it was.
    const std::string events = desk_.run({"event", "list", "--limit", "1000", "--json"}).out;
    std::size_t openings = 0;
    for (std::size_t at = events.find("\"TicketOpen\""); at != std::string::npos;
         at = events.find("\"TicketOpen\"", at + 1)) {
        ++openings;
    }
    EXPECT_EQ(openings, kOpened + 1);  // the demo's own
    const json::value demo = json::parse(desk_.run({"api", "GetTicket", "ticketid=1"}).out);
    EXPECT_EQ(text_of(demo, "subject"), "This is a sample ticket");
}

TEST_P(ManyCallers, UpdatingOneTicketThroughTwoDialectsLosesNoUpdate) {
    const auto through_whmcs = [&] {
        HttpConnection connection(desk_.port());
        for (int round = 0; round < kRounds; ++round) {
            send(connection,
                 call("UpdateTicket",
                      "ticketid=1&priority=" + std::string(round % 2 == 0 ? "High" : "Low")));
        }
    };
    const auto through_getfly = [&] {
        HttpConnection connection(desk_.port());
        for (int round = 0; round < kRounds; ++round) {
            const HttpAnswer answer = connection.request(
                "PUT", "/api/v6.1/ticket", {{"X-API-KEY", desk_.secret("api_key")}},
                R"({"ticket_code":"ABCXYZ1234","emergency_phone":")" + std::to_string(round) +
                    "\"}");
            EXPECT_EQ(answer.status, 200) << answer.body;
        }
    };
    std::thread one(through_whmcs);
    std::thread two(through_getfly);
    one.join();
    two.join();
    const json::value ticket = json::parse(desk_.run({"ticket", "show", "1", "--json"}).out);
    EXPECT_EQ(text_of(ticket, "priority"), "Low");
    EXPECT_EQ(text_of(ticket, "emergency_phone"), std::to_string(kRounds - 1));
    const std::int64_t changes = ticket.at("version").as_int64();
    EXPECT_EQ(changes, 5 + 2 * kRounds);  // the demo's ticket starts at 5
}

TEST_P(ManyCallers, FilesOfMegabytesReadBackByteForByte) {
    FakeRandom random(3);
    std::string bytes(3 * 1024 * 1024 + 17, ' ');
    random.fill(std::as_writable_bytes(std::span(bytes)));
    std::string body;
    for (const auto& [name, value] : {std::pair<std::string, std::string>{"action", "OpenTicket"},
                                      {"responsetype", "json"},
                                      {"identifier", desk_.secret("identifier")},
                                      {"secret", desk_.secret("secret")},
                                      {"deptid", "1"},
                                      {"clientid", "1"},
                                      {"subject", "S"},
                                      {"message", "M"}}) {
        body += "--Xv7\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value +
                "\r\n";
    }
    body +=
        "--Xv7\r\nContent-Disposition: form-data; name=\"attachments[]\"; filename=\"a.zip\"\r\n"
        "Content-Type: application/zip\r\n\r\n" +
        bytes + "\r\n--Xv7--\r\n";
    const HttpAnswer opened = desk_.request(
        "POST", "/includes/api.php", {{"Content-Type", "multipart/form-data; boundary=Xv7"}}, body);
    ASSERT_EQ(text_of(json::parse(opened.body), "result"), "success") << opened.body;
    HttpConnection connection(desk_.port());
    const json::value file =
        send(connection, call("GetTicketAttachment", "type=ticket&index=0&relatedid=2"));
    EXPECT_TRUE(base64_decode(text_of(file, "data")) == bytes);
}

/// Customers and staff at once: every reply is there, under a number of its own, and the ticket is
/// as the last of them left it.
TEST_P(ManyCallers, ReplyingToOneTicketLosesNoReply) {
    std::mutex mutex;
    std::set<std::string> ids;
    const auto caller = [&](int who) {
        HttpConnection connection(desk_.port());
        for (int round = 0; round < kRounds; ++round) {
            const std::string author = who % 2 == 0 ? "&clientid=1" : "&adminusername=demo";
            const json::value replied =
                send(connection, call("AddTicketReply", "ticketid=1&message=M" + author));
            const std::scoped_lock lock(mutex);
            ids.insert(text_of(replied, "replyid"));
        }
    };
    std::vector<std::thread> callers;
    for (int who = 0; who < kCallers; ++who) callers.emplace_back(caller, who);
    for (std::thread& thread : callers) thread.join();

    EXPECT_EQ(ids.size(), static_cast<std::size_t>(kCallers) * kRounds);
    HttpConnection connection(desk_.port());
    const json::value ticket = send(connection, call("GetTicket", "ticketid=1"));
    std::set<std::string> shown;
    for (const json::value& reply : ticket.at("replies").at("reply").as_array()) {
        shown.insert(text_of(reply, "replyid"));
    }
    for (const std::string& id : ids) EXPECT_TRUE(shown.contains(id)) << id;
    EXPECT_EQ(shown.size(), ids.size() + 3);  // the demo's two, and the opening
    const auto last = ticket.at("replies").at("reply").as_array().back();
    EXPECT_EQ(text_of(ticket, "status"),
              text_of(last, "admin").empty() ? "Customer-Reply" : "Answered");
}

INSTANTIATE_TEST_SUITE_P(BothDatabases, ManyCallers,
                         testing::Values(DatabaseKind::sqlite, DatabaseKind::postgres),
                         DatabaseName{});

}  // namespace desk::test
