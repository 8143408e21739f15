#include <gmock/gmock.h>

#include <gtest/gtest.h>

#include <future>
#include <memory>

#include "api/getfly/getfly.hpp"
#include "core/issue_credential.hpp"
#include "core/open_ticket.hpp"
#include "support/faulty_executor.hpp"
#include "support/test_database.hpp"

/// What a caller is told where a lane has no room, the database is away, or we are at fault.
namespace desk::getfly {
namespace {

using core::Outcome;

class GetflyFailures : public testing::Test {
  protected:
    GetflyFailures() {
        store_->run_write([this](core::Tx& tx) {
            tx.insert_department({{}, "Support", false});
            core::IssueCredentialInput key;
            key.dialect = core::Origin::getfly;
            key_ = core::issue_credential(tx, key)->secret;
            core::OpenTicketInput ticket;
            ticket.default_department = true;
            ticket.requester_optional = true;
            ticket.subject = "Title";
            ticket.body = {std::string(100'000, 'x'), core::BodyFormat::plain, {}};
            code_ = core::open_ticket(tx, {}, ticket)->code;
            return true;
        });
    }

    net::Response call(const std::string& method, const std::string& query, std::string body) {
        net::Request request;
        request.method = method;
        request.path = "/api/v6.1/ticket";
        request.query = query;
        request.headers.push_back({"X-API-KEY", key_});
        request.body = std::move(body);
        request.remote = "127.0.0.1";
        const auto answered = std::make_shared<std::promise<net::Response>>();
        getfly_.handle(std::move(request), [answered](net::Response response) {
            answered->set_value(std::move(response));
        });
        return answered->get_future().get();
    }
    net::Response get() { return call("GET", "ticket_code=" + code_, {}); }
    net::Response post(std::size_t content_bytes) {
        return call(
            "POST", {},
            R"({"ticket_title":"T","ticket_content":")" + std::string(content_bytes, 'x') + "\"}");
    }

    void expect_retry(const net::Response& response) {
        EXPECT_EQ(response.status, 503);
        EXPECT_EQ(response.body, R"({"message":"Service temporarily unavailable"})");
        EXPECT_THAT(response.headers,
                    testing::Contains(testing::Field(&net::Header::name, "Retry-After")));
    }

    test::TestStore store_{test::DatabaseKind::sqlite};
    test::FaultyExecutor executor_{store_->executor()};
    api::Services services_{executor_, store_.files, store_.clock, store_.random,
                            store_->settings()};
    Getfly getfly_{services_};
    std::string key_;
    std::string code_;
};

TEST_F(GetflyFailures, NoneWithoutFaults) {
    EXPECT_EQ(get().status, 200);
    EXPECT_EQ(post(100).status, 200);
    EXPECT_EQ(post(100'000).status, 200);
}

TEST_F(GetflyFailures, AskToRetryWhenTheKeyCannotBeLookedUp) {
    executor_.reads = Outcome::unavailable;
    expect_retry(get());
}

TEST_F(GetflyFailures, AskToRetryWhenTheWriteQueueIsFull) {
    executor_.writes = Outcome::busy;
    expect_retry(post(100));
}

TEST_F(GetflyFailures, AskToRetryWhenTheDiskIsFull) {
    executor_.writes = Outcome::unavailable;
    expect_retry(post(100));
}

TEST_F(GetflyFailures, AskToRetryWhenABigBodyFindsNoRoomInTheSlowLane) {
    executor_.works = Outcome::busy;
    expect_retry(post(100'000));
    EXPECT_EQ(post(100).status, 200);
}

TEST_F(GetflyFailures, AskToRetryWhenABigAnswerFindsNoRoomInTheSlowLane) {
    executor_.works = Outcome::busy;
    expect_retry(get());
}

TEST_F(GetflyFailures, SayNothingOfFaultsOfOurs) {
    executor_.writes = Outcome::failed;
    const net::Response response = post(100);
    EXPECT_EQ(response.status, 500);
    EXPECT_EQ(response.body, R"({"message":"Internal system error"})");
}

}  // namespace
}  // namespace desk::getfly
