#include "util/log.hpp"

#include <poll.h>
#include <spdlog/logger.h>
#include <spdlog/sinks/sink.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "util/log_line.hpp"

namespace desk::log {
namespace {

constexpr std::size_t kUrgentBytes = 64 * 1024;
constexpr std::size_t kMaxBufferedBytes = 4 * 1024 * 1024;
constexpr std::chrono::milliseconds kDelay{50};

std::chrono::sys_time<std::chrono::milliseconds> now() {
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

void write_to_stderr(std::string_view text) {
    while (!text.empty()) {
        const ssize_t written = ::write(STDERR_FILENO, text.data(), text.size());
        if (written >= 0) {
            text.remove_prefix(static_cast<std::size_t>(written));
        } else if (errno == EAGAIN) {
            pollfd ready{STDERR_FILENO, POLLOUT, 0};
            ::poll(&ready, 1, 1000);
        } else if (errno != EINTR) {
            return;  // nobody reads; there is no other place to say so
        }
    }
}

/// Standard error behind a buffer. Whoever logs appends to memory under a short lock; a thread
/// writes twenty times a second, at once for errors and when much has gathered. Where nobody reads
/// the pipe only that thread waits: past 4 MiB lines are dropped, and counted in a line of their
/// own. Before begin_buffering() every line goes out at once.
class BufferedStderr final : public spdlog::sinks::sink {
  public:
    void begin_buffering() {
        const std::lock_guard lock(mutex_);
        if (is_buffering_) return;
        is_buffering_ = true;
        // Detached: it works on this object, which lives as long as the process.
        std::thread([this] { run(); }).detach();
    }

    void log(const spdlog::details::log_msg& line) override {
        std::unique_lock lock(mutex_);
        if (buffer_.size() + line.payload.size() > kMaxBufferedBytes) {
            ++dropped_;
            lost_.fetch_add(1, std::memory_order_relaxed);
            return;
        }
        const bool was_empty = buffer_.empty();
        buffer_.append(line.payload.data(), line.payload.size());
        if (!is_buffering_) {
            lock.unlock();
            write_out();
            return;
        }
        const bool was_urgent = is_urgent_;
        is_urgent_ =
            is_urgent_ || line.level >= spdlog::level::err || buffer_.size() > kUrgentBytes;
        if (was_empty || is_urgent_ != was_urgent) wake_.notify_one();
    }

    void flush() override { write_out(); }
    [[nodiscard]] std::uint64_t lost() const { return lost_.load(std::memory_order_relaxed); }
    void set_pattern(const std::string& /*pattern*/) override {}
    void set_formatter(std::unique_ptr<spdlog::formatter> /*formatter*/) override {}

  private:
    [[noreturn]] void run() {
        for (;;) {
            {
                std::unique_lock lock(mutex_);
                wake_.wait(lock, [this] { return !buffer_.empty(); });
                wake_.wait_for(lock, kDelay, [this] { return is_urgent_; });
            }
            write_out();
        }
    }

    void write_out() {
        const std::lock_guard writing(writing_mutex_);
        std::size_t dropped = 0;
        {
            const std::lock_guard lock(mutex_);
            outgoing_.clear();
            outgoing_.swap(buffer_);
            std::swap(dropped, dropped_);
            is_urgent_ = false;
        }
        if (dropped > 0) {
            outgoing_ += line(now(), Level::warning, "log lines lost: standard error is not read",
                              {{"lines", static_cast<std::int64_t>(dropped)}});
        }
        write_to_stderr(outgoing_);
    }

    std::mutex mutex_;  // never held while writing
    std::condition_variable wake_;
    std::string buffer_;
    std::size_t dropped_ = 0;
    std::atomic<std::uint64_t> lost_ = 0;  // of all time
    bool is_urgent_ = false;
    bool is_buffering_ = false;

    std::mutex writing_mutex_;  // taken before mutex_: keeps the lines in order
    std::string outgoing_;
};

struct Output {
    std::array<std::atomic<std::uint64_t>, 4> lines{};  // by level
    std::shared_ptr<BufferedStderr> sink = std::make_shared<BufferedStderr>();
    spdlog::logger logger{"polydesk", sink};
};

/// Never destroyed: destructors of other statics may still log.
Output& output() {
    static Output& only = *new Output;
    return only;
}

spdlog::level::level_enum to_spdlog(Level level) {
    switch (level) {
        case Level::debug:
            return spdlog::level::debug;
        case Level::info:
            return spdlog::level::info;
        case Level::warning:
            return spdlog::level::warn;
        case Level::error:
            return spdlog::level::err;
    }
    return spdlog::level::err;
}

}  // namespace

void start(Level least) {
    set_level(least);
    static const int registered = std::atexit(flush);
    static_cast<void>(registered);
    output().sink->begin_buffering();
}

void set_level(Level least) { output().logger.set_level(to_spdlog(least)); }

void write(Level level, std::string_view message, Fields fields) {
    spdlog::logger& logger = output().logger;
    if (!logger.should_log(to_spdlog(level))) return;
    output().lines[static_cast<std::size_t>(level)].fetch_add(1, std::memory_order_relaxed);
    logger.log(to_spdlog(level), line(now(), level, message, fields));
}

std::uint64_t lines_written(Level level) {
    return output().lines[static_cast<std::size_t>(level)].load(std::memory_order_relaxed);
}

std::uint64_t lines_lost() { return output().sink->lost(); }

void flush() { output().logger.flush(); }

}  // namespace desk::log
