#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <set>

#include "support/test_desk.hpp"
#include "util/encoding.hpp"
#include "util/password.hpp"
#include "wire/calls.hpp"
#include "wire/golden_text.hpp"

/// The compatibility checklist of the WHMCS interface (spec/whmcs.md, section 14): a test for each
/// of its lines, named by its number. Most lines are shown in more detail by golden files; here
/// they stand together, as one list.
namespace desk::test {

namespace {

namespace json = boost::json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

using Params = std::vector<std::pair<std::string, std::string>>;

constexpr std::string_view kPath = "/includes/api.php";

std::string form(const Params& params) {
    std::string text;
    for (const auto& [name, value] : params) {
        if (!text.empty()) text += '&';
        text += wire::percent_encode(name) + "=" + wire::percent_encode(value);
    }
    return text;
}

Params both(Params params, const Params& more) {
    params.insert(params.end(), more.begin(), more.end());
    return params;
}

}  // namespace

class WhmcsChecklist : public testing::TestWithParam<DatabaseKind> {
  protected:
    WhmcsChecklist() {
        desk.write([](core::Tx& tx) { add_neighbours(tx, ""); });
    }

    [[nodiscard]] Params pair() const {
        return {{"identifier", desk.secret("identifier")}, {"secret", desk.secret("secret")}};
    }
    [[nodiscard]] HttpAnswer post(const Params& params, std::string_view target = kPath) const {
        return desk.request("POST", target, {{"Content-Type", "application/x-www-form-urlencoded"}},
                            form(params));
    }
    [[nodiscard]] HttpAnswer answer_in(std::string_view format, const std::string& action,
                                       const Params& params) const {
        Params all = both({{"action", action}}, both(pair(), params));
        if (!format.empty()) all.emplace_back("responsetype", format);
        return post(all);
    }
    /// The answer in JSON, which is a success or a refusal and nothing else.
    json::object call(const std::string& action, const Params& params = {}) const {
        const HttpAnswer answer = answer_in("json", action, params);
        EXPECT_EQ(answer.status, 200) << answer.body;
        EXPECT_EQ(answer.header("Content-Type"), "application/json");
        return json::parse(answer.body).as_object();
    }
    json::object succeed(const std::string& action, const Params& params = {}) const {
        json::object answer = call(action, params);
        EXPECT_EQ(answer.at("result"), "success") << json::serialize(answer);
        return answer;
    }
    /// The message of the refusal; "success" where there was none.
    std::string refusal(const std::string& action, const Params& params = {}) const {
        const json::object answer = call(action, params);
        return answer.at("result") == "error" ? text_of(answer, "message") : "success";
    }
    /// \return the new ticket's id
    std::string open(const Params& params = {}) const {
        Params all = params;
        for (const auto& [name, value] : Params{{"deptid", "1"},
                                                {"clientid", "1"},
                                                {"subject", "Subject"},
                                                {"message", "Message"}}) {
            const bool is_given = std::any_of(params.begin(), params.end(),
                                              [&](const auto& p) { return p.first == name; });
            if (!is_given) all.emplace_back(name, value);
        }
        return text_of(succeed("OpenTicket", all), "id");
    }
    json::object ticket(const std::string& id) const {
        return succeed("GetTicket", {{"ticketid", id}});
    }
    json::array replies(const std::string& id) const {
        return ticket(id).at("replies").at("reply").as_array();
    }
    std::string status_of(const std::string& id) const { return text_of(ticket(id), "status"); }
    /// All of it, also what the dialect does not show.
    json::object shown(const std::string& id) {
        return json::parse(desk.run({"ticket", "show", id, "--json"}).out).as_object();
    }
    /// The ids of a list of tickets.
    std::vector<std::string> listed(const Params& params) const {
        std::vector<std::string> ids;
        const json::object list = succeed("GetTickets", params);
        for (const json::value& row : list.at("tickets").at("ticket").as_array()) {
            ids.push_back(text_of(row, "id"));
        }
        return ids;
    }

