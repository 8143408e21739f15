#include <gmock/gmock.h>

#include <stdexcept>

#include "unit/net/server_fixture.hpp"

namespace desk::net {
namespace {

using test::HttpAnswer;
using test::HttpConnection;

/// One I/O thread, so that what is seen of one connection says something about the others.
class ServerStopTest : public ServerTest {
  protected:
    ServerStopTest() { options_.threads = 1; }

    /// Begins to stop, and comes back when idle connections have been closed.
    std::thread begin_to_stop() {
        HttpConnection idle(port());
        EXPECT_EQ(idle.request("GET", "/idle").status, 200);
        std::thread thread([this] { server_->stop(); });
        EXPECT_EQ(idle.read_to_end(), "");
        return thread;
    }

    /// Holds requests of any path but /idle.
    Handler hold() {
        return [this, hold = held_.handler()](Request request, Respond respond) {
            auto& handler = request.path == "/idle" ? echo_ : hold;
            handler(std::move(request), std::move(respond));
        };
    }

    Held held_;
    const Handler echo_ = echo;
};

TEST_F(ServerStopTest, SendsAnswersInFlightAndClosesThen) {
    start(hold());
    HttpConnection busy(port());
    busy.send("GET /a HTTP/1.1\r\n\r\n");
    const Respond respond = held_.next().second;
    std::thread stopping = begin_to_stop();
    respond({.body = "late"});
    const HttpAnswer answer = busy.read_answer();
    EXPECT_EQ(answer.body, "late");
    EXPECT_EQ(answer.header("Connection"), "close");
    EXPECT_EQ(busy.read_to_end(), "");
    stopping.join();
}

TEST_F(ServerStopTest, LetsARequestThatHasBegunFinish) {
    start();
    HttpConnection busy(port());
    EXPECT_EQ(busy.request("GET", "/").status, 200);
    busy.send("POST /a HTTP/1.1\r\nContent-Len");
    std::thread stopping = begin_to_stop();
    busy.send("gth: 3\r\n\r\nabc");
    const HttpAnswer answer = busy.read_answer();
    EXPECT_EQ(answer.body, "POST /a abc");
    EXPECT_EQ(answer.header("Connection"), "close");
    stopping.join();
}

TEST_F(ServerStopTest, TakesNoNewConnections) {
    start();
    server_->stop();
    EXPECT_THROW(HttpConnection{port()}, std::runtime_error);
}

TEST_F(ServerStopTest, ReturnsAtOnceWhenNothingIsUnderWay) {
    options_.drain_timeout = std::chrono::hours(1);
    start();
    HttpConnection used(port());
    EXPECT_EQ(used.request("GET", "/").status, 200);
    HttpConnection unused(port());
    server_->stop();
    EXPECT_EQ(used.read_to_end(), "");
}

TEST_F(ServerStopTest, CutsOffWhatTakesLongerThanItsTimeout) {
    options_.drain_timeout = std::chrono::milliseconds(50);
    start(hold());
    HttpConnection busy(port());
    busy.send("GET /a HTTP/1.1\r\n\r\n");
    const Respond respond = held_.next().second;
    server_->stop();
    EXPECT_EQ(busy.read_to_end(), "");
    respond({.body = "too late"});
    server_.reset();
    respond({.body = "twice too late"});
}

TEST_F(ServerStopTest, LetsAnAnswerBeForgottenAfterItsEnd) {
    options_.drain_timeout = std::chrono::milliseconds(1);
    start(hold());
    HttpConnection busy(port());
    busy.send("GET /a HTTP/1.1\r\n\r\n");
    Respond respond = held_.next().second;
    server_.reset();
    respond = nullptr;
    EXPECT_EQ(busy.read_to_end(), "");
}

TEST_F(ServerStopTest, StopsTwiceAndWithoutAStart) {
    start();
    server_->stop();
    server_->stop();
    Server never_started(options_, echo, metrics_, random_);
    never_started.stop();
}

TEST_F(ServerStopTest, StopsUnderLoad) {
    options_.threads = 2;
    Elsewhere elsewhere;
    start(
        [&](Request request, Respond respond) { elsewhere.post([=] { echo(request, respond); }); });
    std::atomic<int> answered = 0;
    std::vector<std::thread> clients;
    for (int i = 0; i < 4; ++i) {
        clients.emplace_back([&] {
            try {
                HttpConnection connection(port());
                for (;;) {
                    EXPECT_EQ(connection.request("GET", "/a").body, "GET /a");
                    ++answered;
                }
            } catch (const std::runtime_error&) {  // the server has closed between two requests
            }
        });
    }
    while (answered < 200) std::this_thread::yield();
    server_->stop();
    for (std::thread& client : clients) client.join();
    EXPECT_GE(answered, 200);
}

}  // namespace
}  // namespace desk::net
