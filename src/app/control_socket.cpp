#include "app/control_socket.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <atomic>
#include <boost/json.hpp>
#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <system_error>
#include <thread>

#include "util/encoding.hpp"
#include "util/log.hpp"

namespace desk::app {

namespace {

constexpr const char* kSocketName = "polydesk.sock";
constexpr std::uint32_t kMaxMessageBytes = 128 * 1024 * 1024;
/// A client sends its words at once, but may have to wait for the answer.
constexpr int kRequestSeconds = 5;
constexpr int kAnswerSeconds = 60;
constexpr int kAcceptPauseMilliseconds = 100;
/// Commands at a time: a long import must not keep `ticket show` waiting.
constexpr int kThreads = 4;
constexpr std::chrono::milliseconds kProgressPause{200};

class Descriptor {
  public:
    explicit Descriptor(int fd = -1) : fd_(fd) {}
    ~Descriptor() {
        if (fd_ >= 0) ::close(fd_);
    }
    Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        std::swap(fd_, other.fd_);
        return *this;
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    [[nodiscard]] int get() const { return fd_; }
    [[nodiscard]] bool is_open() const { return fd_ >= 0; }

  private:
    int fd_;
};

[[noreturn]] void throw_errno(const std::string& what) {
    throw std::system_error(errno, std::generic_category(), what);
}

/// The socket's address by way of the open folder, since a socket's own path may have only 107
/// bytes and folders are deeper than that.
sockaddr_un address_in(const Descriptor& folder) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::string path = "/proc/self/fd/" + std::to_string(folder.get()) + "/" + kSocketName;
    std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
    return address;
}

Descriptor open_folder(const std::filesystem::path& data) {
    return Descriptor(::open(data.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
}

Descriptor new_socket() { return Descriptor(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)); }

/// How long one step of receiving or sending may take.
void set_patience(const Descriptor& socket, int seconds) {
    const timeval patience{seconds, 0};
    ::setsockopt(socket.get(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    ::setsockopt(socket.get(), SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
}

bool send_all(int fd, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t sent = ::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

bool receive_all(int fd, char* out, std::size_t size) {
    while (size > 0) {
        const ssize_t got = ::recv(fd, out, size, 0);
        if (got <= 0) return false;
        out += got;
        size -= static_cast<std::size_t>(got);
    }
    return true;
}

bool send_message(int fd, const std::string& text) {
    const std::uint32_t length = htonl(static_cast<std::uint32_t>(text.size()));
    return send_all(fd, {reinterpret_cast<const char*>(&length), sizeof length}) &&
           send_all(fd, text);
}

std::optional<std::string> receive_message(int fd) {
    std::uint32_t length = 0;
    if (!receive_all(fd, reinterpret_cast<char*>(&length), sizeof length)) return std::nullopt;
    length = ntohl(length);
    if (length > kMaxMessageBytes) return std::nullopt;
    std::string text(length, '\0');
    if (!receive_all(fd, text.data(), text.size())) return std::nullopt;
    return text;
}

bool is_same_user(int fd) {
    ucred peer{};
    socklen_t size = sizeof peer;
    if (::getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0) return false;
    return peer.uid == ::geteuid() || peer.uid == 0;
}

std::string to_json(const CommandResult& result) {
    return boost::json::serialize(boost::json::object{{"exit_code", result.exit_code},
                                                      {"out", result.out},
                                                      {"err", result.err},
                                                      {"cursor", result.cursor}});
}

CommandResult result_from(const boost::json::value& value) {
    return {static_cast<int>(value.at("exit_code").as_int64()),
            std::string(value.at("out").as_string()), std::string(value.at("err").as_string()),
            value.at("cursor").as_int64()};
}

RemoteCommand read_command(const std::string& request) {
    const boost::json::value words = boost::json::parse(request);
    RemoteCommand command;
    for (const boost::json::value& arg : words.at("args").as_array()) {
        command.args.emplace_back(arg.as_string());
    }
    for (const auto& file : words.at("files").as_object()) {
        command.files[std::string(file.key())] =
            base64_decode(std::string_view(file.value().as_string())).value();
    }
    return command;
}

std::string to_json(const RemoteCommand& command) {
    boost::json::array args(command.args.begin(), command.args.end());
    boost::json::object files;
    for (const auto& [path, content] : command.files) files[path] = base64_encode(content);
    return boost::json::serialize(
        boost::json::object{{"args", std::move(args)}, {"files", std::move(files)}});
}

/// Sends progress to the caller, but not every row of it.
ShowProgress progress_to(const Descriptor& connection, const std::atomic<bool>& is_stopping) {
    using Clock = std::chrono::steady_clock;
    return [&, last = Clock::time_point{}, has_caller = true](std::int64_t done,
                                                              std::int64_t total) mutable {
        const auto now = Clock::now();
        if (now - last >= kProgressPause) {
            last = now;
            has_caller =
                send_message(connection.get(), boost::json::serialize(boost::json::object{
                                                   {"progress", boost::json::array{done, total}}}));
        }
        return has_caller && !is_stopping;
    };
}

void answer(const Descriptor& connection, const RunRemote& run,
            const std::atomic<bool>& is_stopping) {
    set_patience(connection, kRequestSeconds);
    if (!is_same_user(connection.get())) return;
    const std::optional<std::string> request = receive_message(connection.get());
    if (!request) return;
    CommandResult result;
    try {
        RemoteCommand command = read_command(*request);
        command.progress = progress_to(connection, is_stopping);
        result = run(command);
    } catch (const std::exception& error) {
        log::error("command failed", {{"error", std::string_view(error.what())}});
        result = {1, {}, "The server could not carry this out; its log says why.\n", 0};
    }
    if (!send_message(connection.get(), to_json(result))) {
        log::info("whoever asked for a command was gone before its end");
    }
}

}  // namespace

struct ControlSocket::Impl {
    Descriptor folder;
    Descriptor listener;
    Descriptor stop{::eventfd(0, EFD_CLOEXEC)};
    RunRemote run;
    std::atomic<bool> is_stopping{false};
    std::vector<std::thread> threads;

    void serve() {
        while (true) {
            pollfd waits[2] = {{listener.get(), POLLIN, 0}, {stop.get(), POLLIN, 0}};
            if (::poll(waits, 2, -1) < 0 && errno != EINTR) return;
            if (waits[1].revents != 0) return;
            if (waits[0].revents == 0) continue;
            const Descriptor connection(::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC));
            if (!connection.is_open() && errno == EAGAIN) continue;  // another thread has it
            if (!connection.is_open()) {
                ::poll(&waits[1], 1, kAcceptPauseMilliseconds);  // out of descriptors, most likely
                continue;
            }
            try {
                answer(connection, run, is_stopping);
            } catch (const std::exception& error) {
                log::error("command lost", {{"error", std::string_view(error.what())}});
            }
        }
    }
};

ControlSocket::ControlSocket(const FolderLock& lock, RunRemote run)
    : impl_(std::make_unique<Impl>()) {
    const std::filesystem::path& data = lock.folder();
    impl_->run = std::move(run);
    impl_->folder = open_folder(data);
    impl_->listener = new_socket();
    if (!impl_->folder.is_open() || !impl_->listener.is_open()) throw_errno("control socket");
    ::unlink((data / kSocketName).c_str());  // left behind by a crash: the lock says nobody has it
    const sockaddr_un address = address_in(impl_->folder);
    if (::bind(impl_->listener.get(), reinterpret_cast<const sockaddr*>(&address),
               sizeof address) != 0 ||
        ::chmod(address.sun_path, 0600) != 0 || ::listen(impl_->listener.get(), 16) != 0) {
        throw_errno("cannot listen on " + (data / kSocketName).string());
    }
    ::fcntl(impl_->listener.get(), F_SETFL, O_NONBLOCK);
    for (int i = 0; i < kThreads; ++i) {
        impl_->threads.emplace_back([impl = impl_.get()] { impl->serve(); });
    }
}

ControlSocket::~ControlSocket() {
    impl_->is_stopping = true;
    const std::uint64_t one = 1;
    if (::write(impl_->stop.get(), &one, sizeof one) == sizeof one) {
        for (std::thread& thread : impl_->threads) thread.join();
    }
    ::unlinkat(impl_->folder.get(), kSocketName, 0);
}

std::optional<CommandResult> run_in_server(const std::filesystem::path& data,
                                           const RemoteCommand& command) {
    const Descriptor folder = open_folder(data);
    if (!folder.is_open()) return std::nullopt;
    const Descriptor socket = new_socket();
    const sockaddr_un address = address_in(folder);
    if (!socket.is_open() ||
        ::connect(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
        return std::nullopt;
    }
    set_patience(socket, kAnswerSeconds);
    if (send_message(socket.get(), to_json(command))) {
        while (const std::optional<std::string> text = receive_message(socket.get())) {
            const boost::json::value value = boost::json::parse(*text);
            const boost::json::value* progress = value.as_object().if_contains("progress");
            if (progress == nullptr) return result_from(value);
            command.progress(progress->at(0).as_int64(), progress->at(1).as_int64());
        }
    }
    throw std::runtime_error(
        "the running server did not answer; whether it did what you asked is not known, look "
        "before you ask again");
}

}  // namespace desk::app
