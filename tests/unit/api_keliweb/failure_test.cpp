#include <gtest/gtest.h>

#include <future>
#include <memory>

#include "api/keliweb/keliweb.hpp"
#include "core/access_token.hpp"
#include "core/issue_credential.hpp"
#include "support/faulty_executor.hpp"
#include "support/test_database.hpp"
#include "util/password.hpp"

/// What a caller is told where a lane has no room, the database is away, or we are at fault.
namespace desk::keliweb {
namespace {

using core::Outcome;

class KeliwebFailures : public testing::Test {
  protected:
    KeliwebFailures() {
        store_->run_write([this](core::Tx& tx) {
            core::IssueCredentialInput input;
            input.dialect = core::Origin::keliweb;
            input.client = tx.insert_client({{}, "Cynthia", "cynthia@example.com", ""});
            core::User user;
            user.email = "cynthia@example.com";
            user.password_hash = hash_password("secret");
            tx.insert_user(input.client, user);
            credential_ = *core::issue_credential(tx, input);
            tokens_ = core::issue_tokens(tx, credential_.id, input.client, {});
            return true;
        });
    }

    net::Response call(const std::string& path, std::string body) {
        net::Request request;
        request.method = "POST";
        request.path = path;
        request.headers.push_back({"Authorization", "Bearer " + tokens_.access});
        request.body = std::move(body);
        request.remote = "127.0.0.1";
        const auto answered = std::make_shared<std::promise<net::Response>>();
        keliweb_.handle(std::move(request), [answered](net::Response response) {
            answered->set_value(std::move(response));
        });
        return answered->get_future().get();
    }
    net::Response get_ticket() { return call("/api/v2/keliweb/get-ticket", "ticketid=1"); }
    net::Response token(const std::string& rest) {
        return call("/oauth/token", "client_id=" + credential_.identifier +
                                        "&client_secret=" + credential_.secret + rest);
    }
    net::Response by_password() {
        return token("&grant_type=password&username=cynthia@example.com&password=secret");
    }
    net::Response by_refresh() {
        return token("&grant_type=refresh_token&refresh_token=" + tokens_.refresh);
    }

    void expect_retry(const net::Response& response) {
        EXPECT_EQ(response.status, 503);
        EXPECT_EQ(response.body, R"({"result":"error","message":"Service Unavailable"})");
        EXPECT_EQ(header(response, "Retry-After"), "1");
        EXPECT_EQ(header(response, "Access-Control-Allow-Origin"), "*");
    }
    static std::string header(const net::Response& response, std::string_view name) {
        for (const net::Header& header : response.headers) {
            if (header.name == name) return header.value;
        }
        return {};
    }

    test::TestStore store_{test::DatabaseKind::sqlite};
    test::FaultyExecutor executor_{store_->executor()};
    api::Services services_{executor_, store_.files, store_.clock, store_.random,
                            store_->settings()};
    Keliweb keliweb_{services_};
    core::IssuedCredential credential_;
    core::IssuedTokens tokens_;
};

TEST_F(KeliwebFailures, NoneWithoutFaults) {
    EXPECT_EQ(get_ticket().body, R"({"result":"error","message":"Ticket ID Not Found"})");
    EXPECT_EQ(by_password().status, 200);
    EXPECT_EQ(by_refresh().status, 200);
}

TEST_F(KeliwebFailures, AskToRetryWhenTheTicketCannotBeRead) {
    executor_.reads = Outcome::unavailable;
    expect_retry(get_ticket());
}

TEST_F(KeliwebFailures, AskToRetryWhenTheClientCannotBeLookedUp) {
    executor_.reads = Outcome::busy;
    expect_retry(by_password());
}

TEST_F(KeliwebFailures, AskToRetryWhenNoPasswordCanBeVerified) {
    executor_.works = Outcome::busy;
    expect_retry(by_password());
}

TEST_F(KeliwebFailures, GiveNoTokenThatWasNotKept) {
    executor_.writes = Outcome::unavailable;
    expect_retry(by_password());
    expect_retry(by_refresh());
    executor_.writes.reset();
    EXPECT_EQ(by_refresh().status, 200);  // the refresh token was not used up
}

TEST_F(KeliwebFailures, SayNothingOfFaultsOfOurs) {
    executor_.reads = Outcome::failed;
    const net::Response response = get_ticket();
    EXPECT_EQ(response.status, 500);
    EXPECT_EQ(response.body, R"({"result":"error","message":"Server Error"})");
}

}  // namespace
}  // namespace desk::keliweb