    TestDesk desk{TestDeskOptions{.database = GetParam()}};
};
RUN_ON_BOTH_DATABASES(WhmcsChecklist);

TEST_P(WhmcsChecklist, Line1ACredentialPairWorksInEitherFieldsAndBlanksInTheOtherDoNoHarm) {
    const std::string identifier = desk.secret("identifier");
    const std::string secret = desk.secret("secret");
    const Params call{{"action", "GetTicket"}, {"responsetype", "json"}, {"ticketid", "1"}};
    for (const Params& who : {
             Params{{"identifier", identifier}, {"secret", secret}},
             Params{{"username", identifier}, {"password", secret}},
             Params{{"identifier", identifier},
                    {"secret", secret},
                    {"username", ""},
                    {"password", ""},
                    {"accesskey", ""}},
             Params{{"username", identifier},
                    {"password", secret},
                    {"identifier", ""},
                    {"secret", ""}},
         }) {
        const HttpAnswer answer = post(both(call, who));
        EXPECT_EQ(answer.status, 200) << answer.body;
        EXPECT_THAT(answer.body, StartsWith(R"({"result":"success")"));
    }
}

TEST_P(WhmcsChecklist, Line2MD5LoginAndAnAccessKeyInTheQuery) {
    desk.database().sql("UPDATE agent SET login_digest_hash = '" +
                        hash_password(std::string(kDigest)) + "' WHERE id = 1");
    ASSERT_EQ(desk.run({"setting", "set", "md5_login", "true"}).exit_code, 0);
    ASSERT_EQ(desk.run({"setting", "set", "api_networks", "203.0.113.0/24"}).exit_code, 0);
    ASSERT_EQ(desk.run({"setting", "set", "api_access_key_sha256", "let-me-in"}).exit_code, 0);
    const Params login{{"action", "GetTicket"},
                       {"responsetype", "json"},
                       {"ticketid", "1"},
                       {"username", "demo"},
                       {"password", std::string(kDigest)}};
    EXPECT_THAT(post(login).body, HasSubstr("Invalid IP 127.0.0.1"));
    const HttpAnswer answer = post(login, "/includes/api.php?accesskey=let-me-in");
    EXPECT_THAT(answer.body, StartsWith(R"({"result":"success")"));
}

TEST_P(WhmcsChecklist, Line3ARefusalOfTheCallerHasABodyInTheFormatAskedFor) {
    Params wrong{
        {"action", "GetTicket"}, {"identifier", desk.secret("identifier")}, {"secret", "no"}};
    const auto in = [&](const std::string& format) {
        const HttpAnswer answer = post(both(wrong, {{"responsetype", format}}));
        EXPECT_EQ(answer.status, 403);
        return answer;
    };
    EXPECT_EQ(in("json").body, R"({"result":"error","message":"Authentication Failed"})");
    EXPECT_THAT(in("xml").header("Content-Type"), StartsWith("application/xml"));
    EXPECT_THAT(in("xml").body, HasSubstr("<action>getticket</action><result>error</result>"
                                          "<message>Authentication Failed</message>"));
    EXPECT_EQ(in("nvp").body, "result=error;message=Authentication Failed;");
}

TEST_P(WhmcsChecklist, Line4EveryTransport) {
    const Params all =
        both(pair(), {{"action", "GetTicket"}, {"responsetype", "json"}, {"ticketid", "1"}});
    const auto expect_success = [](const HttpAnswer& answer) {
        EXPECT_EQ(answer.status, 200) << answer.body;
        EXPECT_THAT(answer.body, StartsWith(R"({"result":"success")"));
    };
    expect_success(desk.request("GET", std::string(kPath) + "?" + form(all)));
    expect_success(post(all));
    std::string parts;
    for (const auto& [name, value] : all) {
        parts += "--Xv7\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value +
                 "\r\n";
    }
    expect_success(desk.request("POST", kPath,
                                {{"Content-Type", "multipart/form-data; boundary=Xv7"}},
                                parts + "--Xv7--\r\n"));
    expect_success(post(all, "//includes/api.php"));
}

TEST_P(WhmcsChecklist, Line5AnActionInAnyLetterCaseWithABlankBehindIt) {
    for (const char* action : {"GetTicket", "getticket", "GETTICKET", "GetTicket ", " getTicket"}) {
        EXPECT_EQ(text_of(succeed(action, {{"ticketid", "1"}}), "tid"), "516757") << action;
    }
}

TEST_P(WhmcsChecklist, Line6EveryResponseType) {
    const Params subject{{"ticketid", "1"}, {"subject", "Subject"}};
    EXPECT_EQ(answer_in("json", "UpdateTicket", subject).body,
              R"({"result":"success","ticketid":"1"})");
    const HttpAnswer xml = answer_in("xml", "UpdateTicket", subject);
    EXPECT_EQ(xml.header("Content-Type"), "application/xml");
    EXPECT_THAT(xml.body, HasSubstr("<result>success</result><ticketid>1</ticketid>"));
    EXPECT_EQ(answer_in("", "UpdateTicket", subject).body, "result=success;ticketid=1;");
    EXPECT_EQ(answer_in("nvp", "UpdateTicket", subject).body, "result=success;ticketid=1;");
    EXPECT_THAT(answer_in("", "GetTicket", {{"ticketid", "1"}}).body, StartsWith("<?xml version"));
}

TEST_P(WhmcsChecklist, Line7ListsAreContainersWithAnArray) {
    const std::string id = open();
    const auto expect_list = [this](const std::string& action, const Params& params,
                                    const std::string& container, const std::string& item,
                                    std::size_t size) {
        const json::object answer = succeed(action, params);
        ASSERT_TRUE(answer.at(container).at(item).is_array()) << action;
        EXPECT_EQ(answer.at(container).at(item).as_array().size(), size) << action;
        if (const json::value* total = answer.if_contains("totalresults")) {
            EXPECT_EQ(total->to_number<std::size_t>(), size) << action;
        }
    };
    expect_list("GetTickets", {{"subject", "nothing"}}, "tickets", "ticket", 0);
    expect_list("GetTickets", {{"subject", "sample"}}, "tickets", "ticket", 1);
    expect_list("GetTicket", {{"ticketid", id}}, "notes", "note", 0);
    expect_list("GetTicket", {{"ticketid", id}}, "replies", "reply", 1);
    expect_list("GetTicketNotes", {{"ticketid", id}}, "notes", "note", 0);
    expect_list("GetTicketNotes", {{"ticketid", "1"}}, "notes", "note", 1);
    expect_list("GetTicketPredefinedCats", {}, "categories", "category", 0);
    expect_list("GetTicketPredefinedReplies", {}, "predefinedreplies", "predefinedreply", 0);
    ASSERT_EQ(desk.run({"predefined-category", "add", "--name", "Orders"}).exit_code, 0);
    expect_list("GetTicketPredefinedCats", {}, "categories", "category", 1);
    const json::object list = succeed("GetTickets", {{"limitnum", "1"}});
    EXPECT_TRUE(list.at("numreturned").is_number());
    EXPECT_TRUE(list.at("startnumber").is_number());
    EXPECT_EQ(list.at("numreturned").as_int64(), 1);
}

TEST_P(WhmcsChecklist, Line8ATicketsIdHasOneTypeEverywhere) {
    const json::object opened = succeed(
        "OpenTicket", {{"deptid", "1"}, {"clientid", "1"}, {"subject", "S"}, {"message", "M"}});
    const json::value& id = opened.at("id");
    ASSERT_TRUE(id.is_string());
    const Params named{{"ticketid", std::string(id.as_string())}};
    EXPECT_EQ(succeed("UpdateTicket", named).at("ticketid"), id);
    EXPECT_EQ(ticket(named[0].second).at("ticketid"), id);
    EXPECT_EQ(ticket(named[0].second).at("id"), id);
    EXPECT_EQ(succeed("GetTickets").at("tickets").at("ticket").at(0).at("id"), id);
    const std::string other = open();
    EXPECT_EQ(succeed("MergeTicket", both(named, {{"mergeticketids", other}})).at("ticketid"), id);
    EXPECT_EQ(
        succeed("GetTicketNotes", {{"ticketid", "1"}}).at("notes").at("note").at(0).at("ticketid"),
        json::value("1"));
}

TEST_P(WhmcsChecklist, Line9TheOpeningMessageIsAReply) {
    const json::object ascending = ticket("1");
    EXPECT_FALSE(ascending.contains("message"));
    const json::array first = ascending.at("replies").at("reply").as_array();
    EXPECT_EQ(text_of(first.front(), "replyid"), "0");
    EXPECT_FALSE(first.front().as_object().contains("rating"));
    EXPECT_TRUE(first.back().as_object().contains("rating"));
    const json::object descending =
        succeed("GetTicket", {{"ticketid", "1"}, {"repliessort", "DESC"}});
    EXPECT_EQ(text_of(descending.at("replies").at("reply").as_array().back(), "replyid"), "0");
}

TEST_P(WhmcsChecklist, Line10ANotesIdIsCalledNoteidInGetTicketAndIdInGetTicketNotes) {
    const json::value in_ticket = ticket("1").at("notes").at("note").at(0);
    const json::value in_notes =
        succeed("GetTicketNotes", {{"ticketid", "1"}}).at("notes").at("note").at(0);
    EXPECT_EQ(in_ticket.at("noteid"), json::value("1"));
    EXPECT_FALSE(in_ticket.as_object().contains("id"));
    EXPECT_EQ(in_notes.at("id"), json::value("1"));
    EXPECT_FALSE(in_notes.as_object().contains("noteid"));
}

TEST_P(WhmcsChecklist, Line11RefusalsHaveTheirExactLetterCase) {
    const Params unknown{{"ticketid", "999"}, {"message", "M"}, {"replyid", "1"}};
    for (const char* action : {"AddTicketReply", "AddTicketNote", "DeleteTicket"}) {
        EXPECT_EQ(refusal(action, unknown), "Ticket ID not found") << action;
    }
    for (const char* action : {"UpdateTicket", "DeleteTicketReply", "BlockTicketSender",
                               "GetTicket", "GetTicketNotes"}) {
        EXPECT_EQ(refusal(action, unknown), "Ticket ID Not Found") << action;
    }
    const Params ticket{{"clientid", "1"}, {"subject", "S"}, {"message", "M"}, {"deptid", "999"}};
    EXPECT_EQ(refusal("OpenTicket", ticket), "Department ID not found");
    EXPECT_EQ(refusal("UpdateTicket", both(ticket, {{"ticketid", "1"}})),
              "Department ID Not Found");
    EXPECT_EQ(refusal("AddTicketNote", {{"ticketid", "1"}}), "Message is required");
    EXPECT_EQ(refusal("UpdateTicketReply", {{"replyid", "1"}}), "Message is Required");
}

TEST_P(WhmcsChecklist, Line12CustomFields) {
    const auto values = [this](const std::string& serialised) {
        const std::string id = open({{"deptid", "2"}, {"customfields", base64_encode(serialised)}});
        return shown(id).at("custom_fields").as_object();
    };
    const auto expect_refused = [this](const std::string& sent) {
        EXPECT_EQ(refusal("OpenTicket", {{"deptid", "2"},
                                         {"clientid", "1"},
                                         {"subject", "S"},
                                         {"message", "M"},
                                         {"customfields", sent}}),
                  "Invalid Custom Fields")
            << sent;
    };
    EXPECT_EQ(values(R"(a:1:{i:1;s:3:"one";})").at("custom_field"), "one");
    EXPECT_EQ(values(R"(a:1:{s:1:"2";s:3:"two";})").at("extended_field"), "two");
    EXPECT_EQ(values("a:1:{i:1;s:14:\"đường 🐞\";}").at("custom_field"), "đường 🐞");
    EXPECT_EQ(values(R"(a:1:{i:999;s:1:"x";})").at("custom_field"), json::value());
    const auto before = listed({});
    expect_refused("***");
    expect_refused(base64_encode("a:1:{i:1;s:3:\"one\""));
    expect_refused(base64_encode(R"(O:8:"stdClass":1:{s:1:"1";s:1:"x";})"));
    expect_refused(base64_encode(R"(a:1:{i:1;O:8:"stdClass":0:{}})"));
    EXPECT_EQ(listed({}), before) << "a refused call opens nothing";
}

TEST_P(WhmcsChecklist, Line13Attachments) {
    const std::string nul_and_high("\0\xff", 2);
    json::array files;
    for (const auto& [name, bytes] :
         Params{{"thư.txt", "one"}, {"../../etc/passwd.txt", ""}, {"three.txt", nul_and_high}}) {
        files.push_back({{"name", name}, {"data", base64_encode(bytes)}});
    }
    const std::string id = open({{"attachments", base64_encode(json::serialize(files))}});
    EXPECT_EQ(replies(id)[0].at("attachments"),
              json::parse(R"([{"filename":"thư.txt","index":0},{"filename":"passwd.txt","index":1},
                              {"filename":"three.txt","index":2}])"));
    const auto file = [&](const std::string& index) {
        return call("GetTicketAttachment",
                    {{"type", "ticket"}, {"relatedid", id}, {"index", index}});
    };
    EXPECT_EQ(base64_decode(text_of(file("0"), "data")), "one");
    EXPECT_EQ(base64_decode(text_of(file("1"), "data")), "");
    EXPECT_EQ(base64_decode(text_of(file("2"), "data")), nul_and_high);
    EXPECT_EQ(text_of(file("3"), "message"), "Invalid Attachment Index");
    EXPECT_EQ(text_of(file(""), "message"), "Attachment Index Required");

    const std::string in_brackets = open({{"attachments[0][name]", "a.txt"},
                                          {"attachments[0][data]", base64_encode("a")},
                                          {"attachments[1][filename]", "b.txt"},
                                          {"attachments[1][data]", base64_encode("b")}});
    EXPECT_EQ(replies(in_brackets)[0].at("attachments").as_array().size(), 2U);
    EXPECT_EQ(replies(open({{"attachments", ""}}))[0].at("attachments"), json::array());

    std::string parts;
    for (const auto& [name, value] : both(pair(), {{"action", "OpenTicket"},
                                                   {"responsetype", "json"},
                                                   {"deptid", "1"},
                                                   {"clientid", "1"},
                                                   {"subject", "S"},
                                                   {"message", "M"}})) {
        parts += "--Xv7\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value +
                 "\r\n";
    }
    parts +=
        "--Xv7\r\nContent-Disposition: form-data; name=\"attachments[]\"; filename=\"up.txt\"\r\n"
        "Content-Type: text/plain\r\n\r\nuploaded\r\n--Xv7--\r\n";
    const HttpAnswer uploaded =
        desk.request("POST", kPath, {{"Content-Type", "multipart/form-data; boundary=Xv7"}}, parts);
    const std::string up = text_of(json::parse(uploaded.body), "id");
    EXPECT_EQ(replies(up)[0].at("attachments"),
              json::parse(R"([{"filename":"up.txt","index":0}])"));
    EXPECT_EQ(refusal("OpenTicket", {{"deptid", "1"},
                                     {"clientid", "1"},
                                     {"subject", "S"},
                                     {"message", "M"},
                                     {"attachments", "***"}}),
              "Invalid Attachment Data");
}

TEST_P(WhmcsChecklist, Line14Booleans) {
    const auto prevents = [this](const std::string& value) {
        // A department that prevents closure: what is absent is true, and false is false.
        return shown(open({{"deptid", "3"}, {"preventClientClosure", value}}))
            .at("client_may_not_close")
            .as_bool();
    };
    for (const char* yes : {"1", "true", "on", "undefined", "null"})
        EXPECT_TRUE(prevents(yes)) << yes;
    for (const char* no : {"0", "false", ""}) EXPECT_FALSE(prevents(no)) << no;
    const std::string id = open({{"preventClientClosure", "undefined"}});
    EXPECT_FALSE(shown(id).at("client_may_not_close").as_bool());
}

TEST_P(WhmcsChecklist, Line15Created) {
    const auto date = [this](const std::string& created) {
        return text_of(ticket(open({{"created", created}})), "date");
    };
    EXPECT_EQ(date("2025-01-31 18:05:09"), "2025-01-31 18:05:09");
    EXPECT_EQ(date("2025-01-31T18:05:09Z"), "2025-01-31 18:05:09");
    EXPECT_EQ(date("2025-01-31T18:05:09.123+02:00"), "2025-01-31 16:05:09");
    EXPECT_EQ(date("2025-01-31"), "2025-01-31 00:00:00");
    EXPECT_EQ(date("undefined"), "2026-01-02 03:04:05");
    const Params ticket{{"deptid", "1"},  {"clientid", "1"}, {"subject", "S"},
                        {"message", "M"}, {"ticketid", "1"}, {"replyid", "1"}};
    const Params future{{"created", "2027-01-01 00:00:00"}};
    const Params garbage{{"created", "the day before"}};
    for (const char* action : {"OpenTicket", "UpdateTicket", "AddTicketNote"}) {
        EXPECT_EQ(refusal(action, both(ticket, future)),
                  "Ticket creation date cannot be in the future")
            << action;
        EXPECT_EQ(refusal(action, both(ticket, garbage)), "Invalid Date Format") << action;
    }
    for (const char* action : {"AddTicketReply", "UpdateTicketReply"}) {
        EXPECT_EQ(refusal(action, both(ticket, future)),
                  "Reply creation date cannot be in the future")
            << action;
        EXPECT_EQ(refusal(action, both(ticket, garbage)), "Invalid Date Format") << action;
    }
}

TEST_P(WhmcsChecklist, Line16Transitions) {
    ASSERT_EQ(status_of("1"), "Closed");
    const Params client{{"ticketid", "1"}, {"clientid", "1"}, {"message", "M"}};
    const Params staff{{"ticketid", "1"}, {"adminusername", "demo"}, {"message", "M"}};
    succeed("AddTicketReply", client);
    EXPECT_EQ(status_of("1"), "Customer-Reply");
    succeed("AddTicketReply", staff);
    EXPECT_EQ(status_of("1"), "Answered");
    succeed("AddTicketReply", both(staff, {{"status", "on hold"}}));
    EXPECT_EQ(status_of("1"), "On Hold");
    const std::size_t count = replies("1").size();
    EXPECT_EQ(refusal("AddTicketReply", both(client, {{"status", "Nowhere"}})),
              "Invalid Ticket Status");
    EXPECT_EQ(replies("1").size(), count);
    EXPECT_EQ(status_of("1"), "On Hold");
}

TEST_P(WhmcsChecklist, Line17AnUnknownAdminusernameIsTheNameShown) {
    succeed("AddTicketReply",
            {{"ticketid", "1"}, {"adminusername", "Auto-response"}, {"message", "M"}});
    const json::array all = replies("1");
    EXPECT_EQ(text_of(all.back(), "admin"), "Auto-response");
    EXPECT_EQ(text_of(all.back(), "requestor_type"), "Operator");
    EXPECT_EQ(status_of("1"), "Answered");
}

TEST_P(WhmcsChecklist, Line18MergeTicket) {
    const std::string other = open();
    EXPECT_EQ(
        refusal("MergeTicket", {{"ticketid", "1"}, {"mergeticketids", "99," + other + ",1,x"}}),
        "Invalid Merge Ticket IDs: 99, 1, x");
    EXPECT_EQ(status_of(other), "Open");
    EXPECT_EQ(refusal("MergeTicket", {{"ticketid", "1"}}), "Merge Ticket IDs Required");
    EXPECT_EQ(refusal("MergeTicket", {{"mergeticketids", other}}), "Ticket ID Required");
    EXPECT_EQ(refusal("MergeTicket", {{"ticketid", "99"}, {"mergeticketids", other}}),
              "Ticket ID Invalid");
    succeed("MergeTicket",
            {{"ticketid", "1"}, {"mergeticketids", " " + other + " "}, {"newsubject", "Both"}});
    EXPECT_EQ(text_of(ticket("1"), "subject"), "Both");
    EXPECT_EQ(status_of(other), "Closed");
}

TEST_P(WhmcsChecklist, Line19GetTickets) {
    const std::string open_one = open();
    const std::string answered = open();
    const std::string elsewhere = open({{"deptid", "3"}});
    succeed("UpdateTicket", {{"ticketid", answered}, {"status", "Answered"}, {"flag", "1"}});
    succeed("UpdateTicket", {{"ticketid", "1"}, {"flag", "1"}});  // stays closed
    EXPECT_THAT(listed({{"status", "Awaiting Reply"}}), ElementsAre(open_one));
    EXPECT_THAT(listed({{"status", "All Active Tickets"}}), ElementsAre(answered, open_one));
    EXPECT_THAT(listed({{"status", "My Flagged Tickets"}}), ElementsAre(answered));
    EXPECT_THAT(listed({{"ignore_dept_assignments", "1"}, {"status", "awaiting reply"}}),
                ElementsAre(elsewhere, open_one));
    EXPECT_THAT(listed({{"deptid", "3"}}), ElementsAre());

    std::set<std::string> guests;
    for (int i = 0; i < 7; ++i) {
        guests.insert(open({{"clientid", "0"}, {"name", "Gus"}, {"email", "gus@example.org"}}));
    }
    std::set<std::string> paged;
    for (int start = 0;; start += 3) {
        const auto page = listed({{"email", "GUS@example.org"},
                                  {"limitnum", "3"},
                                  {"limitstart", std::to_string(start)}});
        if (page.empty()) break;
        EXPECT_EQ(page.size(), start < 6 ? 3U : 1U);
        paged.insert(page.begin(), page.end());
    }
    EXPECT_EQ(paged, guests);
}

TEST_P(WhmcsChecklist, Line20TicketNumbers) {
    const auto found = [this](const std::string& number) {
        return text_of(succeed("GetTicket", {{"ticketnum", number}}), "id");
    };
    EXPECT_EQ(found("#516757"), "1");
    EXPECT_EQ(found(" # 516757 "), "1");
    ASSERT_EQ(desk.run({"setting", "set", "number_mask", "%A%A-%n%n%n%a"}).exit_code, 0);
    const std::string id = open();
    const std::string number = text_of(ticket(id), "tid");
    EXPECT_THAT(number, testing::MatchesRegex("[A-Z][A-Z]-[0-9][0-9][0-9][a-z]"));
    EXPECT_EQ(found(number), id);
    EXPECT_EQ(found("#" + number), id);
}

TEST_P(WhmcsChecklist, Line21ARoleWithoutTheAction) {
    const json::object narrow =
        desk.add_credential({"--dialect", "whmcs", "--actions", "GetTicket"});
    const HttpAnswer answer = post({{"identifier", text_of(narrow, "identifier")},
                                    {"secret", text_of(narrow, "secret")},
                                    {"action", "MergeTicket"},
                                    {"responsetype", "json"}});
    EXPECT_EQ(answer.status, 403);
    EXPECT_EQ(text_of(json::parse(answer.body), "message"),
              R"(Invalid Permissions: API action "mergeticket" is not allowed)");
}

TEST_P(WhmcsChecklist, Line22MessagesOfAnyCharacters) {
    std::string message = "a;b=c&d <e> ]]> ";
    message += '\0';
    message += " 🐞";
    std::string kept = message;
    kept.replace(kept.find('\0'), 1, "\xEF\xBF\xBD");
    const std::string id = open({{"message", message}});
    EXPECT_EQ(text_of(replies(id)[0], "message"), kept);
    EXPECT_THAT(answer_in("xml", "GetTicket", {{"ticketid", id}}).body,
                HasSubstr("<message>a;b=c&amp;d &lt;e&gt; ]]&gt; \xEF\xBF\xBD 🐞</message>"));
    EXPECT_THAT(answer_in("nvp", "GetTicket", {{"ticketid", id}}).body,
                StartsWith("<?xml version"));
    EXPECT_EQ(answer_in("nvp", "UpdateTicket", {{"ticketid", id}, {"message", message}}).body,
              "result=success;ticketid=" + id + ";");
}

}  // namespace desk::test
