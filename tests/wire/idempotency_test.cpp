#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json.hpp>
#include <chrono>
#include <mutex>
#include <set>
#include <thread>

#include "support/test_desk.hpp"

/// A write that comes twice under one Idempotency-Key is done once, in every dialect. (The words of
/// each: the golden files idempotency_key.http.)
namespace desk::test {

namespace {

namespace json = boost::json;
using namespace std::chrono_literals;
using testing::HasSubstr;

/// One write of each dialect, and what it makes.
struct Write {
    std::string dialect;
    std::string name;
    bool opens;          ///< a ticket; else a reply, or a change
    std::string words;   ///< a form, or JSON for Getfly
    std::string others;  ///< other parameters
};

const Write kOpenTicket{"whmcs", "OpenTicket", true, "deptid=1&clientid=1&subject=S&message=M",
                        "deptid=1&clientid=1&subject=S&message=N"};
const Write kOpenKeliweb{"keliweb", "open-ticket", true, "deptid=1&subject=S&message=M",
                         "deptid=2&subject=S&message=M"};
const Write kPostTicket{"getfly", "POST ticket", true,
                        R"({"ticket_title":"T","ticket_content":"C"})",
                        R"({"ticket_title":"T","ticket_content":"D"})"};
const Write kWrites[] = {
    kOpenTicket,
    {"whmcs", "AddTicketReply", false, "ticketid=1&clientid=1&message=M",
     "ticketid=1&clientid=1&message=N"},
    {"whmcs", "AddTicketNote", false, "ticketid=1&message=M", "ticketid=1&message=N"},
    {"whmcs", "UpdateTicket", false, "ticketid=1&subject=Changed", "ticketid=1&subject=Other"},
    kOpenKeliweb,
    {"keliweb", "add-ticket-reply", false, "ticketid=1&message=M", "ticketid=1&message=N"},
    {"keliweb", "update-ticket", false, "ticketid=1&subject=Twice", "ticketid=1&subject=Else"},
    kPostTicket,
    {"getfly", "PUT ticket", false, R"({"ticket_code":"ABCXYZ1234","ticket_title":"Changed"})",
     R"({"ticket_code":"ABCXYZ1234","ticket_title":"Other"})"},
};

class Idempotency : public testing::TestWithParam<DatabaseKind> {
  protected:
    Idempotency() : desk_({.database = GetParam(), .settings = {{"getfly_rate_limit", "0"}}}) {}

    struct Caller {
        std::string identifier, secret, access_token, api_key;
    };
    [[nodiscard]] Caller demo() const {
        return {desk_.secret("identifier"), desk_.secret("secret"), desk_.secret("access_token"),
                desk_.secret("api_key")};
    }
    Caller another() {
        const auto word = [](const json::object& words, const char* name) {
            return std::string(words.at(name).as_string());
        };
        const json::object whmcs = desk_.add_credential({"--dialect", "whmcs"});
        const json::object keliweb =
            desk_.add_credential({"--dialect", "keliweb", "--client", "1", "--with-token"});
        const json::object getfly = desk_.add_credential({"--dialect", "getfly"});
        return {word(whmcs, "identifier"), word(whmcs, "secret"), word(keliweb, "access_token"),
                word(getfly, "api_key")};
    }

    HttpAnswer send(const Write& write, const std::string& key, const std::string& words,
                    const Caller& caller) const {
        HttpHeaders headers;
        if (!key.empty()) headers.emplace_back("Idempotency-Key", key);
        if (write.dialect == "getfly") {
            headers.emplace_back("X-API-KEY", caller.api_key);
            return desk_.request(write.name.substr(0, write.name.find(' ')), "/api/v6.1/ticket",
                                 headers, words);
        }
        headers.emplace_back("Content-Type", "application/x-www-form-urlencoded");
        if (write.dialect == "keliweb") {
            headers.emplace_back("Authorization", "Bearer " + caller.access_token);
            return desk_.request("POST", "/api/v2/keliweb/" + write.name, headers, words);
        }
        return desk_.request("POST", "/includes/api.php", headers,
                             "responsetype=json&action=" + write.name + "&identifier=" +
                                 caller.identifier + "&secret=" + caller.secret + "&" + words);
    }
    HttpAnswer send(const Write& write, const std::string& key, const std::string& words) const {
        return send(write, key, words, demo());
    }
    HttpAnswer send(const Write& write, const std::string& key) const {
        return send(write, key, write.words);
    }

