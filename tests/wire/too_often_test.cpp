#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "support/test_desk.hpp"
#include "util/hash.hpp"
#include "wire/calls.hpp"

/// Who calls too often, or guesses, in every dialect.
namespace desk::test {

namespace {

namespace json = boost::json;
using namespace std::chrono_literals;
using testing::HasSubstr;

class TooOften : public testing::TestWithParam<DatabaseKind> {
  protected:
    TooOften() : desk_({.database = GetParam()}) {}

    void set(const std::string& name, const std::string& value) {
        ASSERT_EQ(desk_.run({"setting", "set", name, value}).exit_code, 0);
    }
    HttpAnswer whmcs(const std::string& identifier, const std::string& secret) {
        return desk_.request("POST", "/includes/api.php", kForm,
                             "responsetype=json&action=GetTicket&ticketid=1&identifier=" +
                                 identifier + "&secret=" + secret);
    }
    HttpAnswer whmcs() { return whmcs(desk_.secret("identifier"), desk_.secret("secret")); }
    HttpAnswer keliweb(const std::string& token) {
        return desk_.request("POST", "/api/v2/keliweb/get-ticket",
                             {{"Authorization", "Bearer " + token}}, "ticketid=1");
    }
    HttpAnswer keliweb() { return keliweb(desk_.secret("access_token")); }
    HttpAnswer getfly(const std::string& key) {
        return desk_.request("GET", "/api/v6.1/ticket?ticket_code=ABCXYZ1234",
                             {{"X-API-KEY", key}});
    }
    HttpAnswer getfly() { return getfly(desk_.secret("api_key")); }
    HttpAnswer log_in(const std::string& user, const std::string& password) {
        return desk_.request("POST", "/oauth/token", kForm,
                             "grant_type=password&client_id=" + desk_.secret("client_id") +
                                 "&client_secret=" + desk_.secret("client_secret") +
                                 "&username=" + user + "&password=" + password);
    }
    HttpAnswer log_in() {
        return log_in(desk_.secret("client_email"), desk_.secret("client_password"));
    }
    /// As many wrong guesses as turn an address away, without waiting for each.
    void guess_until_locked_out(const std::string& user) {
        for (int i = 0; i < 5; ++i) EXPECT_EQ(log_in(user, "wrong").status, 400);
        // What the sixth and later ones would have to wait for is in the database already.
        desk_.database().sql(
            "UPDATE wrong_guess SET guesses = 20, blocked_until = " +
            std::to_string((desk_.clock().now() + 15min).time_since_epoch().count()));
    }

