#include <gmock/gmock.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>

#include "support/http_client.hpp"
#include "support/served_desk.hpp"
#include "support/temp_folder.hpp"

/// What a systemd unit of Type=notify hears from `polydesk serve`.
namespace desk::test {
namespace {

/// Where a service manager listens.
class NotifySocket {
  public:
    explicit NotifySocket(const std::string& path) : fd_(::socket(AF_UNIX, SOCK_DGRAM, 0)) {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        path.copy(address.sun_path, sizeof address.sun_path - 1);
        EXPECT_EQ(::bind(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
    }
    ~NotifySocket() { ::close(fd_); }
    NotifySocket(const NotifySocket&) = delete;
    NotifySocket& operator=(const NotifySocket&) = delete;

    /// Waits for the next word.
    [[nodiscard]] std::string next() const {
        std::array<char, 512> buffer{};
        const ssize_t got = ::recv(fd_, buffer.data(), buffer.size(), 0);
        return got < 0 ? std::string() : std::string(buffer.data(), static_cast<std::size_t>(got));
    }

  private:
    int fd_;
};

TEST(ServiceManager, HearsThatTheDeskServesAndThatItStops) {
    const TempFolder folder;
    const std::string path = folder.path() / "notify";
    const NotifySocket manager(path);
    ServedDesk served({POLYDESK_BINARY, "serve", "--data", (folder.path() / "desk").string(),
                       "--listen", "127.0.0.1:0"},
                      {"NOTIFY_SOCKET=" + path});
    EXPECT_EQ(manager.next(), "READY=1");
    EXPECT_EQ(http_request(served.port(), "GET", "/readyz").status, 200);
    EXPECT_EQ(served.stop(), 0);
    EXPECT_EQ(manager.next(), "STOPPING=1");
}

TEST(ServiceManager, ThatIsNotThereIsNotMissed) {
    const TempFolder folder;
    ServedDesk served({POLYDESK_BINARY, "serve", "--data", (folder.path() / "desk").string(),
                       "--listen", "127.0.0.1:0"},
                      {"NOTIFY_SOCKET=/nowhere/at/all"});
    EXPECT_EQ(served.stop(), 0);
}

}  // namespace
}  // namespace desk::test
