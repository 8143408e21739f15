#include <gmock/gmock.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <memory>

#include "support/temp_folder.hpp"
#include "support/tls_files.hpp"
#include "unit/net/server_fixture.hpp"

namespace {

std::atomic<bool> no_descriptors_left = false;

}  // namespace

/// In place of the C library's, so that descriptors run out when a test says so. To lower the limit
/// of the process would take them from the sanitizers as well, which then see ghosts.
extern "C" int accept(int socket, sockaddr* address, socklen_t* size) {
    if (no_descriptors_left) {
        errno = EMFILE;
        return -1;
    }
    return static_cast<int>(::syscall(SYS_accept4, socket, address, size, 0));
}

namespace desk::net {
namespace {

using test::HttpAnswer;
using test::HttpConnection;
using testing::HasSubstr;

/// More clients than there is room for.
class ServerCrowdTest : public ServerTest {
  protected:
    [[nodiscard]] double value_of(const std::string& series) const {
        const std::string text = metrics_.text();
        const std::size_t at = text.find("\n" + series + " ");
        return at == std::string::npos ? -1 : std::stod(text.substr(at + series.size() + 2));
    }
};

TEST_F(ServerCrowdTest, TellsWhoComesTooManyToComeBack) {
    options_.max_connections = 2;
    start();
    auto first = std::make_unique<HttpConnection>(port());
    EXPECT_EQ(first->request("GET", "/").status, 200);
    HttpConnection second(port());
    EXPECT_EQ(second.request("GET", "/").status, 200);

    const HttpAnswer refused = last_answer_to("GET / HTTP/1.1\r\n\r\n");
    EXPECT_EQ(refused.status, 503);
    EXPECT_EQ(refused.header("Retry-After"), "1");
    EXPECT_THAT(refused.body, HasSubstr("Too many connections"));
    EXPECT_EQ(refused.header("X-Request-Id").size(), 16U);
    EXPECT_EQ(value_of("polydesk_http_connections_refused_total"), 1);
    EXPECT_EQ(value_of("polydesk_http_connections_limit"), 2);
    EXPECT_EQ(second.request("GET", "/").status, 200) << "who is there is served on";

    first.reset();
    int status = 503;
    while (status == 503) status = test::http_request(port(), "GET", "/").status;
    EXPECT_EQ(status, 200) << "there is room again";
}

TEST_F(ServerCrowdTest, TellsSoBeforeAnythingIsSent) {
    options_.max_connections = 1;
    start();
    HttpConnection only(port());
    EXPECT_EQ(only.request("GET", "/").status, 200);
    HttpConnection silent(port());
    EXPECT_EQ(silent.read_answer().status, 503);
}

TEST_F(ServerCrowdTest, TellsSoThroughTls) {
    const test::TempFolder folder;
    test::write_tls_files(folder.path(), "desk", test::make_tls_pair("desk.example"));
    options_.tls = {folder.path() / "desk.crt", folder.path() / "desk.key"};
    options_.listen = {{.port = 0, .is_tls = true}};
    options_.max_connections = 1;
    start();
    HttpConnection only(port());
    EXPECT_EQ(only.start_tls().request("GET", "/").status, 200);
    HttpConnection second(port());
    EXPECT_EQ(second.start_tls().read_answer().status, 503);
    EXPECT_EQ(second.read_to_end(), "");
}

TEST_F(ServerCrowdTest, RestsWhileDescriptorsRunOutAndGoesOnThen) {
    start();
    no_descriptors_left = true;
    const auto began = std::chrono::steady_clock::now();
    HttpConnection waiting(port());
    while (value_of("polydesk_http_accept_failures_total") < 3) std::this_thread::yield();
    const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - began;
    EXPECT_GE(passed.count(), 0.2) << "a tenth of a second between two attempts";
    no_descriptors_left = false;
    EXPECT_EQ(waiting.request("GET", "/a").body, "GET /a");
}

}  // namespace
}  // namespace desk::net
