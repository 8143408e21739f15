#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "bench/load_options.hpp"
#include "bench/request_maker.hpp"

// The load generator: one thread, keep-alive connections, one request at a time on each. A stream
// without a rate is a closed loop and finds the highest rate; one with a rate is an open loop,
// where a latency counts from the moment the request was due, so that a server that stands still is
// not spared the requests that would have come meanwhile (no coordinated omission).

namespace desk::bench {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::nanoseconds;

constexpr auto kGrace = std::chrono::seconds(10);  // for what is under way or overdue at the end

nanoseconds seconds(double count) {
    return std::chrono::duration_cast<nanoseconds>(std::chrono::duration<double>(count));
}

struct Stream;

/// A socket with at most one request on its way.
struct Connection {
    Stream* stream = nullptr;
    int socket = -1;
    bool busy = false;
    Clock::time_point due;  ///< closed loop: when it was sent
    std::string out;
    std::size_t sent = 0;
    std::string in;
    Walk walk;
};

/// The requests of one mode, and what became of them.
struct Stream {
    Stream(const LoadOptions& load, const StreamOptions& stream)
        : options(stream),
          maker(load, stream.mode),
          connections(static_cast<std::size_t>(stream.connections)) {
        for (Connection& connection : connections) connection.stream = this;
    }

    [[nodiscard]] Clock::time_point due_time(Clock::time_point start) const {
        return start + seconds(static_cast<double>(scheduled) / options.rate);
    }

    StreamOptions options;
    RequestMaker maker;
    std::vector<Connection> connections;
    std::vector<Connection*> idle;
    std::int64_t scheduled = 0;  ///< open loop: taken from the schedule; closed loop: sent
    std::int64_t errors = 0;
    std::string first_error;
    std::vector<float> latencies;  ///< microseconds, of good answers after the warm-up
};

/// Length of a whole answer at the front of `in`, with its status; 0 while it is incomplete.
std::size_t whole_answer(std::string_view in, int& status, std::size_t& body_at) {
    const std::size_t end = in.find("\r\n\r\n");
    if (end == std::string_view::npos) return 0;
    body_at = end + 4;
    status = 0;
    if (in.size() > 12) std::from_chars(in.data() + 9, in.data() + 12, status);
    static constexpr std::string_view kName = "\r\ncontent-length:";
    const auto same = [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a + 32 : a) == b; };
    const auto head_end = in.begin() + static_cast<std::ptrdiff_t>(end);
    auto found = std::search(in.begin(), head_end, kName.begin(), kName.end(), same);
    if (found == head_end) throw std::runtime_error("an answer without Content-Length");
    found += static_cast<std::ptrdiff_t>(kName.size());
    while (found != head_end && *found == ' ') ++found;
    std::size_t length = 0;
    std::from_chars(&*found, in.data() + end, length);
    return in.size() >= body_at + length ? body_at + length : 0;
}

class Load {
  public:
    explicit Load(const LoadOptions& options) : options_(options), epoll_(epoll_create1(0)) {
        for (const StreamOptions& stream : options.streams) {
            streams_.push_back(std::make_unique<Stream>(options, stream));
        }
    }

    void run() {
        for (auto& stream : streams_) {
            for (Connection& connection : stream->connections) {
                open(connection);
                stream->idle.push_back(&connection);
            }
        }
        start_ = Clock::now();
        counted_from_ = start_ + seconds(options_.warm_up);
        end_ = counted_from_ + seconds(options_.seconds);
        for (Clock::time_point now = start_; now < end_ + kGrace; now = Clock::now()) {
            const bool more = send_due(now);
            if (!more && nothing_under_way()) break;
            wait(now);
        }
        count_the_unanswered();
    }

    void print() const {
        std::printf("[");
        const char* comma = "";
        for (const auto& stream : streams_) {
            std::printf("%s\n  ", comma);
            print(*stream);
            comma = ",";
        }
        std::printf("\n]\n");
    }

