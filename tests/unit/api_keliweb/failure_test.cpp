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
            tx.insert_department({{}, "Support", false});
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
        return call(path, std::move(body), tokens_.access, "application/x-www-form-urlencoded");
    }
    net::Response call(const std::string& path, std::string body, const std::string& token,
                       const std::string& type) {
        net::Request request;
        request.method = "POST";
        request.path = path;
        request.headers.push_back({"Authorization", "Bearer " + token});
        request.headers.push_back({"Content-Type", type});
        request.body = std::move(body);
        request.remote = "127.0.0.1";
        const auto answered = std::make_shared<std::promise<net::Response>>();
        keliweb_.handle(std::move(request), [answered](net::Response response) {
            answered->set_value(std::move(response));
        });
        return answered->get_future().get();
    }
    net::Response get_ticket() { return call("/api/v2/keliweb/get-ticket", "ticketid=1"); }
    /// Opens a ticket with a message of that many bytes.
    net::Response open_ticket(std::size_t bytes, const std::string& token) {
        return call("/api/v2/keliweb/open-ticket",
                    "deptid=1&subject=S&message=" + std::string(bytes, 'm'), token,
                    "application/x-www-form-urlencoded");
    }
    net::Response open_with_file(const std::string& token) {
        const auto part = [](const std::string& rest) {
            return "--x\r\nContent-Disposition: form-data; name=" + rest + "\r\n";
        };
        return call("/api/v2/keliweb/open-ticket",
                    part("deptid\r\n\r\n1") + part("subject\r\n\r\nS") + part("message\r\n\r\nM") +
                        part("\"attachments[]\"; filename=\"a.txt\"\r\n\r\nbytes") + "--x--\r\n",
                    token, "multipart/form-data; boundary=x");
    }
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

TEST_F(KeliwebFailures, AskToRetryWhenTheWriteQueueIsFull) {
    executor_.writes = Outcome::busy;
    expect_retry(open_ticket(100, tokens_.access));
}

TEST_F(KeliwebFailures, AskToRetryWhenABigBodyOrAFileFindsNoRoomInTheSlowLane) {
    executor_.works = Outcome::busy;
    expect_retry(open_ticket(100'000, tokens_.access));
    expect_retry(open_with_file(tokens_.access));
    EXPECT_EQ(open_ticket(100, tokens_.access).status, 200);
    executor_.works.reset();
    EXPECT_EQ(open_ticket(100'000, tokens_.access).status, 200);
    EXPECT_EQ(open_with_file(tokens_.access).status, 200);
}

/// What a stranger sends gets no place in the slow lane, and none on the disk.
TEST_F(KeliwebFailures, TurnStrangersAwayBeforeReadingOrKeepingAnything) {
    executor_.works = Outcome::busy;
    executor_.writes = Outcome::busy;
    EXPECT_EQ(open_ticket(100'000, "nonsense").status, 401);
    EXPECT_EQ(open_with_file("nonsense").status, 401);
}

TEST_F(KeliwebFailures, SayNothingOfFaultsOfOurs) {
    executor_.reads = Outcome::failed;
    const net::Response response = get_ticket();
    EXPECT_EQ(response.status, 500);
    EXPECT_EQ(response.body, R"({"result":"error","message":"Server Error"})");
}

}  // namespace
}  // namespace desk::keliweb
