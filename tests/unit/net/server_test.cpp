#include "net/server.hpp"

#include <gmock/gmock.h>

#include <set>
#include <stdexcept>
#include <system_error>

#include "unit/net/server_fixture.hpp"

namespace desk::net {
namespace {

using test::http_request;
using test::HttpAnswer;
using test::HttpConnection;
using testing::HasSubstr;
using testing::MatchesRegex;
using testing::Not;

TEST_F(ServerTest, AnswersWithTheHeadersThatClientsNeed) {
    start();
    const HttpAnswer answer = http_request(port(), "GET", "/a");
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body, "GET /a");
    EXPECT_EQ(answer.header("Content-Type"), "text/plain");
    EXPECT_EQ(answer.header("Content-Length"), "6");
    EXPECT_EQ(answer.header("Server"), "polydesk");
    EXPECT_EQ(answer.header("Connection"), "");
}

TEST_F(ServerTest, GivesEachRequestAnIdOfItsOwnAndTrustsNoOther) {
    start([](Request request, Respond respond) { respond({.body = request.id}); });
    std::set<std::string> ids;
    HttpConnection connection(port());
    for (int i = 0; i < 300; ++i) {
        const HttpAnswer answer = connection.request("GET", "/", {{"X-Request-Id", "mine"}});
        EXPECT_THAT(answer.body, MatchesRegex("[0-9a-f]{16}"));
        EXPECT_EQ(answer.header("X-Request-Id"), answer.body);
        ids.insert(answer.body);
    }
    EXPECT_EQ(ids.size(), 300U);
}

TEST_F(ServerTest, TellsTheHandlerWhereARequestCameFrom) {
    start([](Request request, Respond respond) { respond({.body = request.remote}); });
    EXPECT_EQ(http_request(port(), "GET", "/").body, "127.0.0.1");
}

TEST_F(ServerTest, ReadsPathAndQueryOutOfTheTarget) {
    start();
    EXPECT_EQ(http_request(port(), "GET", "//a%20b///c%2F/?x=1&y=%20?z").body,
              "GET /a b/c/?x=1&y=%20?z");
    EXPECT_EQ(http_request(port(), "GET", "http://desk.example/a?b=c").body, "GET /a?b=c");
    EXPECT_EQ(http_request(port(), "GET", "http://desk.example").body, "GET /");
    EXPECT_EQ(http_request(port(), "GET", "http://desk.example?b").body, "GET /?b");
    EXPECT_EQ(http_request(port(), "GET", "/a[b]|c?d[]=\xC4\x91").body, "GET /a[b]|c?d[]=\xC4\x91");
    EXPECT_EQ(http_request(port(), "GET", "/%ff%00").body, "GET /\xEF\xBF\xBD\xEF\xBF\xBD");
    EXPECT_EQ(http_request(port(), "OPTIONS", "*").body, "OPTIONS *");
}

TEST_F(ServerTest, AnswersAnyMethod) {
    start();
    EXPECT_EQ(http_request(port(), "PUT", "/", {}, "x").body, "PUT / x");
    EXPECT_EQ(http_request(port(), "DELETE", "/", {}, "x").body, "DELETE / x");
    EXPECT_EQ(http_request(port(), "BREW", "/").body, "BREW /");
}

TEST_F(ServerTest, AnswersHeadLikeGetWithoutTheBody) {
    start([](Request, Respond respond) { respond({.body = "12345"}); });
    HttpConnection connection(port());
    EXPECT_EQ(connection.request("HEAD", "/").header("Content-Length"), "5");
    EXPECT_EQ(connection.request("GET", "/").body, "12345");  // nothing was left in between
}

TEST_F(ServerTest, SendsNoLengthWhereTheStatusAllowsNoBody) {
    start([](Request, Respond respond) { respond({.status = 204, .body = "ignored"}); });
    HttpConnection connection(port());
    for (int i = 0; i < 2; ++i) {
        const HttpAnswer answer = connection.request("OPTIONS", "/");
        EXPECT_EQ(answer.status, 204);
        EXPECT_EQ(answer.header("Content-Length"), "");
        EXPECT_EQ(answer.header("Content-Type"), "");
    }
}

TEST_F(ServerTest, LetsNoHeaderValueEndItsHeader) {
    start([](Request, Respond respond) {
        respond({.headers = {{"X-Name", "a\r\nX-Evil: b"}}, .body = "x"});
    });
    const HttpAnswer answer = http_request(port(), "GET", "/");
    EXPECT_EQ(answer.header("X-Name"), "a  X-Evil: b");
    EXPECT_EQ(answer.header("X-Evil"), "");
    EXPECT_EQ(answer.body, "x");
}

TEST_F(ServerTest, KeepsAConnectionOpen) {
    start();
    HttpConnection connection(port());
    for (int i = 0; i < 5; ++i) {
        EXPECT_EQ(connection.request("POST", "/", {}, std::to_string(i)).body,
                  "POST / " + std::to_string(i));
    }
}

TEST_F(ServerTest, ClosesWhenTheClientAsks) {
    start();
    EXPECT_EQ(last_answer_to("GET / HTTP/1.1\r\nConnection: close\r\n\r\n").status, 200);
    EXPECT_EQ(last_answer_to("GET / HTTP/1.0\r\n\r\n").status, 200);
}

TEST_F(ServerTest, TellsAnOldClientThatItsConnectionStaysOpen) {
    start();
    HttpConnection connection(port());
    for (int i = 0; i < 2; ++i) {
        connection.send("GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
        const HttpAnswer answer = connection.read_answer();
        EXPECT_EQ(answer.body, "GET /a");
        EXPECT_EQ(answer.header("Connection"), "keep-alive");
    }
}

TEST_F(ServerTest, AnswersPipelinedRequestsInOrder) {
    Elsewhere elsewhere;
    start([&](Request request, Respond respond) {
        if (request.path == "/here") return echo(std::move(request), std::move(respond));
        elsewhere.post([=] { echo(request, respond); });
    });
    HttpConnection connection(port());
    std::string bytes;
    for (int i = 0; i < 50; ++i) {
        const std::string body = std::to_string(i);
        bytes += i % 3 == 0 ? "POST /here HTTP/1.1\r\n" : "POST /there HTTP/1.1\r\n";
        bytes += "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
    }
    connection.send(bytes);
    for (int i = 0; i < 50; ++i) {
        const std::string path = i % 3 == 0 ? "/here " : "/there ";
        EXPECT_EQ(connection.read_answer().body, "POST " + path + std::to_string(i));
    }
}

TEST_F(ServerTest, ReadsARequestThatComesByteByByte) {
    start();
    HttpConnection connection(port());
    const std::string_view bytes =
        "\r\nPOST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
        "3;ext=1\r\nabc\r\n2\r\nde\r\n0\r\nX-Trailer: 1\r\n\r\n";
    for (const char c : bytes) connection.send({&c, 1});
    EXPECT_EQ(connection.read_answer().body, "POST /a abcde");
}

TEST_F(ServerTest, ToleratesALineBreakBetweenRequests) {
    start();
    HttpConnection connection(port());
    connection.send("POST /a HTTP/1.1\r\nContent-Length: 1\r\n\r\nx\r\n");
    EXPECT_EQ(connection.read_answer().body, "POST /a x");
    connection.send("GET /b HTTP/1.1\r\n\r\n");
    EXPECT_EQ(connection.read_answer().body, "GET /b");
}

TEST_F(ServerTest, TakesNoHeaderFromATrailer) {
    start([](Request request, Respond respond) {
        respond({.body = request.header("X-Api-Key") == nullptr ? "none" : "one"});
    });
    HttpConnection connection(port());
    connection.send(
        "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX-Api-Key: stolen\r\n\r\n");
    EXPECT_EQ(connection.read_answer().body, "none");
}

TEST_F(ServerTest, CarriesBigBodiesBothWays) {
    start();
    std::string body(8 * 1024 * 1024, 'x');
    for (std::size_t i = 0; i < body.size(); i += 1013) body[i] = static_cast<char>('a' + i % 26);
    HttpConnection connection(port());
    for (int i = 0; i < 2; ++i) {
        EXPECT_TRUE(connection.request("POST", "/", {}, body).body == "POST / " + body);
    }
}

TEST_F(ServerTest, AnswersFromAnyThread) {
    Elsewhere first;
    Elsewhere second;
    std::atomic<int> count = 0;
    options_.threads = 2;
    start([&](Request request, Respond respond) {
        auto& thread = ++count % 2 == 0 ? first : second;
        thread.post([=] { echo(request, respond); });
    });
    std::vector<std::thread> clients;
    std::atomic<int> right = 0;
    for (int client = 0; client < 8; ++client) {
        clients.emplace_back([&, client] {
            HttpConnection connection(port());
            for (int i = 0; i < 50; ++i) {
                const std::string body = std::to_string(client * 1000 + i);
                right += connection.request("POST", "/", {}, body).body == "POST / " + body;
            }
        });
    }
    for (std::thread& client : clients) client.join();
    EXPECT_EQ(right, 400);
}

TEST_F(ServerTest, TurnsAnExceptionInto500AndGoesOn) {
    start([](Request request, Respond respond) {
        if (request.path == "/throw") throw std::runtime_error("secret detail");
        if (request.path == "/odd") throw 1;
        echo(std::move(request), std::move(respond));
    });
    HttpConnection connection(port());
    for (const char* path : {"/throw", "/odd"}) {
        const HttpAnswer answer = connection.request("GET", path);
        EXPECT_EQ(answer.status, 500);
        EXPECT_EQ(answer.body, R"({"message":"Internal system error"})");
        EXPECT_EQ(answer.header("Content-Type"), "application/json");
    }
    EXPECT_EQ(connection.request("GET", "/fine").body, "GET /fine");
}

TEST_F(ServerTest, TurnsAForgottenAnswerInto500) {
    Elsewhere elsewhere;
    start([&](Request request, Respond respond) {
        if (request.path == "/there") elsewhere.post([respond] {});
    });
    HttpConnection connection(port());
    EXPECT_EQ(connection.request("GET", "/here").status, 500);
    EXPECT_EQ(connection.request("GET", "/there").status, 500);
    EXPECT_EQ(connection.request("GET", "/here").body, R"({"message":"Internal system error"})");
}

TEST_F(ServerTest, TakesTheFirstOfTwoAnswers) {
    start([](Request, Respond respond) {
        respond({.body = "first"});
        respond({.body = "second"});
    });
    HttpConnection connection(port());
    EXPECT_EQ(connection.request("GET", "/").body, "first");
    EXPECT_EQ(connection.request("GET", "/").body, "first");
}

TEST_F(ServerTest, SurvivesAClientThatDoesNotWaitForItsAnswer) {
    Held held;
    start(held.handler());
    {
        HttpConnection connection(port());
        connection.send("GET /gone HTTP/1.1\r\n\r\n");
        held.next().second({.body = std::string(1 << 20, 'x')});
    }
    HttpConnection connection(port());
    connection.send("GET /b HTTP/1.1\r\n\r\n");
    held.next().second({.body = "b"});
    EXPECT_EQ(connection.read_answer().body, "b");
}

TEST_F(ServerTest, CountsRequestsAndConnections) {
    start();
    http_request(port(), "GET", "/");
    last_answer_to("nonsense\r\n\r\n");
    server_->stop();
    EXPECT_THAT(metrics_.text(),
                HasSubstr(R"(_requests_total{call="none",dialect="net",status="2xx"} 1)"));
    EXPECT_THAT(metrics_.text(),
                HasSubstr(R"(_requests_total{call="none",dialect="net",status="4xx"} 1)"));
    EXPECT_THAT(metrics_.text(), HasSubstr("polydesk_http_connections_total 2\n"));
    EXPECT_THAT(metrics_.text(), HasSubstr("polydesk_http_connections 0\n"));
}

TEST_F(ServerTest, LogsOneLineARequestWithoutItsQuery) {
    testing::internal::CaptureStderr();
    start();
    const HttpAnswer answer = http_request(port(), "POST", "/a%20b?secret=1", {}, "body");
    server_->stop();
    const std::string log = testing::internal::GetCapturedStderr();
    EXPECT_EQ(std::count(log.begin(), log.end(), '\n'), 1) << log;
    EXPECT_THAT(log, HasSubstr(R"("msg":"request")"));
    EXPECT_THAT(log, HasSubstr("\"id\":\"" + answer.header("X-Request-Id") + "\""));
    EXPECT_THAT(log, HasSubstr(R"("method":"POST","path":"/a b","status":200,"bytes":)"));
    EXPECT_THAT(log, HasSubstr(R"("remote":"127.0.0.1","label":"echo")"));
    EXPECT_THAT(log, Not(HasSubstr("secret")));
}

TEST_F(ServerTest, LogsWhyAHandlerFailed) {
    testing::internal::CaptureStderr();
    start([](Request, Respond) { throw std::runtime_error("the reason"); });
    const HttpAnswer answer = http_request(port(), "GET", "/a");
    server_->stop();
    const std::string log = testing::internal::GetCapturedStderr();
    EXPECT_THAT(log, HasSubstr("the reason"));
    EXPECT_THAT(log, HasSubstr(R"("level":"error")"));
    EXPECT_THAT(log, HasSubstr("\"id\":\"" + answer.header("X-Request-Id") + "\""));
}

TEST_F(ServerTest, SaysWhichAddressItCannotHave) {
    start();
    ServerOptions same = options_;
    same.listen = {{.port = port()}};
    try {
        Server second(same, echo, metrics_, random_);
        FAIL() << "two servers on one port";
    } catch (const std::system_error& error) {
        EXPECT_THAT(error.what(), HasSubstr("127.0.0.1:" + std::to_string(port())));
    }
    same.listen = {{.host = "not an address"}};
    EXPECT_THROW(Server(same, echo, metrics_, random_), std::system_error);
}

}  // namespace
}  // namespace desk::net
