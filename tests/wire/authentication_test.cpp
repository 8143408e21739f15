#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "support/test_desk.hpp"
#include "util/hash.hpp"
#include "util/password.hpp"
#include "wire/calls.hpp"

/// Who may call WHMCS actions, beyond what a golden can set up (spec/whmcs.md, section 2).
namespace desk::test {

namespace {

namespace json = boost::json;

}  // namespace

class Authentication : public testing::TestWithParam<DatabaseKind> {
  protected:
    /// Calls GetTicket for ticket 1. \return "success", or the message of the refusal
    std::string get_ticket(const std::string& who, int expected_status) {
        const HttpAnswer answer = desk.request(
            "POST", "/includes/api.php", {{"Content-Type", "application/x-www-form-urlencoded"}},
            "action=GetTicket&responsetype=json&ticketid=1&" + who);
        EXPECT_EQ(answer.status, expected_status) << answer.body;
        const json::object object = json::parse(answer.body).as_object();
        if (object.at("result") == "success") return "success";
        return std::string(object.at("message").as_string());
    }
    void sql(const std::string& statement) {
        desk.database().sql(statement);
        desk.desk().store().reload_settings();
    }
    std::string pair() {
        return "identifier=" + desk.secret("identifier") + "&secret=" + desk.secret("secret");
    }

    TestDesk desk{TestDeskOptions{.database = GetParam()}};
};
RUN_ON_BOTH_DATABASES(Authentication);

TEST_P(Authentication, ServesNobodyFromABannedNetwork) {
    EXPECT_EQ(get_ticket(pair(), 200), "success");
    sql("INSERT INTO banned_address (network, created_at) VALUES ('127.0.0.0/8', 1)");
    EXPECT_EQ(get_ticket(pair(), 403), "IP Banned");
    EXPECT_EQ(desk.request("GET", "/api/v6.1/ticket?ticket_code=ABCXYZ1234",
                           {{"X-API-KEY", desk.secret("api_key")}}, "")
                  .status,
              403);
    EXPECT_EQ(
        desk.request("POST", "/api/v2/keliweb/get-ticket",
                     {{"Authorization", "Bearer " + desk.secret("access_token")}}, "ticketid=1")
            .status,
        403);
    sql("UPDATE banned_address SET expires_at = 2");
    EXPECT_EQ(get_ticket(pair(), 200), "success") << "a ban that is over";
}

TEST_P(Authentication, TheAccessKeyLiftsTheDesksNetworks) {
    sql("INSERT INTO setting (name, value) VALUES ('api_networks', '203.0.113.0/24')");
    EXPECT_EQ(get_ticket(pair(), 403), "Invalid IP 127.0.0.1");
    sql("INSERT INTO setting (name, value) VALUES ('api_access_key_sha256', '" +
        sha256_hex("let-me-in") + "')");
    EXPECT_EQ(get_ticket(pair() + "&accesskey=wrong", 403), "Invalid IP 127.0.0.1");
    EXPECT_EQ(get_ticket(pair() + "&accesskey=let-me-in", 200), "success");
    EXPECT_EQ(get_ticket("accesskey=let-me-in", 403), "Authentication Failed")
        << "it replaces no credential";
}

TEST_P(Authentication, AgentsMayLogInByDigestWhereTheDeskAllowsIt) {
    const std::string digest(kDigest);
    sql("UPDATE agent SET login_digest_hash = '" + hash_password(digest) + "'");
    const std::string login = "username=demo&password=";
    EXPECT_EQ(get_ticket(login + digest, 403), "Authentication Failed") << "off by default";
    sql("INSERT INTO setting (name, value) VALUES ('md5_login', 'true')");
    EXPECT_EQ(get_ticket(login + digest, 200), "success");
    EXPECT_EQ(get_ticket("username=DEMO&password=3CB4E732631F47E6EB961F34554B7CDE", 200),
              "success");
    EXPECT_EQ(get_ticket(login + "3cb4e732631f47e6eb961f34554b7cdf", 403), "Authentication Failed");
    EXPECT_EQ(get_ticket(login + "correct horse", 403), "Authentication Failed");
    EXPECT_EQ(get_ticket("username=nobody&password=" + digest, 403), "Authentication Failed");
    EXPECT_EQ(get_ticket("identifier=demo&secret=" + digest, 403),
              "Invalid or missing credentials");
    sql("UPDATE agent SET disabled = 1");
    EXPECT_EQ(get_ticket(login + digest, 403), "Administrator Account Disabled");
    sql("UPDATE agent SET disabled = 0, login_digest_hash = '" + hash_password("other") + "'");
    EXPECT_EQ(get_ticket(login + digest, 403), "Authentication Failed") << "a changed password";
}

TEST_P(Authentication, AnAgentMayCallWhatNoRoleAllowsButNotWhatIsNotThere) {
    sql("UPDATE agent SET login_digest_hash = '" + hash_password(std::string(kDigest)) + "'");
    sql("INSERT INTO setting (name, value) VALUES ('md5_login', 'true')");
    const HttpAnswer answer = desk.request(
        "POST", "/includes/api.php", {{"Content-Type", "application/x-www-form-urlencoded"}},
        "action=Frobnicate&responsetype=json&username=demo&password=" + std::string(kDigest));
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(json::parse(answer.body),
              json::parse(R"({"result":"error","message":"Command Not Found"})"));
}

TEST_P(Authentication, OneOfTheRolesOfACredentialMustAllowTheAction) {
    sql("INSERT INTO role (name, name_folded, actions) VALUES ('Reader', 'reader', 'getticket'), "
        "('Opener', 'opener', 'openticket'), ('Nothing', 'nothing', '')");
    const auto key_with_roles = [this](const std::string& roles) {
        const json::object key = desk.add_credential({"--dialect", "whmcs"});
        sql("INSERT INTO credential_role (credential_id, role_id) SELECT (SELECT max(id) FROM "
            "credential), id FROM role WHERE id IN (" +
            roles + ")");
        return "identifier=" + std::string(key.at("identifier").as_string()) +
               "&secret=" + std::string(key.at("secret").as_string());
    };
    const std::string denied = "Invalid Permissions: API action \"getticket\" is not allowed";
    EXPECT_EQ(get_ticket(key_with_roles("2"), 403), denied) << "another action's role";
    EXPECT_EQ(get_ticket(key_with_roles("3"), 403), denied) << "a role without actions";
    EXPECT_EQ(get_ticket(key_with_roles("1"), 200), "success");
    EXPECT_EQ(get_ticket(key_with_roles("1, 2, 3"), 200), "success");
}

}  // namespace desk::test
