#include "api/whmcs/whmcs.hpp"

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <optional>
#include <stdexcept>

#include "support/fakes.hpp"

/// The way of a call up to the lanes; what lies behind them is tested over the wire.
namespace desk::whmcs {
namespace {

using core::Outcome;

/// Lanes that end every job the same way, without running it; work is done at once.
class StubExecutor final : public core::Executor {
  public:
    void read(core::Job job) override { job.finish(outcome); }
    void write(core::Job job) override { job.finish(outcome); }
    void search(core::Job job) override { job.finish(outcome); }
    void work(std::function<void()> run, std::function<void(Outcome)> finish,
              std::string) override {
        ++works;
        run();
        finish(Outcome::done);
    }

    Outcome outcome = Outcome::done;  ///< a look-up that is done without having run finds nothing
    int works = 0;
};

class NoFiles final : public core::AttachmentFiles {
  public:
    std::string put(std::string_view) override { throw std::logic_error("no files here"); }
    std::string get(const std::string&) override { throw std::logic_error("no files here"); }
};

class WhmcsCall : public ::testing::Test {
  protected:
    net::Response call(net::Request request) {
        request.id = "r1";
        request.remote = "203.0.113.7";
        std::optional<net::Response> answer;
        whmcs_.handle(std::move(request), [&](net::Response response) {
            EXPECT_FALSE(answer) << "answered twice";
            answer = std::move(response);
        });
        EXPECT_TRUE(answer);
        return answer.value_or(net::Response{});
    }

    net::Response post(std::string body) {
        net::Request request;
        request.method = "POST";
        request.body = std::move(body);
        return call(std::move(request));
    }

    StubExecutor executor_;
    NoFiles files_;
    test::FakeClock clock_;
    test::FakeRandom random_;
    struct DefaultSettings final : core::SettingsSource {
        [[nodiscard]] core::SettingsNow now() const override {
            return std::make_shared<const core::Settings>();
        }
    } settings_;
    Whmcs whmcs_{api::Services{executor_, files_, clock_, random_, settings_}};
};

TEST_F(WhmcsCall, AsksForAnAction) {
    const net::Response response = post("responsetype=json");
    EXPECT_EQ(response.status, 400);
    EXPECT_EQ(response.body, R"({"result":"error","message":"Empty action request"})");
}

TEST_F(WhmcsCall, AsksForCredentialsInTheFormatAskedFor) {
    const net::Response json = post("action=GetTicket&responsetype=json");
    EXPECT_EQ(json.status, 403);
    EXPECT_EQ(json.content_type, "application/json");
    EXPECT_EQ(json.body, R"({"result":"error","message":"Authentication Failed"})");
    const net::Response xml = post("action=GetTicket&responsetype=xml");
    EXPECT_EQ(xml.status, 403);
    EXPECT_EQ(xml.content_type, "application/xml");
    EXPECT_NE(xml.body.find("<action>getticket</action><result>error</result>"
                            "<message>Authentication Failed</message>"),
              std::string::npos);
    const net::Response pairs = post("action=GetTicket");
    EXPECT_EQ(pairs.status, 403);
    EXPECT_EQ(pairs.body, "result=error;message=Authentication Failed;");
}

TEST_F(WhmcsCall, TakesEverythingInTheQueryOfAGet) {
    net::Request request;
    request.method = "GET";
    request.query = "action=GetTicket&identifier=a&secret=b&responsetype=json";
    const net::Response response = call(std::move(request));
    EXPECT_EQ(response.status, 403);
    EXPECT_EQ(response.body, R"({"result":"error","message":"Invalid or missing credentials"})");
    EXPECT_EQ(response.label, "GetTicket denied");
}

TEST_F(WhmcsCall, SaysWhenToComeBack) {
    for (const Outcome outcome : {Outcome::busy, Outcome::unavailable}) {
        executor_.outcome = outcome;
        const net::Response response =
            post("action=GetTicket&identifier=a&secret=b&responsetype=json");
        EXPECT_EQ(response.status, 503);
        ASSERT_EQ(response.headers.size(), 1U);
        EXPECT_EQ(response.headers[0].name, "Retry-After");
        EXPECT_EQ(response.headers[0].value, "1");
        EXPECT_EQ(boost::json::parse(response.body).at("result"), "error");
    }
}

TEST_F(WhmcsCall, NamesTheRequestWhereThereIsAFaultOfOurs) {
    executor_.outcome = Outcome::failed;
    const net::Response response = post("action=GetTicket&identifier=a&secret=b&responsetype=json");
    EXPECT_EQ(response.status, 500);
    EXPECT_NE(response.body.find("r1"), std::string::npos);
}

TEST_F(WhmcsCall, ReadsABigBodyInTheSlowLane) {
    post("action=GetTicket&responsetype=json");
    EXPECT_EQ(executor_.works, 0);
    const net::Response response =
        post("action=GetTicket&responsetype=json&message=" + std::string(100'000, 'a'));
    EXPECT_EQ(executor_.works, 1);
    EXPECT_EQ(response.status, 403);
}

TEST_F(WhmcsCall, RefusesABodyThatItCannotRead) {
    net::Request request;
    request.method = "POST";
    request.query = "responsetype=json";
    request.headers = {{"Content-Type", "application/json"}};
    request.body = "{";
    const net::Response response = call(std::move(request));
    EXPECT_EQ(response.status, 400);
    EXPECT_EQ(response.body, R"({"result":"error","message":"Malformed Request"})");
}

TEST_F(WhmcsCall, NeverLogsWhatWasSent) {
    const net::Response response =
        post("action=GetTicket&identifier=topsecret&secret=topsecret&responsetype=json");
    EXPECT_EQ(response.label.find("topsecret"), std::string::npos);
    EXPECT_EQ(post("action=topsecret").label.find("topsecret"), std::string::npos);
}

TEST_F(WhmcsCall, AnswersOtherMethodsWithoutActing) {
    for (const auto& [method, status] :
         std::vector<std::pair<std::string, int>>{{"OPTIONS", 204}, {"HEAD", 200}, {"PUT", 405}}) {
        net::Request request;
        request.method = method;
        request.query = "action=OpenTicket&identifier=a&secret=b";
        const net::Response response = call(std::move(request));
        EXPECT_EQ(response.status, status) << method;
        ASSERT_EQ(response.headers.size(), 1U) << method;
        EXPECT_EQ(response.headers[0].name, "Allow") << method;
    }
}

Answer local(Whmcs& whmcs, std::string action, std::string admin = {}) {
    std::optional<Answer> answer;
    whmcs.local_call(std::move(action), {}, std::move(admin),
                     [&](Answer given) { answer.emplace(std::move(given)); });
    EXPECT_TRUE(answer);
    return answer.value_or(Answer{});
}

TEST_F(WhmcsCall, LocallyKnowsNoOtherActions) {
    EXPECT_EQ(local(whmcs_, "GetWeather").at("message"), "Command Not Found");
}

TEST_F(WhmcsCall, LocallyRefusesAnUnknownAdministrator) {
    const Answer answer = local(whmcs_, "GetTicket", "nobody");
    EXPECT_EQ(answer.at("result"), "error");
    EXPECT_EQ(answer.at("message"), "Admin User Not Found");
}

TEST_F(WhmcsCall, LocallyNeedsNoCredentials) {
    const Answer answer = local(whmcs_, " getticket ");
    EXPECT_EQ(answer.at("message"), "Ticket ID Not Found") << "refused by binding, not by the door";
}

}  // namespace
}  // namespace desk::whmcs
