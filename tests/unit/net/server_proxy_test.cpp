#include <gmock/gmock.h>

#include "support/temp_folder.hpp"
#include "support/tls_files.hpp"
#include "unit/net/server_fixture.hpp"

namespace desk::net {
namespace {

using test::HttpAnswer;
using test::HttpConnection;
using testing::HasSubstr;
using testing::MatchesRegex;
using testing::Not;

/// Every client of these tests is 127.0.0.1.
class ServerProxyTest : public ServerTest {
  protected:
    void trust(const char* network) { options_.trusted_proxies = {*read_network(network)}; }
    static void tell(Request request, Respond respond) {
        respond({.body = request.remote + " " + request.id});
    }
    /// Who asked, as the handler sees it.
    static std::string remote_of(const HttpAnswer& answer) {
        return answer.body.substr(0, answer.body.find(' '));
    }
    std::string remote_with(const test::HttpHeaders& headers) {
        return remote_of(test::http_request(port(), "GET", "/", headers));
    }
    HttpAnswer answer_behind(std::string_view introduction) {
        HttpConnection connection(port());
        connection.send(introduction);
        return connection.request("GET", "/");
    }
};

TEST_F(ServerProxyTest, BelievesATrustedProxyAlone) {
    trust("127.0.0.0/8");
    start(tell);
    EXPECT_EQ(remote_with({{"X-Forwarded-For", "6.6.6.6, 203.0.113.9"}}), "203.0.113.9");
    EXPECT_EQ(remote_with({}), "127.0.0.1");
    trust("10.0.0.0/8");
    start(tell);
    EXPECT_EQ(remote_with({{"X-Forwarded-For", "203.0.113.9"}}), "127.0.0.1");
}

TEST_F(ServerProxyTest, TakesEachRequestForItself) {
    trust("127.0.0.1");
    start(tell);
    HttpConnection connection(port());
    for (const char* client : {"203.0.113.1", "203.0.113.2"}) {
        EXPECT_EQ(remote_of(connection.request("GET", "/", {{"X-Forwarded-For", client}})), client);
    }
    EXPECT_EQ(remote_of(connection.request("POST", "/", {}, "body")), "127.0.0.1");
    EXPECT_EQ(remote_of(connection.request("POST", "/", {{"X-Forwarded-For", "::7"}}, "body")),
              "::7");
}

TEST_F(ServerProxyTest, TakesTheRequestIdOfATrustedProxy) {
    trust("127.0.0.1");
    testing::internal::CaptureStderr();
    start(tell);
    HttpConnection connection(port());
    const HttpAnswer answer = connection.request("GET", "/", {{"X-Request-Id", "Edge-7.1:a"}});
    EXPECT_EQ(answer.header("X-Request-Id"), "Edge-7.1:a");
    EXPECT_EQ(answer.body, "127.0.0.1 Edge-7.1:a");
    for (const std::string& bad :
         {std::string(129, 'x'), std::string("a b"), std::string("a\"b")}) {
        EXPECT_THAT(connection.request("GET", "/", {{"X-Request-Id", bad}}).header("X-Request-Id"),
                    MatchesRegex("[0-9a-f]{16}"));
    }
    EXPECT_THAT(connection.request("GET", "/").header("X-Request-Id"),
                MatchesRegex("[0-9a-f]{16}"));
    server_->stop();
    EXPECT_THAT(testing::internal::GetCapturedStderr(), HasSubstr("\"id\":\"Edge-7.1:a\""));
}

TEST_F(ServerProxyTest, ReadsTheIntroductionOfBothVersions) {
    trust("127.0.0.1");
    options_.proxy_protocol = true;
    start(tell);
    const std::string text = "PROXY TCP4 203.0.113.9 198.51.100.1 56324 443\r\n";
    EXPECT_EQ(remote_of(answer_behind(text)), "203.0.113.9");
    const std::string binary(
        "\r\n\r\n\0\r\nQUIT\n\x21\x11\0\x0c\xcb\0\x71\x09\xc6\x33\x64\1\1\2\3\4", 28);
    EXPECT_EQ(remote_of(answer_behind(binary)), "203.0.113.9");
    EXPECT_EQ(remote_of(answer_behind("PROXY UNKNOWN\r\n")), "127.0.0.1");

    HttpConnection slow(port());
    for (const char c : text) slow.send({&c, 1});
    EXPECT_EQ(remote_of(slow.request("GET", "/")), "203.0.113.9");
    EXPECT_EQ(remote_of(slow.request("GET", "/")), "203.0.113.9") << "for the whole connection";

    HttpConnection at_once(port());
    at_once.send(text + "GET / HTTP/1.1\r\n\r\nGET / HTTP/1.1\r\n\r\n");
    EXPECT_EQ(remote_of(at_once.read_answer()), "203.0.113.9");
    EXPECT_EQ(remote_of(at_once.read_answer()), "203.0.113.9");
}

TEST_F(ServerProxyTest, TrustsNoHeaderOfTheClientBehindTheIntroduction) {
    options_.trusted_proxies = {*read_network("127.0.0.1"), *read_network("10.0.0.0/8")};
    options_.proxy_protocol = true;
    start(tell);
    const test::HttpHeaders headers{{"X-Forwarded-For", "6.6.6.6"}, {"X-Request-Id", "evil"}};
    HttpConnection stranger(port());
    stranger.send("PROXY TCP4 203.0.113.9 198.51.100.1 1 2\r\n");
    const HttpAnswer answer = stranger.request("GET", "/", headers);
    EXPECT_EQ(remote_of(answer), "203.0.113.9");
    EXPECT_THAT(answer.body, Not(HasSubstr("evil")));
    HttpConnection second_proxy(port());
    second_proxy.send("PROXY TCP4 10.0.0.7 198.51.100.1 1 2\r\n");
    EXPECT_EQ(remote_of(second_proxy.request("GET", "/", headers)), "6.6.6.6");
}

TEST_F(ServerProxyTest, AsksATrustedProxyForItsIntroduction) {
    trust("127.0.0.1");
    options_.proxy_protocol = true;
    start(tell);
    EXPECT_EQ(last_answer_to("GET / HTTP/1.1\r\n\r\n").status, 400);
    EXPECT_EQ(last_answer_to("PROXY TCP4 nonsense\r\nGET / HTTP/1.1\r\n\r\n").status, 400);
}

TEST_F(ServerProxyTest, TakesNoIntroductionFromAnybodyElse) {
    trust("10.0.0.0/8");
    options_.proxy_protocol = true;
    start(tell);
    EXPECT_EQ(remote_with({}), "127.0.0.1") << "who is no proxy needs none";
    EXPECT_EQ(last_answer_to("PROXY TCP4 10.0.0.1 1.1.1.1 1 2\r\nGET / HTTP/1.1\r\n\r\n").status,
              400);
}

TEST_F(ServerProxyTest, WaitsForAnIntroductionOnlySoLong) {
    trust("127.0.0.1");
    options_.proxy_protocol = true;
    options_.request_timeout = std::chrono::milliseconds(100);
    start(tell);
    HttpConnection connection(port());
    connection.send("PROXY TCP4 203.");
    EXPECT_EQ(connection.read_to_end(), "");
}

TEST_F(ServerProxyTest, ReadsTheIntroductionInFrontOfTls) {
    const test::TempFolder folder;
    test::write_tls_files(folder.path(), "desk", test::make_tls_pair("desk.example"));
    options_.tls = {folder.path() / "desk.crt", folder.path() / "desk.key"};
    options_.listen = {{.port = 0, .is_tls = true}};
    trust("127.0.0.1");
    options_.proxy_protocol = true;
    start(tell);
    for (int i = 0; i < 5; ++i) {  // the handshake comes with the introduction, or after it
        HttpConnection connection(port());
        connection.send("PROXY TCP6 2001:db8::9 ::1 1 2\r\n");
        connection.start_tls();
        EXPECT_EQ(remote_of(connection.request("GET", "/")), "2001:db8::9");
    }
}

}  // namespace
}  // namespace desk::net