    static bool is_replayed(const HttpAnswer& answer) {
        return answer.header("Idempotency-Replayed") == "true";
    }
    /// How much has happened on the desk.
    std::string events() { return desk_.database().sql("SELECT count(*) FROM event").at(0); }
    std::string tickets() { return desk_.database().sql("SELECT count(*) FROM ticket").at(0); }
    std::string kept() { return desk_.database().sql("SELECT count(*) FROM kept_answer").at(0); }

    TestDesk desk_;
};

}  // namespace

TEST_P(Idempotency, AWriteIsDoneOnceAndAnsweredAlike) {
    for (const Write& write : kWrites) {
        SCOPED_TRACE(write.dialect + " " + write.name);
        const HttpAnswer first = send(write, "k-" + write.name);
        EXPECT_EQ(first.status, 200) << first.body;
        EXPECT_THAT(first.body, testing::AnyOf(HasSubstr("success"), HasSubstr("Success")));
        EXPECT_FALSE(is_replayed(first));
        const std::string before = events();
        const HttpAnswer second = send(write, "k-" + write.name);
        EXPECT_EQ(second.status, first.status);
        EXPECT_EQ(second.body, first.body);
        EXPECT_EQ(second.header("Content-Type"), first.header("Content-Type"));
        EXPECT_TRUE(is_replayed(second));
        EXPECT_EQ(events(), before);
    }
}

TEST_P(Idempotency, TheAnswerOutlivesARestart) {
    std::vector<std::string> bodies;
    for (const Write& write : kWrites) bodies.push_back(send(write, "k").body);
    const std::string before = events();
    desk_.restart();
    for (const Write& write : kWrites) {
        EXPECT_EQ(send(write, "k").body, bodies[static_cast<std::size_t>(&write - kWrites)]);
    }
    EXPECT_EQ(events(), before);
}

TEST_P(Idempotency, OfSixtyFourAtOnceOneIsDone) {
    for (const Write& write : {kOpenTicket, kOpenKeliweb, kPostTicket}) {
        const int before = std::stoi(tickets());
        std::mutex mutex;
        std::set<std::string> answers;
        int replayed = 0;
        std::vector<std::thread> callers;
        for (int i = 0; i < 64; ++i) {
            callers.emplace_back([&] {
                const HttpAnswer answer = send(write, "at-once");
                const std::scoped_lock lock(mutex);
                answers.insert(std::to_string(answer.status) + " " + answer.body);
                if (is_replayed(answer)) ++replayed;
            });
        }
        for (std::thread& caller : callers) caller.join();
        EXPECT_EQ(answers.size(), 1U) << *answers.begin() << "\n" << *answers.rbegin();
        EXPECT_EQ(replayed, 63);
        EXPECT_EQ(std::stoi(tickets()), before + 1) << write.dialect;
    }
}

TEST_P(Idempotency, OtherParametersAreRefusedAndChangeNothing) {
    for (const Write& write : kWrites) {
        SCOPED_TRACE(write.dialect + " " + write.name);
        const HttpAnswer first = send(write, "k");
        const std::string before = events();
        const HttpAnswer other = send(write, "k", write.others);
        EXPECT_EQ(other.status, write.dialect == "getfly" ? 409 : 200);
        EXPECT_THAT(other.body, HasSubstr("Idempotency Key Used With Other Parameters"));
        EXPECT_EQ(events(), before);
        EXPECT_EQ(send(write, "k").body, first.body) << "the first answer stays";
    }
}

TEST_P(Idempotency, WhatIsNoParameterDoesNotCount) {
    const Caller demo = this->demo();
    const std::string form = "action=openticket&deptid=1&clientid=1&subject=S&message=M";
    const HttpHeaders headers{{"Idempotency-Key", "k"},
                              {"Content-Type", "application/x-www-form-urlencoded"}};
    const HttpAnswer first = desk_.request(
        "POST", "/includes/api.php", headers,
        form + "&responsetype=json&identifier=" + demo.identifier + "&secret=" + demo.secret);
    const HttpAnswer again = desk_.request(
        "POST", "/includes/api.php", headers,
        "message=M&subject=S&username=" + demo.identifier + "&password=" + demo.secret +
            "&accesskey=x&clientid=1&deptid=1&action=OpenTicket&responsetype=xml");
    const json::value opened = json::parse(first.body);
    EXPECT_THAT(again.body, HasSubstr("<tid>" + std::string(opened.at("tid").as_string())));
    EXPECT_TRUE(is_replayed(again));
    const HttpAnswer posted = send(kPostTicket, "k");
    EXPECT_EQ(send(kPostTicket, "k", R"({ "ticket_content": "C", "ticket_title": "T" })").body,
              posted.body);
}

TEST_P(Idempotency, WhatTheActionDoesNotKnowDoesNotCount) {
    for (const Write& write : {kOpenTicket, kOpenKeliweb}) {
        const HttpAnswer first = send(write, "k", write.words + "&_=1", demo());
        EXPECT_EQ(first.status, 200);
        EXPECT_EQ(send(write, "k", write.words + "&_=2&utm=x", demo()).body, first.body);
        EXPECT_EQ(send(write, "k", write.words, demo()).body, first.body);
        EXPECT_THAT(send(write, "k", write.words + "&markdown=true", demo()).body,
                    HasSubstr("Idempotency Key Used With Other Parameters"));
        EXPECT_THAT(send(write, "k", write.others, demo()).body,
                    HasSubstr("Idempotency Key Used With Other Parameters"));
    }
}

TEST_P(Idempotency, WhatTheRouteDoesNotKnowDoesNotCount) {
    const HttpAnswer first = send(kPostTicket, "k");
    const std::string others[] = {
        R"({"ticket_title":"T","ticket_content":"C","ticket_code":"X","sent_at":1})",
        R"({"sent_at":2,"ticket_content":"C","ticket_title":"T"})",
    };
    for (const std::string& words : others) {
        EXPECT_EQ(send(kPostTicket, "k", words).body, first.body) << words;
    }
    const std::string phone = R"({"ticket_title":"T","ticket_content":"C","emergency_phone":)";
    const HttpAnswer with_phone = send(kPostTicket, "phone", phone + "112}");
    EXPECT_EQ(send(kPostTicket, "phone", phone + R"("112"})").body, with_phone.body);
    EXPECT_EQ(send(kPostTicket, "k", phone + "112}").status, 409);
}

TEST_P(Idempotency, ACodeOfTheQueryIsTheOneOfTheBody) {
    const auto erase = [&](const std::string& query, const std::string& body) {
        return desk_.request("DELETE", "/api/v6.1/ticket" + query,
                             {{"X-API-KEY", desk_.secret("api_key")}, {"Idempotency-Key", "k"}},
                             body);
    };
    EXPECT_FALSE(is_replayed(erase("?ticket_code=ABCXYZ1234", "")));
    EXPECT_TRUE(is_replayed(erase("?_=1&ticket_code=ABCXYZ1234", "{}")));
    EXPECT_TRUE(is_replayed(erase("", R"({"ticket_code":"ABCXYZ1234"})")));
    EXPECT_TRUE(is_replayed(erase("?ticket_code=Other", R"({"ticket_code":"ABCXYZ1234"})")));
    EXPECT_EQ(erase("?ticket_code=Other", "").status, 409);
}

TEST_P(Idempotency, TypedParametersCountByTheirValue) {
    const struct {
        Write write;
        std::string alike;
        std::string other;
    } cases[] = {
        {kOpenTicket,
         "deptid=01&clientid=+1&subject=S&message=M&priority=&serviceid=undefined&markdown=",
         "deptid=1&clientid=2&subject=S&message=M&markdown=0"},
        {kOpenKeliweb, "deptid=001&subject=S&message=M&priority=&markdown=off",
         "deptid=1&subject=S&message=M%20&markdown=no"},
        {{"whmcs", "AddTicketReply", false,
          "ticketid=1&clientid=1&message=M&markdown=true&noemail=1", ""},
         "ticketid=1&clientid=1&message=M&markdown=on&noemail=yes",
         "ticketid=1&clientid=1&message=M&markdown=false&noemail=1"},
        {{"whmcs", "UpdateTicket", false, "ticketid=1&flag=1&priority=High", ""},
         "ticketid=1&flag=+01&priority=high&status=",
         "ticketid=1&flag=0&priority=High"},
        {{"keliweb", "add-ticket-reply", false, "ticketid=1&message=M", ""},
         "ticketid=01&message=M",
         "ticketid=2&message=M"},
    };
    for (const auto& [write, alike, other] : cases) {
        SCOPED_TRACE(write.dialect + " " + write.name);
        const HttpAnswer first =
            send(write, "k", write.words + (write.opens ? "&markdown=no" : ""));
        EXPECT_THAT(first.body, HasSubstr("success"));
        const HttpAnswer again = send(write, "k", alike);
        EXPECT_EQ(again.body, first.body);
        EXPECT_TRUE(is_replayed(again));
        EXPECT_THAT(send(write, "k", other).body,
                    HasSubstr("Idempotency Key Used With Other Parameters"));
    }
}

TEST_P(Idempotency, AKeyIsOfOneCredentialAndOneAction) {
    const Caller another = this->another();
    for (const Write& write : {kOpenTicket, kOpenKeliweb, kPostTicket}) {
        const int before = std::stoi(tickets());
        send(write, "k");
        EXPECT_FALSE(is_replayed(send(write, "k", write.words, another)));
        EXPECT_EQ(std::stoi(tickets()), before + 2);
    }
    const Write note{"whmcs", "AddTicketNote", false, "ticketid=1&message=M", ""};
    const Write reply{"whmcs", "AddTicketReply", false, "ticketid=1&message=M&clientid=1", ""};
    EXPECT_FALSE(is_replayed(send(note, "k")));
    EXPECT_FALSE(is_replayed(send(reply, "k")));
    EXPECT_EQ(send(kOpenTicket, "").status, 200);
}

/// A new pair of tokens is still the same credential.
TEST_P(Idempotency, AKeyOfKeliwebOutlivesItsToken) {
    const HttpAnswer first = send(kOpenKeliweb, "k");
    const HttpAnswer tokens = desk_.request(
        "POST", "/oauth/token", {{"Content-Type", "application/x-www-form-urlencoded"}},
        "grant_type=password&client_id=" + desk_.secret("client_id") + "&client_secret=" +
            desk_.secret("client_secret") + "&username=" + desk_.secret("client_email") +
            "&password=" + desk_.secret("client_password"));
    Caller later = demo();
    later.access_token = json::parse(tokens.body).at("access_token").as_string();
    EXPECT_EQ(send(kOpenKeliweb, "k", kOpenKeliweb.words, later).body, first.body);
}

TEST_P(Idempotency, RefusalsAreKeptLikeSuccesses) {
    const Write writes[] = {
        {"whmcs", "OpenTicket", true, "deptid=3&clientid=1&subject=S&message=M", ""},  // the core's
        {"whmcs", "OpenTicket", true, "deptid=1&clientid=1&message=M", ""},  // the binding's
        {"keliweb", "open-ticket", true, "deptid=3&subject=S&message=M", ""},
        {"keliweb", "open-ticket", true, "deptid=1&message=M", ""},
        {"getfly", "POST ticket", true,
         R"({"ticket_title":"T","ticket_content":"C","cate_name":"Late"})", ""},
        {"getfly", "POST ticket", true, R"({"ticket_title":"T"})", ""},
        {"getfly", "PUT ticket", true, R"({"ticket_code":"ABCXYZ1234","cate_name":"Late"})", ""},
    };
    std::vector<HttpAnswer> refused;
    int number = 0;
    for (const Write& write : writes) refused.push_back(send(write, std::to_string(++number)));
    EXPECT_EQ(kept(), "7");
    ASSERT_EQ(desk_.run({"department", "add", "--name", "Late"}).exit_code, 0);
    const std::string before = events();
    number = 0;
    for (const Write& write : writes) {
        const HttpAnswer again = send(write, std::to_string(++number));
        const HttpAnswer& first = refused[static_cast<std::size_t>(number - 1)];
        EXPECT_EQ(again.body, first.body);
        EXPECT_EQ(again.status, first.status);
        EXPECT_TRUE(is_replayed(again)) << again.body;
    }
    EXPECT_EQ(events(), before);
    EXPECT_THAT(send(writes[0], "anew").body, HasSubstr("success"));
}

TEST_P(Idempotency, WhatDependsOnWhoAsksAndWhenIsNotKept) {
    Caller narrow = demo();
    const json::object whmcs = desk_.add_credential({"--dialect", "whmcs", "--client", "1"});
    narrow.identifier = whmcs.at("identifier").as_string();
    narrow.secret = whmcs.at("secret").as_string();
    narrow.api_key = desk_.add_credential({"--dialect", "getfly", "--actions", "ticket.read"})
                         .at("api_key")
                         .as_string();
    narrow.access_token = desk_
                              .add_credential({"--dialect", "keliweb", "--client", "1",
                                               "--with-token", "--actions", "get-ticket"})
                              .at("access_token")
                              .as_string();
    const Write update{"whmcs", "UpdateTicket", false, "ticketid=1&subject=S", ""};
    EXPECT_THAT(send(update, "k", update.words, narrow).body, HasSubstr("Access Denied"));
    const Write put{"getfly", "PUT ticket", false,
                    R"({"ticket_code":"ABCXYZ1234","ticket_title":"Changed"})", ""};
    EXPECT_EQ(send(put, "k", put.words, narrow).status, 403);
    EXPECT_EQ(send(kPostTicket, "k", kPostTicket.words, narrow).status, 403);
    EXPECT_EQ(send(kOpenKeliweb, "k", kOpenKeliweb.words, narrow).status, 403);
    EXPECT_EQ(send(kOpenKeliweb, "k", kOpenKeliweb.words, {"", "", "none", ""}).status, 401);
    EXPECT_EQ(kept(), "0");
}

/// Getfly tells of an exhausted space of numbers by 500.
TEST_P(Idempotency, AFaultIsNotKept) {
    ASSERT_EQ(desk_.run({"setting", "set", "number_mask", "51%y%m%d"}).exit_code, 0);
    ASSERT_EQ(desk_.run({"setting", "set", "number_growth", "false"}).exit_code, 0);
    EXPECT_EQ(send(kPostTicket, "first").status, 200);
    EXPECT_EQ(send(kPostTicket, "k").status, 500);
    EXPECT_EQ(kept(), "1");
    desk_.clock().advance(24h - 1min);  // another day, another number
    const HttpAnswer later = send(kPostTicket, "k");
    EXPECT_EQ(later.status, 200) << later.body;
    EXPECT_FALSE(is_replayed(later));
}

TEST_P(Idempotency, AKeyIsFreeAgainAfterADay) {
    send(kOpenTicket, "k");
    desk_.clock().advance(24h - 1s);
    EXPECT_TRUE(is_replayed(send(kOpenTicket, "k")));
    desk_.clock().advance(1s);
    const int before = std::stoi(tickets());
    EXPECT_FALSE(is_replayed(send(kOpenTicket, "k", kOpenTicket.others)));
    EXPECT_TRUE(is_replayed(send(kOpenTicket, "k", kOpenTicket.others)));
    EXPECT_EQ(std::stoi(tickets()), before + 1);
}

TEST_P(Idempotency, AKeyHasUpTo255Characters) {
    std::string longest;
    for (int i = 0; i < 255; ++i) longest += "ế";
    for (const Write& write : {kOpenTicket, kOpenKeliweb, kPostTicket}) {
        EXPECT_EQ(send(write, longest).body, send(write, longest).body);
        const std::string before = events();
        const HttpAnswer refused = send(write, longest + "x");
        EXPECT_THAT(refused.body, HasSubstr("Idempotency Key Too Long"));
        EXPECT_EQ(refused.status, write.dialect == "getfly" ? 400 : 200);
        EXPECT_EQ(events(), before);
    }
    EXPECT_EQ(kept(), "3");
}

TEST_P(Idempotency, ABlankKeyIsNone) {
    EXPECT_EQ(desk_
                  .request("POST", "/api/v6.1/ticket",
                           {{"X-API-KEY", desk_.secret("api_key")}, {"Idempotency-Key", "  "}},
                           kPostTicket.words)
                  .status,
              200);
    EXPECT_EQ(kept(), "0");
}

TEST_P(Idempotency, ReadsAndTokensTakeNoNoticeOfIt) {
    const Caller demo = this->demo();
    const Write get{"whmcs", "GetTicket", false, "ticketid=1", ""};
    EXPECT_EQ(send(get, "k").status, 200);
    const Write get_keliweb{"keliweb", "get-ticket", false, "ticketid=1", ""};
    EXPECT_EQ(send(get_keliweb, "k").status, 200);
    EXPECT_EQ(desk_
                  .request("GET", "/api/v6.1/tickets",
                           {{"X-API-KEY", demo.api_key}, {"Idempotency-Key", "k"}})
                  .status,
              200);
    const auto log_in = [&] {
        return desk_
            .request(
                "POST", "/oauth/token",
                {{"Content-Type", "application/x-www-form-urlencoded"}, {"Idempotency-Key", "k"}},
                "grant_type=password&client_id=" + desk_.secret("client_id") + "&client_secret=" +
                    desk_.secret("client_secret") + "&username=" + desk_.secret("client_email") +
                    "&password=" + desk_.secret("client_password"))
            .body;
    };
    EXPECT_NE(log_in(), log_in());
    EXPECT_EQ(kept(), "0");
}

TEST_P(Idempotency, FilesAreParametersToo) {
    const auto upload = [&](const std::string& content) {
        const Caller demo = this->demo();
        std::string body;
        for (const auto& [name, value] :
             {std::pair<std::string, std::string>{"action", "OpenTicket"},
              {"responsetype", "json"},
              {"identifier", demo.identifier},
              {"secret", demo.secret},
              {"deptid", "1"},
              {"clientid", "1"},
              {"subject", "S"},
              {"message", "M"}}) {
            body += "--Xv7\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" +
                    value + "\r\n";
        }
        body +=
            "--Xv7\r\nContent-Disposition: form-data; name=\"attachments[]\"; "
            "filename=\"a.txt\"\r\n\r\n" +
            content + "\r\n--Xv7--\r\n";
        return desk_.request(
            "POST", "/includes/api.php",
            {{"Content-Type", "multipart/form-data; boundary=Xv7"}, {"Idempotency-Key", "k"}},
            body);
    };
    const HttpAnswer first = upload("one");
    EXPECT_THAT(first.body, HasSubstr("success"));
    EXPECT_EQ(upload("one").body, first.body);
    EXPECT_THAT(upload("two").body, HasSubstr("Idempotency Key Used With Other Parameters"));
}

/// Neither key nor parameters are kept in clear.
TEST_P(Idempotency, RowsHoldDigests) {
    send(kOpenTicket, "invoice-4711");
    const auto row = desk_.database().sql("SELECT key_sha256 FROM kept_answer");
    EXPECT_THAT(row, testing::ElementsAre(testing::MatchesRegex("[0-9a-f]{64}")));
}

INSTANTIATE_TEST_SUITE_P(BothDatabases, Idempotency,
                         testing::Values(DatabaseKind::sqlite, DatabaseKind::postgres),
                         DatabaseName{});

}  // namespace desk::test
