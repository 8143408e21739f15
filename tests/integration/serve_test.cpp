#include <gmock/gmock.h>

#include <boost/json.hpp>
#include <csignal>
#include <thread>

#include "integration/polydesk_binary.hpp"
#include "support/http_client.hpp"
#include "support/served_desk.hpp"
#include "support/temp_folder.hpp"

/// `polydesk serve` as operators and their machines see it.
namespace desk::test {
namespace {

namespace json = boost::json;
using testing::HasSubstr;
using testing::MatchesRegex;
using testing::Not;

class Serve : public testing::Test {
  protected:
    Serve() {
        const ProgramResult demo =
            run_program({POLYDESK_BINARY, "demo", "--json", "--data", data.string()});
        const json::value words = json::parse(demo.out);
        secret = words.at("secret").as_string();
        credentials =
            "responsetype=json&identifier=" + std::string(words.at("identifier").as_string()) +
            "&secret=" + secret;
    }
    HttpAnswer open_ticket(HttpConnection& connection, const std::string& subject) {
        return connection.request(
            "POST", "/includes/api.php", {{"Content-Type", "application/x-www-form-urlencoded"}},
            credentials + "&action=OpenTicket&deptid=1&clientid=1&message=x&subject=" + subject);
    }

    TempFolder folder;
    std::filesystem::path data = folder.path() / "desk";
    std::string secret;
    std::string credentials;
};

TEST_F(Serve, TellsThatItLivesAndIsReady) {
    ServedDesk served(serve_on(data));
    EXPECT_EQ(http_request(served.port(), "GET", "/healthz").status, 200);
    EXPECT_EQ(http_request(served.port(), "GET", "/readyz").status, 200);
    EXPECT_EQ(http_request(served.port(), "GET", "/nowhere").status, 404);
}

TEST_F(Serve, ShowsTheBatchesOfTheWriterInMetrics) {
    ServedDesk served(serve_on(data));
    HttpConnection connection(served.port());
    for (int i = 0; i < 3; ++i) ASSERT_EQ(open_ticket(connection, "metrics").status, 200);
    const HttpAnswer metrics = connection.request("GET", "/metrics");
    EXPECT_EQ(metrics.status, 200);
    EXPECT_THAT(metrics.header("Content-Type"), HasSubstr("text/plain"));
    EXPECT_THAT(metrics.body, HasSubstr("polydesk_writer_batch_jobs_bucket"));
    // Three of these requests, and what the desk's own jobs wrote meanwhile.
    const std::string_view name = "polydesk_writer_batch_jobs_count ";
    EXPECT_GE(std::stoi(metrics.body.substr(metrics.body.find(name) + name.size())), 3);
    EXPECT_THAT(metrics.body, HasSubstr("polydesk_http_requests_total"));
}

TEST_F(Serve, LogsOneLineARequestWithItsIdAndNoSecret) {
    ServedDesk served(serve_on(data));
    HttpConnection connection(served.port());
    const HttpAnswer answer =
        connection.request("GET", "/includes/api.php?action=GetTicket&ticketid=1&" + credentials);
    const std::string id = answer.header("X-Request-Id");
    EXPECT_FALSE(id.empty());
    ASSERT_EQ(served.stop(), 0);
    const std::string log = served.log();
    EXPECT_THAT(log, HasSubstr("\"" + id + "\""));
    EXPECT_THAT(log, HasSubstr("GetTicket"));
    EXPECT_THAT(log, Not(HasSubstr(secret)));
    for (std::size_t at = 0; at < log.size();) {
        const std::size_t end = std::min(log.find('\n', at), log.size());
        EXPECT_NO_THROW(json::parse(log.substr(at, end - at))) << log.substr(at, end - at);
        at = end + 1;
    }
}

TEST_F(Serve, DrainsOnSigtermAndKeepsWhatItAnswered) {
    std::string last;
    {
        ServedDesk served(serve_on(data));
        std::vector<std::thread> clients;
        std::mutex mutex;
        std::vector<std::string> acknowledged;
        std::atomic<int> answered{0};
        for (int c = 0; c < 4; ++c) {
            clients.emplace_back([&, c] {
                try {
                    HttpConnection connection(served.port());
                    for (int i = 0; i < 10'000; ++i) {
                        const std::string subject = std::to_string(c) + "-" + std::to_string(i);
                        const HttpAnswer answer = open_ticket(connection, subject);
                        if (answer.status != 200) return;
                        const std::scoped_lock lock(mutex);
                        acknowledged.emplace_back(json::parse(answer.body).at("id").as_string());
                        ++answered;
                    }
                } catch (const std::runtime_error&) {
                    // The server closed the connection between two requests: that is the drain.
                }
            });
        }
        while (answered < 100) std::this_thread::yield();
        EXPECT_EQ(served.stop(), 0);
        for (std::thread& client : clients) client.join();
        ASSERT_GE(acknowledged.size(), 100U);
        last = acknowledged.back();
    }
    const ProgramResult shown =
        run_program({POLYDESK_BINARY, "ticket", "show", last, "--json", "--data", data.string()});
    EXPECT_EQ(shown.exit_code, 0) << shown.err;
}

TEST_F(Serve, ReadsItsConfigurationFromFileAndEnvironment) {
    ServedDesk served(serve_on(data), {"POLYDESK_MAX_BODY=2048"});
    const HttpAnswer answer = http_request(served.port(), "POST", "/includes/api.php",
                                           {{"Content-Type", "application/x-www-form-urlencoded"}},
                                           std::string(3000, 'x'));
    EXPECT_EQ(answer.status, 413);
    const ProgramResult wrong = run_program(serve_on(data), {"POLYDESK_THREADS=many"});
    EXPECT_EQ(wrong.exit_code, 1);
    EXPECT_THAT(wrong.err, HasSubstr("POLYDESK_THREADS"));
}

TEST_F(Serve, SeesANewKeyWithinASecond) {
    ServedDesk served(serve_on(data));
    const ProgramResult made = run_program({POLYDESK_BINARY, "credential", "add", "--dialect",
                                            "getfly", "--json", "--data", data.string()});
    const std::string key(json::parse(made.out).at("api_key").as_string());
    const HttpAnswer answer = http_request(
        served.port(), "GET", "/api/v6.1/ticket?ticket_code=ABCXYZ1234", {{"X-API-KEY", key}});
    EXPECT_EQ(answer.status, 200);
}

}  // namespace
}  // namespace desk::test
