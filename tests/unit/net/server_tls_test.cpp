#include <gmock/gmock.h>
#include <openssl/ssl.h>

#include <filesystem>
#include <fstream>

#include "support/temp_folder.hpp"
#include "support/tls_files.hpp"
#include "unit/net/server_fixture.hpp"

namespace desk::net {
namespace {

using test::HttpAnswer;
using test::HttpConnection;
using testing::AllOf;
using testing::HasSubstr;

class ServerTlsTest : public ServerTest {
  protected:
    ServerTlsTest() {
        options_.listen = {{.port = 0, .is_tls = true}};
        options_.tls = files_of("first");
        test::write_tls_files(folder_.path(), "first", test::make_tls_pair("first.example"));
    }

    TlsFiles files_of(const std::string& name) {
        return {folder_.path() / (name + ".crt"), folder_.path() / (name + ".key")};
    }
    /// What the server says when it cannot start with these files.
    std::string complaint(const TlsFiles& files) {
        options_.tls = files;
        try {
            start();
        } catch (const std::runtime_error& error) {
            return error.what();
        }
        return "none";
    }
    std::string subject_now() { return HttpConnection(port()).start_tls().certificate_subject(); }

    test::TempFolder folder_;
};

TEST_F(ServerTlsTest, AnswersAsInTheClear) {
    start();
    HttpConnection connection(port());
    connection.start_tls();
    EXPECT_EQ(connection.request("GET", "/a").body, "GET /a");
    const std::string big(3 * 1024 * 1024, 'x');
    EXPECT_TRUE(connection.request("POST", "/b", {}, big).body == "POST /b " + big);
    EXPECT_EQ(connection.request("HEAD", "/c").header("Content-Length"), "7");
    connection.send("GET /1 HTTP/1.1\r\n\r\nGET /2 HTTP/1.1\r\n\r\nGET /3 HTTP/1.1\r\n\r\n");
    for (const char* path : {"/1", "/2", "/3"}) {
        EXPECT_EQ(connection.read_answer().body, std::string("GET ") + path);
    }
    connection.send("POST /a HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
    EXPECT_EQ(connection.read_answer().status, 100);
    connection.send("abc");
    EXPECT_EQ(connection.read_answer().body, "POST /a abc");
}

TEST_F(ServerTlsTest, AnswersManyAtATimeFromOtherThreads) {
    Elsewhere elsewhere;
    start(
        [&](Request request, Respond respond) { elsewhere.post([=] { echo(request, respond); }); });
    std::vector<std::thread> clients;
    std::atomic<int> right = 0;
    for (int client = 0; client < 4; ++client) {
        clients.emplace_back([&] {
            HttpConnection connection(port());
            connection.start_tls();
            for (int i = 0; i < 25; ++i) {
                const std::string body = std::to_string(i);
                right += connection.request("POST", "/", {}, body).body == "POST / " + body;
            }
        });
    }
    for (std::thread& client : clients) client.join();
    EXPECT_EQ(right, 100);
}

TEST_F(ServerTlsTest, SpeaksNoVersionThatIsBroken) {
    start();
    EXPECT_EQ(HttpConnection(port()).start_tls().tls_version(), "TLSv1.3");
    EXPECT_EQ(HttpConnection(port()).start_tls(TLS1_2_VERSION).tls_version(), "TLSv1.2");
    EXPECT_THROW(HttpConnection(port()).start_tls(TLS1_1_VERSION), std::runtime_error);
    EXPECT_THROW(HttpConnection(port()).start_tls(TLS1_VERSION), std::runtime_error);
}

TEST_F(ServerTlsTest, ServesBesideTheClearOnAnotherAddress) {
    options_.listen = {{.port = 0}, {.port = 0, .is_tls = true}, {.port = 0}};
    Server& server = start();
    const auto port_of = [](const std::string& address) {
        return static_cast<std::uint16_t>(std::stoi(address.substr(address.rfind(':') + 1)));
    };
    const std::string secure = server.addresses(true);
    EXPECT_THAT(secure, testing::MatchesRegex("127.0.0.1:[0-9]+"));
    EXPECT_EQ(HttpConnection(port_of(secure)).start_tls().request("GET", "/s").body, "GET /s");
    const std::string clear = server.addresses(false);
    const std::size_t comma = clear.find(", ");
    for (const std::string& address : {clear.substr(0, comma), clear.substr(comma + 2)}) {
        EXPECT_EQ(test::http_request(port_of(address), "GET", "/c").body, "GET /c");
    }
}

TEST_F(ServerTlsTest, TellsAClientThatForgotTheS) {
    start();
    const HttpAnswer answer = last_answer_to("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_EQ(answer.status, 400);
    EXPECT_THAT(answer.body, HasSubstr("https://"));
}

TEST_F(ServerTlsTest, LetsAClientThatSendsOnReadItsRefusal) {
    options_.max_body_bytes = 10;
    start();
    HttpConnection connection(port());
    connection.start_tls();
    connection.send("POST / HTTP/1.1\r\nContent-Length: 1000000\r\n\r\n" +
                    std::string(100'000, 'x'));
    EXPECT_EQ(connection.read_answer().status, 413);
    EXPECT_EQ(connection.read_to_end(), "");
}

TEST_F(ServerTlsTest, EndsAConnectionInTheWayOfTls) {
    start();
    HttpConnection connection(port());
    connection.start_tls();
    EXPECT_EQ(connection.request("GET", "/", {{"Connection", "close"}}).body, "GET /");
    EXPECT_EQ(connection.read_to_end(), "");
    EXPECT_TRUE(connection.was_ended_by_tls());
}

TEST_F(ServerTlsTest, GivesUpOnAHandshakeThatDoesNotFinish) {
    options_.request_timeout = std::chrono::milliseconds(100);
    start();
    HttpConnection silent(port());
    EXPECT_EQ(silent.read_to_end(), "");
    HttpConnection begun(port());
    begun.send(std::string_view("\x16\x03\x01\x02\x00\x01\x00", 7));
    EXPECT_EQ(begun.read_to_end(), "");
    server_->stop();
    EXPECT_THAT(metrics_.text(), HasSubstr(R"(timeouts_total{waiting_for="opening"} 2)"));
}

TEST_F(ServerTlsTest, CountsHandshakesThatFailButNoLookAtThePort) {
    start();
    { HttpConnection looked(port()); }
    HttpConnection nonsense(port());
    nonsense.send("nonsense that is no TLS\r\n\r\n");
    nonsense.read_to_end();
    EXPECT_THROW(HttpConnection(port()).start_tls(TLS1_1_VERSION), std::runtime_error);
    server_->stop();
    EXPECT_THAT(metrics_.text(), HasSubstr("polydesk_tls_handshake_failures_total 2\n"));
}

TEST_F(ServerTlsTest, StopsThoughClientsAreThere) {
    options_.drain_timeout = std::chrono::hours(1);
    start();
    HttpConnection opening(port());
    HttpConnection idle(port());
    idle.start_tls();
    EXPECT_EQ(idle.request("GET", "/").status, 200);
    server_->stop();
    EXPECT_EQ(idle.read_to_end(), "");
}

TEST_F(ServerTlsTest, CutsOffWhatTakesLongerThanAStopMay) {
    options_.drain_timeout = std::chrono::milliseconds(20);
    Held held;
    start(held.handler());
    HttpConnection busy(port());
    busy.start_tls().send("GET /a HTTP/1.1\r\n\r\n");
    const Respond respond = held.next().second;
    HttpConnection beginning(port());
    beginning.send("\x16\x03\x01");
    server_->stop();
    EXPECT_EQ(busy.read_to_end(), "");
    server_.reset();
    respond({.body = "too late"});
}

TEST_F(ServerTlsTest, TakesANewCertificateAndDropsNobody) {
    start();
    HttpConnection before(port());
    before.start_tls();
    EXPECT_EQ(before.request("GET", "/").status, 200);
    test::write_tls_files(folder_.path(), "second", test::make_tls_pair("second.example"));
    server_->reload_tls(files_of("second"));
    EXPECT_EQ(subject_now(), "/CN=second.example");
    EXPECT_EQ(before.certificate_subject(), "/CN=first.example");
    EXPECT_EQ(before.request("GET", "/still").body, "GET /still");
}

TEST_F(ServerTlsTest, KeepsTheOldCertificateWhereTheNewIsBad) {
    start();
    test::write_tls_files(folder_.path(), "second", test::make_tls_pair("second.example"));
    const TlsFiles mixed{files_of("second").certificate, files_of("first").key};
    EXPECT_THROW(server_->reload_tls(mixed), std::runtime_error);
    EXPECT_THROW(server_->reload_tls(files_of("absent")), std::runtime_error);
    EXPECT_EQ(subject_now(), "/CN=first.example");
}

TEST_F(ServerTlsTest, SaysWhatIsWrongWithItsFiles) {
    test::write_tls_files(folder_.path(), "second", test::make_tls_pair("second.example"));
    const TlsFiles good = options_.tls;
    EXPECT_THAT(complaint({folder_.path() / "absent", good.key}),
                AllOf(HasSubstr("certificate"), HasSubstr("absent"), HasSubstr("No such file")));
    EXPECT_THAT(complaint({good.certificate, folder_.path() / "absent"}),
                AllOf(HasSubstr("key"), HasSubstr("absent"), HasSubstr("No such file")));
    EXPECT_THAT(complaint({good.certificate, files_of("second").key}),
                AllOf(HasSubstr(good.certificate), HasSubstr("second.key"),
                      HasSubstr("does not belong to")));
    EXPECT_THAT(complaint({good.key, good.key}), HasSubstr("PEM form"));
    EXPECT_THAT(complaint({good.certificate, good.certificate}), HasSubstr("no passphrase"));
    std::ofstream(folder_.path() / "empty").close();
    EXPECT_THAT(complaint({folder_.path() / "empty", good.key}), HasSubstr("it is empty"));
    EXPECT_THAT(complaint({folder_.path(), good.key}), HasSubstr("cannot read"));
}

TEST_F(ServerTlsTest, AsksNobodyForAPassphrase) {
    test::TlsPair pair = test::make_tls_pair("locked.example");
    pair.key = test::lock_key(pair.key, "open sesame");
    test::write_tls_files(folder_.path(), "locked", pair);
    EXPECT_THAT(complaint(files_of("locked")), HasSubstr("no passphrase"));
}

TEST_F(ServerTlsTest, ServesAnExpiredCertificateButSaysSo) {
    testing::internal::CaptureStderr();
    test::write_tls_files(folder_.path(), "old",
                          test::make_tls_pair("old.example", -std::chrono::hours(1)));
    options_.tls = files_of("old");
    start();
    EXPECT_EQ(subject_now(), "/CN=old.example");
    server_->stop();
    EXPECT_THAT(testing::internal::GetCapturedStderr(), HasSubstr("has expired"));
    EXPECT_THAT(metrics_.text(), HasSubstr("polydesk_tls_certificate_expiry_timestamp_seconds 1"));
}

}  // namespace
}  // namespace desk::net