  private:
    void open(Connection& connection) const {
        connection.socket = ::socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(options_.port);
        if (inet_pton(AF_INET, options_.host.c_str(), &address.sin_addr) != 1) {
            throw std::runtime_error("--host wants an IPv4 address");
        }
        const int on = 1;
        setsockopt(connection.socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        // Connecting to loopback is immediate, so it may block; afterwards nothing does.
        if (connect(connection.socket, reinterpret_cast<sockaddr*>(&address), sizeof address) !=
            0) {
            throw std::system_error(errno, std::generic_category(), "connect");
        }
        epoll_event event{};
        event.events = EPOLLIN | EPOLLOUT | EPOLLET;
        event.data.ptr = &connection;
        epoll_ctl(epoll_, EPOLL_CTL_ADD, connection.socket, &event);
        connection.in.clear();
    }

    /// Sends what is due on connections that are free.
    /// \return false when no stream has anything left to send
    bool send_due(Clock::time_point now) {
        bool more = false;
        for (auto& stream : streams_) {
            for (;;) {
                const bool open_loop = stream->options.rate > 0;
                const Clock::time_point due = open_loop ? stream->due_time(start_) : now;
                if (due >= end_ || stream->scheduled >= options_.most) break;
                more = true;
                if (stream->idle.empty() || due > now) break;
                Connection& connection = *stream->idle.back();
                stream->idle.pop_back();
                ++stream->scheduled;
                connection.busy = true;
                connection.due = due;
                connection.sent = 0;
                stream->maker.make(connection.out, connection.walk);
                write(connection);
            }
        }
        return more;
    }

    [[nodiscard]] bool nothing_under_way() const {
        return std::all_of(streams_.begin(), streams_.end(), [](const auto& stream) {
            return stream->idle.size() == stream->connections.size();
        });
    }

    /// Until something happens on a socket, or the next request is due on a free connection.
    void wait(Clock::time_point now) {
        nanoseconds longest = std::chrono::milliseconds(100);
        for (const auto& stream : streams_) {
            if (stream->options.rate > 0 && !stream->idle.empty()) {
                longest = std::clamp<nanoseconds>(stream->due_time(start_) - now, nanoseconds(0),
                                                  longest);
            }
        }
        const timespec time_out{0, static_cast<long>(longest.count())};
        epoll_event events[128];
        const int count = epoll_pwait2(epoll_, events, std::size(events), &time_out, nullptr);
        for (int i = 0; i < count; ++i) {
            auto& connection = *static_cast<Connection*>(events[i].data.ptr);
            if ((events[i].events & EPOLLOUT) != 0 && connection.busy) write(connection);
            if ((events[i].events & (EPOLLIN | EPOLLHUP | EPOLLERR)) != 0) read(connection);
        }
    }

    void write(Connection& connection) {
        while (connection.sent < connection.out.size()) {
            const ssize_t count =
                ::send(connection.socket, connection.out.data() + connection.sent,
                       connection.out.size() - connection.sent, MSG_NOSIGNAL | MSG_DONTWAIT);
            if (count < 0) return;  // full, or broken: then a read event says so
            connection.sent += static_cast<std::size_t>(count);
        }
    }

    void read(Connection& connection) {
        char bytes[16 * 1024];
        for (;;) {
            const ssize_t count = ::recv(connection.socket, bytes, sizeof bytes, MSG_DONTWAIT);
            if (count > 0) {
                connection.in.append(bytes, static_cast<std::size_t>(count));
                if (static_cast<std::size_t>(count) < sizeof bytes) break;
            } else if (count < 0 && errno == EAGAIN) {
                break;
            } else {
                reopen(connection);
                return;
            }
        }
        int status = 0;
        std::size_t body_at = 0;
        const std::size_t length = whole_answer(connection.in, status, body_at);
        if (length == 0) return;
        const std::string_view body(connection.in.data() + body_at, length - body_at);
        const std::string& expected = connection.stream->maker.expected();
        const bool good = status / 100 == 2 && body.find(expected) != std::string_view::npos;
        answered(connection, good, good ? std::string_view() : std::string_view(connection.in));
        const bool closes = connection.in.find("Connection: close") < body_at;
        connection.in.erase(0, length);
        if (closes) reopen(connection);
    }

    void answered(Connection& connection, bool good, std::string_view answer) {
        Stream& stream = *connection.stream;
        const Clock::time_point now = Clock::now();
        if (!good) {
            if (stream.errors++ == 0) stream.first_error = answer.substr(0, 400);
        } else if (connection.due >= counted_from_) {
            stream.latencies.push_back(
                std::chrono::duration<float, std::micro>(now - connection.due).count());
        }
        connection.busy = false;
        stream.idle.push_back(&connection);
    }

    /// A closed connection is an error of the request that was on it, and replaced by a new one.
    void reopen(Connection& connection) {
        if (connection.busy) answered(connection, false, "connection closed");
        close(connection.socket);
        open(connection);
    }

    void count_the_unanswered() {
        for (auto& stream : streams_) {
            for (Connection& connection : stream->connections) {
                if (connection.busy) answered(connection, false, "no answer in time");
            }
            if (stream->options.rate <= 0) continue;
            while (stream->due_time(start_) < end_ && stream->scheduled < options_.most) {
                ++stream->scheduled;
                ++stream->errors;
            }
        }
    }

    void print(const Stream& stream) const {
        std::vector<float> sorted = stream.latencies;
        std::sort(sorted.begin(), sorted.end());
        const auto at = [&](double share) {
            if (sorted.empty()) return 0.0;
            const auto index = static_cast<std::size_t>(share * static_cast<double>(sorted.size()));
            return static_cast<double>(sorted[std::min(index, sorted.size() - 1)]) / 1000.0;
        };
        std::printf(
            "{\"mode\": \"%s\", \"connections\": %d, \"wanted_rate\": %.0f, \"rate\": %.0f, "
            "\"answers\": %zu, \"errors\": %lld, \"p50_ms\": %.3f, \"p90_ms\": %.3f, "
            "\"p99_ms\": %.3f, \"p999_ms\": %.3f, \"max_ms\": %.3f",
            stream.options.mode.c_str(), stream.options.connections, stream.options.rate,
            static_cast<double>(sorted.size()) / options_.seconds, sorted.size(),
            static_cast<long long>(stream.errors), at(0.5), at(0.9), at(0.99), at(0.999), at(1));
        std::printf("}");
        if (stream.errors > 0) {
            std::fprintf(stderr, "%s: first error: %s\n", stream.options.mode.c_str(),
                         stream.first_error.c_str());
        }
    }

    const LoadOptions& options_;
    int epoll_;
    std::vector<std::unique_ptr<Stream>> streams_;
    Clock::time_point start_;
    Clock::time_point counted_from_;
    Clock::time_point end_;
};

}  // namespace
}  // namespace desk::bench

int main(int argc, char** argv) try {
    const desk::bench::LoadOptions options = desk::bench::parse_load_options(argc, argv);
    prctl(PR_SET_TIMERSLACK, 1UL);  // an open loop keeps its schedule to the microsecond
    desk::bench::Load load(options);
    load.run();
    load.print();
    return 0;
} catch (const std::exception& error) {
    std::fprintf(stderr, "load: %s\n", error.what());
    return 2;
}