    TestDesk desk_;
};

}  // namespace

TEST_P(TooOften, WhmcsHasNoLimitUnlessOneIsSet) {
    EXPECT_EQ(whmcs().header("X-RateLimit-Limit"), "");
    set("whmcs_rate_limit", "3");
    for (int i = 0; i < 3; ++i) EXPECT_EQ(whmcs().status, 200);
    const HttpAnswer refused = whmcs();
    EXPECT_EQ(refused.status, 429);
    EXPECT_EQ(refused.body, R"({"result":"error","message":"Too Many Requests"})");
    EXPECT_EQ(refused.header("Retry-After"), "20");
    EXPECT_EQ(refused.header("X-RateLimit-Limit"), "3");
    const json::object other = desk_.add_credential({"--dialect", "whmcs"});
    EXPECT_EQ(whmcs(std::string(other.at("identifier").as_string()),
                    std::string(other.at("secret").as_string()))
                  .status,
              200);
    desk_.clock().advance(20s);
    EXPECT_EQ(whmcs().status, 200);
    EXPECT_EQ(whmcs().status, 429);
}

TEST_P(TooOften, WhmcsMayBeLimitedByAddress) {
    set("whmcs_address_rate_limit", "2");
    EXPECT_EQ(whmcs().status, 200);
    EXPECT_EQ(whmcs("nobody", "x").status, 403);
    EXPECT_EQ(whmcs().status, 429);
}

TEST_P(TooOften, KeliwebTellsWhatIsLeftOfSixHundredAMinute) {
    const HttpAnswer first = keliweb();
    EXPECT_EQ(first.header("X-RateLimit-Limit"), "600");
    EXPECT_EQ(first.header("X-RateLimit-Remaining"), "599");
    set("keliweb_rate_limit", "2");
    EXPECT_EQ(keliweb().header("X-RateLimit-Remaining"), "1");
    EXPECT_EQ(keliweb().header("X-RateLimit-Remaining"), "0");
    const HttpAnswer refused = keliweb();
    EXPECT_EQ(refused.status, 429);
    EXPECT_EQ(refused.body, R"({"result":"error","message":"Too Many Attempts."})");
    EXPECT_EQ(refused.header("Retry-After"), "30");
    EXPECT_EQ(refused.header("X-RateLimit-Limit"), "2");
    EXPECT_EQ(refused.header("X-RateLimit-Remaining"), "0");
    EXPECT_EQ(refused.header("Access-Control-Allow-Origin"), "*");
    const HttpAnswer tokens = log_in();
    EXPECT_EQ(keliweb(std::string(json::parse(tokens.body).at("access_token").as_string())).status,
              429)
        << "another token of the same credential";
    desk_.clock().advance(30s);
    EXPECT_EQ(keliweb().status, 200);
}

TEST_P(TooOften, KeliwebIsLimitedByAddressToo) {
    set("keliweb_address_rate_limit", "2");
    EXPECT_EQ(keliweb("unknown").status, 401);
    EXPECT_EQ(keliweb().status, 200);
    EXPECT_EQ(keliweb().status, 429);
    EXPECT_EQ(log_in().status, 429);
}

TEST_P(TooOften, GetflyTakesSixtyAtOnceAndTenASecond) {
    for (int left = 59; left >= 0; --left) {
        const HttpAnswer answer = getfly();
        ASSERT_EQ(answer.status, 200);
        ASSERT_EQ(answer.header("X-RateLimit-Limit"), "60");
        ASSERT_EQ(answer.header("X-RateLimit-Remaining"), std::to_string(left));
    }
    const HttpAnswer refused = getfly();
    EXPECT_EQ(refused.status, 429);
    EXPECT_EQ(refused.body, R"({"message":"Too Many Attempts."})");
    EXPECT_EQ(refused.header("Retry-After"), "1");
    EXPECT_EQ(refused.header("X-RateLimit-Remaining"), "0");
    desk_.clock().advance(1s);
    for (int i = 0; i < 10; ++i) EXPECT_EQ(getfly().status, 200);
    EXPECT_EQ(getfly().status, 429);
    set("getfly_rate_limit", "0");
    EXPECT_EQ(getfly().status, 200);
    EXPECT_EQ(getfly().header("X-RateLimit-Limit"), "");
}

/// Whoever tries keys is slowed down; the owner of one, at the same address, is served.
TEST_P(TooOften, WrongKeysAreCountedByAddressAndRightOnesCount) {
    set("wrong_key_rate_limit", "2");
    for (int i = 0; i < 2; ++i) EXPECT_EQ(whmcs("nobody", "x").status, 403);
    EXPECT_EQ(whmcs(desk_.secret("identifier"), "x").status, 429);
    EXPECT_EQ(whmcs("nobody", "x").status, 429);
    EXPECT_EQ(whmcs().status, 200);
    for (int i = 0; i < 2; ++i) EXPECT_EQ(keliweb("unknown").status, 401);
    EXPECT_EQ(keliweb("unknown").status, 429);
    EXPECT_EQ(keliweb("unknown").header("Retry-After"), "30");
    EXPECT_EQ(keliweb().status, 200);
    for (int i = 0; i < 2; ++i) EXPECT_EQ(getfly("unknown").status, 401);
    EXPECT_EQ(getfly("unknown").status, 429);
    EXPECT_EQ(getfly().status, 200);
}

TEST_P(TooOften, PasswordsGuessedWrongTurnTheAddressAwayAlsoAfterARestart) {
    const std::string user = desk_.secret("client_email");
    guess_until_locked_out(user);
    for (int i = 0; i < 2; ++i) {
        const HttpAnswer refused = log_in();
        EXPECT_EQ(refused.status, 429);
        EXPECT_EQ(refused.body, R"({"result":"error","message":"Too Many Attempts."})");
        EXPECT_EQ(refused.header("Retry-After"), "900");
        desk_.restart();
    }
    EXPECT_EQ(keliweb().status, 200) << "tokens count as ever";
    desk_.clock().advance(15min);
    desk_.clock().advance(45min);  // and all is forgiven: nobody waits
    desk_.restart();
    EXPECT_EQ(log_in().status, 200);
}

/// An unknown login is counted and answered like one that exists.
TEST_P(TooOften, AnUnknownUserIsTurnedAwayAlike) {
    guess_until_locked_out("nobody@example.com");
    EXPECT_EQ(log_in("nobody@example.com", "wrong").body,
              R"({"result":"error","message":"Too Many Attempts."})");
    EXPECT_EQ(log_in().status, 200) << "another user is not concerned";
}

TEST_P(TooOften, ARightPasswordForgivesTheWrongOnes) {
    const std::string user = desk_.secret("client_email");
    for (int round = 0; round < 3; ++round) {
        for (int i = 0; i < 4; ++i) EXPECT_EQ(log_in(user, "wrong").status, 400);
        EXPECT_EQ(log_in().status, 200);
    }
}

/// What an operator alarms on.
TEST_P(TooOften, WhoIsTurnedAwayIsCountedByDialectAndReason) {
    EXPECT_EQ(whmcs("nobody", "x").status, 403);
    EXPECT_EQ(keliweb("unknown").status, 401);
    EXPECT_EQ(getfly("unknown").status, 401);
    EXPECT_EQ(log_in("nobody@example.com", "wrong").status, 400);
    const json::object reader =
        desk_.add_credential({"--dialect", "whmcs", "--actions", "GetTickets"});
    EXPECT_EQ(whmcs(std::string(reader.at("identifier").as_string()),
                    std::string(reader.at("secret").as_string()))
                  .status,
              403);
    guess_until_locked_out(desk_.secret("client_email"));
    EXPECT_EQ(log_in().status, 429);
    set("getfly_rate_limit", "1");
    set("getfly_rate_burst", "1");
    EXPECT_EQ(getfly().status, 200);
    EXPECT_EQ(getfly().status, 429);
    ASSERT_EQ(desk_.run({"ban", "add", "--network", "127.0.0.1"}).exit_code, 0);
    EXPECT_EQ(whmcs().status, 403);
    EXPECT_EQ(keliweb().status, 403);
    EXPECT_EQ(getfly().status, 403);

    const std::string page = desk_.desk().metrics().text();
    const auto expect_count = [&page](const char* dialect, const char* reason, int count) {
        EXPECT_THAT(
            page, HasSubstr("polydesk_callers_turned_away_total{dialect=\"" + std::string(dialect) +
                            "\",reason=\"" + reason + "\"} " + std::to_string(count) + "\n"));
    };
    for (const char* dialect : {"whmcs", "keliweb", "getfly"}) expect_count(dialect, "banned", 1);
    expect_count("whmcs", "key", 1);
    expect_count("whmcs", "action", 1);
    expect_count("keliweb", "key", 2 + 5);
    expect_count("keliweb", "guesses", 1);
    expect_count("getfly", "key", 1);
    expect_count("getfly", "rate", 1);
    expect_count("whmcs", "rate", 0);
}

INSTANTIATE_TEST_SUITE_P(BothDatabases, TooOften,
                         testing::Values(DatabaseKind::sqlite, DatabaseKind::postgres),
                         DatabaseName{});

}  // namespace desk::test
