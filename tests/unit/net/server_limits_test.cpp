#include <gmock/gmock.h>

#include "unit/net/server_fixture.hpp"

namespace desk::net {
namespace {

using test::HttpAnswer;
using test::HttpConnection;

class ServerLimitsTest : public ServerTest {
  protected:
    /// A request whose head is `bytes` long, from its method to its empty line.
    static std::string request_with_head(std::size_t bytes) {
        std::string head = "GET /a HTTP/1.1\r\nX-Long: \r\n\r\n";
        return head.insert(head.find("\r\n\r\n"), bytes - head.size(), 'x');
    }
    static std::string chunked(std::string_view chunks) {
        return "POST /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n" + std::string(chunks);
    }
};

TEST_F(ServerLimitsTest, TakesAHeadAtItsLimitAndRefusesOneByteMore) {
    options_.max_head_bytes = 512;
    start();
    HttpConnection connection(port());
    connection.send(request_with_head(512));
    EXPECT_EQ(connection.read_answer().status, 200);
    const HttpAnswer refused = last_answer_to(request_with_head(513));
    EXPECT_EQ(refused.status, 431);
    EXPECT_EQ(refused.body, R"({"message":"Request Header Fields Too Large"})");
    EXPECT_EQ(refused.header("Content-Type"), "application/json");
}

TEST_F(ServerLimitsTest, RefusesAHeadWithoutAnEnd) {
    options_.max_head_bytes = 512;
    start();
    EXPECT_EQ(last_answer_to("GET /" + std::string(600, 'a')).status, 431);
    EXPECT_EQ(last_answer_to("GET / HTTP/1.1\r\nX-Long: " + std::string(600, 'a')).status, 431);
    std::string many = "GET / HTTP/1.1\r\n";
    for (int i = 0; i < 100; ++i) many += "X-Header: a\r\n";
    EXPECT_EQ(last_answer_to(many).status, 431);
}

TEST_F(ServerLimitsTest, TakesABodyAtItsLimitAndRefusesOneByteMore) {
    options_.max_body_bytes = 10;
    start();
    HttpConnection connection(port());
    EXPECT_EQ(connection.request("POST", "/", {}, "0123456789").status, 200);
    connection.send(chunked("4\r\n0123\r\n6\r\n456789\r\n0\r\n\r\n"));
    EXPECT_EQ(connection.read_answer().body, "POST /a 0123456789");

    const HttpAnswer refused =
        last_answer_to("POST /a HTTP/1.1\r\nContent-Length: 11\r\n\r\n0123456789a");
    EXPECT_EQ(refused.status, 413);
    EXPECT_EQ(refused.body, R"({"message":"Payload Too Large"})");
    EXPECT_EQ(last_answer_to(chunked("4\r\n0123\r\n7\r\n456789a\r\n0\r\n\r\n")).status, 413);
    EXPECT_EQ(last_answer_to(chunked("ffffffffffffffff\r\n")).status, 413);
}

TEST_F(ServerLimitsTest, RefusesABigBodyThatDoesNotFitInBesideTheOthers) {
    const std::string big(700'000, 'b');
    options_.max_body_bytes = options_.max_bodies_bytes = 1'000'000;
    Held held;
    start(held.handler());
    HttpConnection first(port());
    first.send("POST /a HTTP/1.1\r\nContent-Length: 700000\r\n\r\n" + big);
    auto [request, respond] = held.next();
    EXPECT_EQ(request.body.size(), big.size());

    const HttpAnswer refused =
        last_answer_to("POST /b HTTP/1.1\r\nContent-Length: 700000\r\n\r\n" + big);
    EXPECT_EQ(refused.status, 503);
    EXPECT_EQ(refused.header("Retry-After"), "1");
    HttpConnection small(port());
    small.send("POST /c HTTP/1.1\r\nContent-Length: 5\r\n\r\nsmall");
    held.next().second({});
    EXPECT_EQ(small.read_answer().status, 200) << "small ones are always taken";

    respond({});
    EXPECT_EQ(first.read_answer().status, 200);
    for (HttpConnection* again : {&first, &small}) {
        again->send("POST /d HTTP/1.1\r\nContent-Length: 700000\r\n\r\n" + big);
        held.next().second({});
        EXPECT_EQ(again->read_answer().status, 200) << "there is room again";
    }
}

TEST_F(ServerLimitsTest, RefusesATooBigBodyBeforeItIsSent) {
    options_.max_body_bytes = 10;
    start();
    EXPECT_EQ(last_answer_to("POST / HTTP/1.1\r\nContent-Length: 11\r\n\r\n").status, 413);
    EXPECT_EQ(
        last_answer_to("POST / HTTP/1.1\r\nContent-Length: 18446744073709551615\r\n\r\n").status,
        413);
}

TEST_F(ServerLimitsTest, LetsAClientThatSendsOnReadItsRefusal) {
    options_.max_body_bytes = 10;
    start();
    const std::string head = "POST / HTTP/1.1\r\nContent-Length: 4194304\r\n\r\n";
    EXPECT_EQ(last_answer_to(head + std::string(4194304, 'x')).status, 413);
}

TEST_F(ServerLimitsTest, AsksForTheBodyOfAClientThatWaits) {
    start();
    HttpConnection connection(port());
    for (int i = 0; i < 2; ++i) {
        connection.send("POST /a HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
        EXPECT_EQ(connection.read_answer().status, 100);
        connection.send("abc");
        EXPECT_EQ(connection.read_answer().body, "POST /a abc");
    }
}

TEST_F(ServerLimitsTest, AsksForNoBodyThatItWouldRefuse) {
    options_.max_body_bytes = 10;
    options_.max_head_bytes = 512;
    start();
    EXPECT_EQ(
        last_answer_to("POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 11\r\n\r\n")
            .status,
        413);
    EXPECT_EQ(last_answer_to("POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 1\r\nX: " +
                             std::string(600, 'a'))
                  .status,
              431);
}

TEST_F(ServerLimitsTest, AsksForNoBodyThatIsThereOrNeverComes) {
    start();
    HttpConnection connection(port());
    connection.send("POST /a HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\nabc");
    EXPECT_EQ(connection.read_answer().body, "POST /a abc");
    connection.send("GET /b HTTP/1.1\r\nExpect: 100-continue\r\n\r\n");
    EXPECT_EQ(connection.read_answer().body, "GET /b");
    connection.send("POST /c HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
    connection.send("abc");
    EXPECT_EQ(connection.read_answer().body, "POST /c abc");
}

TEST_F(ServerLimitsTest, AnswersMalformedRequestsWith400AndJson) {
    start();
    for (const char* bytes : {
             "nonsense\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/2.0\r\n\r\n",
             "GET / HTTP/1.1\r\nno colon\r\n\r\n", "GET / HTTP/1.1\r\nBlank : before colon\r\n\r\n",
             "GET / HTTP/1.1\r\n: no name\r\n\r\n", "GET /\x01 HTTP/1.1\r\n\r\n",
             "GET /a b HTTP/1.1\r\n\r\n", "POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
             "POST / HTTP/1.1\r\nContent-Length: 1x\r\n\r\n",
             "POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
             "POST / HTTP/1.1\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
             "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n",
             "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
             "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nabcdef\r\n",
             "\x16\x03\x01\x02\x01\x01\xfc\x03\x03",  // a TLS client
         }) {
        const HttpAnswer answer = last_answer_to(bytes);
        EXPECT_EQ(answer.status, 400) << bytes;
        EXPECT_EQ(answer.body, R"({"message":"Bad Request"})") << bytes;
        EXPECT_EQ(answer.header("X-Request-Id").size(), 16U) << bytes;
    }
}

TEST_F(ServerLimitsTest, RefusesCodingsThatItDoesNotKnow) {
    start();
    for (const char* coding : {"gzip", "gzip, chunked", "identity"}) {
        const std::string bytes = "POST / HTTP/1.1\r\nTransfer-Encoding: " + std::string(coding);
        EXPECT_EQ(last_answer_to(bytes + "\r\n\r\n").status, 501) << coding;
    }
}

TEST_F(ServerLimitsTest, BoundsWhatStandsBetweenChunks) {
    options_.max_head_bytes = 512;
    start();
    EXPECT_EQ(last_answer_to(chunked("1;" + std::string(600, 'a'))).status, 431);
    std::string trailer = "0\r\n";
    for (int i = 0; i < 100; ++i) trailer += "X-Header: a\r\n";
    EXPECT_EQ(last_answer_to(chunked(trailer)).status, 431);
}

TEST_F(ServerLimitsTest, Answers400ToARequestThatIsCutShort) {
    start();
    for (const char* bytes : {"GET / HT", "GET / HTTP/1.1\r\nHost: x\r\n",
                              "POST / HTTP/1.1\r\nContent-Length: 10\r\n\r\nabc"}) {
        HttpConnection connection(port());
        connection.send(bytes);
        connection.finish_sending();
        EXPECT_EQ(connection.read_answer().status, 400) << bytes;
        EXPECT_EQ(connection.read_to_end(), "") << bytes;
    }
}

TEST_F(ServerLimitsTest, AnswersAClientThatHasFinishedSending) {
    start();
    HttpConnection connection(port());
    connection.send("GET /a HTTP/1.1\r\n\r\nGET /b HTTP/1.1\r\n\r\n");
    connection.finish_sending();
    EXPECT_EQ(connection.read_answer().body, "GET /a");
    EXPECT_EQ(connection.read_answer().body, "GET /b");
    EXPECT_EQ(connection.read_to_end(), "");
}

TEST_F(ServerLimitsTest, Answers408ToARequestThatDoesNotFinish) {
    options_.request_timeout = std::chrono::milliseconds(100);
    start();
    for (const char* bytes :
         {"GET / HTTP/1.1\r\nHost: x\r\n", "POST / HTTP/1.1\r\nContent-Length: 10\r\n\r\nabc"}) {
        const HttpAnswer answer = last_answer_to(bytes);
        EXPECT_EQ(answer.status, 408) << bytes;
        EXPECT_EQ(answer.body, R"({"message":"Request Timeout"})");
    }
}

TEST_F(ServerLimitsTest, Answers408ToABodyThatItAskedForInVain) {
    options_.request_timeout = std::chrono::milliseconds(100);
    start();
    HttpConnection connection(port());
    connection.send("POST /a HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
    EXPECT_EQ(connection.read_answer().status, 100);
    EXPECT_EQ(connection.read_answer().status, 408);
    EXPECT_EQ(connection.read_to_end(), "");
}

TEST_F(ServerLimitsTest, ClosesIdleConnectionsInSilence) {
    options_.idle_timeout = std::chrono::milliseconds(100);
    start();
    HttpConnection never_used(port());
    EXPECT_EQ(never_used.read_to_end(), "");
    HttpConnection used(port());
    EXPECT_EQ(used.request("GET", "/").status, 200);
    EXPECT_EQ(used.read_to_end(), "");
}

TEST_F(ServerLimitsTest, WaitsForAHandlerLongerThanForAClient) {
    options_.request_timeout = std::chrono::milliseconds(50);
    Held held;
    start(held.handler());
    HttpConnection slow(port());
    slow.send("GET /slow HTTP/1.1\r\n\r\n");
    const auto [request, respond] = held.next();
    // Takes as long as a client may: longer than the handler has by now.
    EXPECT_EQ(last_answer_to("GET / HTTP/1.1\r\n").status, 408);
    respond({.body = "done"});
    EXPECT_EQ(slow.read_answer().body, "done");
}

TEST_F(ServerLimitsTest, GivesUpOnAClientThatDoesNotReadItsAnswer) {
    options_.request_timeout = std::chrono::milliseconds(100);
    Held held;
    start(held.handler());
    constexpr std::size_t kSize = 64 << 20;
    HttpConnection connection(port());
    connection.send("GET / HTTP/1.1\r\n\r\n");
    held.next().second({.body = std::string(kSize, 'x')});
    server_->stop();  // returns when the connection is gone
    EXPECT_LT(connection.read_to_end().size(), kSize);
}

}  // namespace
}  // namespace desk::net
