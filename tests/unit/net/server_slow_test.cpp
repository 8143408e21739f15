#include <gmock/gmock.h>
#include <sys/socket.h>

#include "unit/net/server_fixture.hpp"

namespace desk::net {
namespace {

using test::HttpConnection;

/// Clients that take their time. What passes it here is the server's own timeouts.
class ServerSlowTest : public ServerTest {
  protected:
    ServerSlowTest() { options_.request_timeout = std::chrono::milliseconds(200); }

    [[nodiscard]] bool has_timed_out(const std::string& waiting_for) const {
        return metrics_.text().find("timeouts_total{waiting_for=\"" + waiting_for + "\"} 1") !=
               std::string::npos;
    }
    /// As long as an idle connection lives.
    void let_time_pass() { HttpConnection(port()).read_to_end(); }

    static void keep_little(int socket) {
        const int bytes = 4096;
        ::setsockopt(socket, SOL_SOCKET, SO_RCVBUF, &bytes, sizeof bytes);
    }
};

TEST_F(ServerSlowTest, CutsOffABodyThatStopsHoweverFastItBegan) {
    options_.min_rate = 16 * 1024;
    start();
    HttpConnection connection(port());
    connection.send("POST / HTTP/1.1\r\nContent-Length: 8000000\r\n\r\n" +
                    std::string(4'000'000, 'x'));  // four minutes' worth at the least rate
    EXPECT_EQ(connection.read_answer().status, 408);
    EXPECT_EQ(connection.read_to_end(), "");
    EXPECT_TRUE(has_timed_out("request"));
}

TEST_F(ServerSlowTest, CutsOffABodyThatTrickles) {
    options_.min_rate = 1'000'000;
    options_.idle_timeout = std::chrono::milliseconds(20);
    start();
    HttpConnection connection(port());
    connection.send("POST / HTTP/1.1\r\nContent-Length: 100000\r\n\r\n");
    for (int i = 0; !has_timed_out("request"); ++i) {
        ASSERT_LT(i, 90'000);
        connection.send("x");
        let_time_pass();
    }
    EXPECT_EQ(connection.read_answer().status, 408);
}

TEST_F(ServerSlowTest, CutsOffAHeadThatTrickles) {
    options_.idle_timeout = std::chrono::milliseconds(20);
    start();
    HttpConnection connection(port());
    connection.send("GET / HTTP/1.1\r\nX-Long: ");
    for (int i = 0; !has_timed_out("request"); ++i) {
        ASSERT_LT(i, 10'000);
        connection.send("x");
        let_time_pass();
    }
    EXPECT_EQ(connection.read_answer().status, 408);
}

TEST_F(ServerSlowTest, CutsOffAnAnswerThatIsReadInSips) {
    options_.min_rate = 1'000'000;
    options_.idle_timeout = std::chrono::milliseconds(20);
    constexpr std::size_t kSize = 64 << 20;
    start([](Request, Respond respond) { respond({.body = std::string(kSize, 'x')}); });
    HttpConnection connection(port(), keep_little);
    connection.send("GET / HTTP/1.1\r\n\r\n");
    std::size_t taken = 0;
    while (!has_timed_out("answer")) {
        taken += connection.read_exactly(2048).size();
        ASSERT_LT(taken, kSize);
        let_time_pass();
    }
    EXPECT_LT(taken + connection.read_to_end().size(), kSize);
}

TEST_F(ServerSlowTest, TakesNoFurtherPipelinedRequestsThanItsAnswersAreRead) {
    constexpr int kRequests = 20'000;
    std::atomic<int> handled = 0;
    start([&handled](Request, Respond respond) {
        ++handled;
        respond({.body = std::string(64 * 1024, 'x')});
    });
    HttpConnection connection(port(), keep_little);
    std::string requests;
    for (int i = 0; i < kRequests; ++i) requests += "GET / HTTP/1.1\r\n\r\n";
    connection.send(requests);
    while (!has_timed_out("answer")) let_time_pass();
    EXPECT_LT(handled, kRequests / 10);
}

TEST_F(ServerSlowTest, WaitsForTheFirstRequestAsForAHead) {
    options_.idle_timeout = std::chrono::hours(1);
    start();
    HttpConnection connection(port());
    EXPECT_EQ(connection.read_to_end(), "");
    EXPECT_TRUE(has_timed_out("opening"));
    EXPECT_FALSE(has_timed_out("idle"));
}

}  // namespace
}  // namespace desk::net
