#include "support/served_desk.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <condition_variable>
#include <csignal>
#include <future>
#include <mutex>
#include <stdexcept>
#include <string_view>
#include <system_error>
#include <thread>
#include <utility>

extern char** environ;

namespace desk::test {

namespace {

class Pipe {
  public:
    Pipe() {
        std::array<int, 2> ends{};
        if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
            throw std::system_error(errno, std::generic_category(), "pipe");
        }
        read_ = ends[0];
        write_ = ends[1];
    }
    ~Pipe() {
        if (read_ >= 0) ::close(read_);
        close_write();
    }
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;

    [[nodiscard]] int read_end() const { return read_; }
    [[nodiscard]] int write_end() const { return write_; }
    void close_write() {
        if (write_ >= 0) ::close(std::exchange(write_, -1));
    }
    /// The next bytes; empty at the end.
    std::string read_some() const {
        std::array<char, 4096> buffer{};
        ssize_t got = 0;
        do {
            got = ::read(read_, buffer.data(), buffer.size());
        } while (got < 0 && errno == EINTR);
        return got <= 0 ? std::string() : std::string(buffer.data(), static_cast<std::size_t>(got));
    }

  private:
    int read_ = -1;
    int write_ = -1;
};

std::vector<char*> pointers(std::vector<std::string>& words) {
    std::vector<char*> list;
    list.reserve(words.size() + 1);
    for (std::string& word : words) list.push_back(word.data());
    list.push_back(nullptr);
    return list;
}

std::vector<std::string> whole_environment(const std::vector<std::string>& more) {
    std::vector<std::string> all = more;
    for (char** setting = environ; *setting != nullptr; ++setting) {
        const std::string_view text = *setting;
        const std::string_view name = text.substr(0, text.find('=') + 1);
        bool is_new = true;
        for (const std::string& given : more) is_new = is_new && !given.starts_with(name);
        if (is_new) all.emplace_back(text);
    }
    return all;
}

/// Starts a program with its input and outputs in the pipes' other ends.
pid_t start(std::vector<std::string> argv, const std::vector<std::string>& environment, int in,
            int out, int err) {
    posix_spawn_file_actions_t actions{};
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, in, 0);
    posix_spawn_file_actions_adddup2(&actions, out, 1);
    posix_spawn_file_actions_adddup2(&actions, err, 2);
    std::vector<std::string> settings = whole_environment(environment);
    std::vector<char*> words = pointers(argv);
    std::vector<char*> variables = pointers(settings);
    pid_t pid = 0;
    const int error =
        ::posix_spawnp(&pid, words[0], &actions, nullptr, words.data(), variables.data());
    posix_spawn_file_actions_destroy(&actions);
    if (error != 0)
        throw std::system_error(error, std::generic_category(), "cannot run " + argv[0]);
    return pid;
}

int wait_for_end(pid_t pid) {
    int status = 0;
    while (::waitpid(pid, &status, 0) < 0) {
        if (errno != EINTR) throw std::system_error(errno, std::generic_category(), "waitpid");
    }
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

std::string read_all(const Pipe& pipe) {
    std::string all;
    for (std::string some = pipe.read_some(); !some.empty(); some = pipe.read_some()) all += some;
    return all;
}

/// The port in `"listen":"127.0.0.1:PORT"` of a log; 0 while it is not there.
std::uint16_t port_in(std::string_view log) {
    constexpr std::string_view kKey = "\"listen\":\"127.0.0.1:";
    const std::size_t at = log.find(kKey);
    if (at == std::string_view::npos) return 0;
    const std::string_view rest = log.substr(at + kKey.size());
    if (rest.find('"') == std::string_view::npos) return 0;
    std::uint16_t port = 0;
    std::from_chars(rest.data(), rest.data() + rest.size(), port);
    return port;
}

}  // namespace

ProgramResult run_program(const std::vector<std::string>& argv,
                          const std::vector<std::string>& environment) {
    Pipe in;
    Pipe out;
    Pipe err;
    in.close_write();
    const pid_t pid = start(argv, environment, in.read_end(), out.write_end(), err.write_end());
    out.close_write();
    err.close_write();
    std::future<std::string> err_text =
        std::async(std::launch::async, [&err] { return read_all(err); });
    ProgramResult result;
    result.out = read_all(out);
    result.err = err_text.get();
    result.exit_code = wait_for_end(pid);
    return result;
}

struct RunningProgram::Impl {
    Pipe in;
    Pipe out;
    pid_t pid = 0;  ///< 0: has ended
    int exit_code = 0;
    mutable std::mutex mutex;
    mutable std::condition_variable changed;
    std::string output;
    bool is_at_end = false;
    std::thread reader;

    void read() {
        for (std::string some = out.read_some(); !some.empty(); some = out.read_some()) {
            const std::scoped_lock lock(mutex);
            output += some;
            changed.notify_all();
        }
        const std::scoped_lock lock(mutex);
        is_at_end = true;
        changed.notify_all();
    }
};

RunningProgram::RunningProgram(const std::vector<std::string>& argv,
                               const std::vector<std::string>& environment)
    : impl_(std::make_unique<Impl>()) {
    const int out = impl_->out.write_end();
    impl_->pid = start(argv, environment, impl_->in.read_end(), out, out);
    impl_->out.close_write();
    impl_->reader = std::thread([impl = impl_.get()] { impl->read(); });
}

RunningProgram::~RunningProgram() {
    send_signal(SIGKILL);
    wait();
}

std::string RunningProgram::output() const {
    const std::scoped_lock lock(impl_->mutex);
    return impl_->output;
}

bool RunningProgram::wait_until(
    const std::function<bool(const std::string& output)>& is_as_wanted) const {
    std::unique_lock lock(impl_->mutex);
    impl_->changed.wait(lock, [&] { return impl_->is_at_end || is_as_wanted(impl_->output); });
    return is_as_wanted(impl_->output);
}

bool RunningProgram::wait_for(const std::string& text) const {
    return wait_until(
        [&text](const std::string& output) { return output.find(text) != std::string::npos; });
}

void RunningProgram::type(const std::string& text) const {
    if (::write(impl_->in.write_end(), text.data(), text.size()) < 0) {
        throw std::system_error(errno, std::generic_category(), "write");
    }
}

void RunningProgram::send_signal(int signal) const {
    if (impl_->pid != 0) ::kill(impl_->pid, signal);
}

int RunningProgram::wait() {
    if (impl_->pid != 0) {
        impl_->exit_code = wait_for_end(std::exchange(impl_->pid, 0));
        impl_->reader.join();
    }
    return impl_->exit_code;
}

pid_t RunningProgram::pid() const { return impl_->pid; }

ServedDesk::ServedDesk(const std::vector<std::string>& argv,
                       const std::vector<std::string>& environment)
    : program_(argv, environment) {
    program_.wait_until([this](const std::string& log) {
        port_ = port_in(log);
        return port_ != 0;
    });
    if (port_ != 0) return;
    program_.wait();
    throw std::runtime_error("the desk does not serve: " + program_.output());
}

ServedDesk::~ServedDesk() { stop(); }

std::uint16_t ServedDesk::port() const { return port_; }
std::string ServedDesk::url() const { return "http://127.0.0.1:" + std::to_string(port_); }
pid_t ServedDesk::pid() const { return program_.pid(); }

void ServedDesk::send_signal(int signal) const { program_.send_signal(signal); }

int ServedDesk::stop() {
    send_signal(SIGTERM);
    return wait();
}

void ServedDesk::kill() {
    send_signal(SIGKILL);
    wait();
}

int ServedDesk::wait() { return program_.wait(); }

std::string ServedDesk::log() const { return program_.output(); }

bool ServedDesk::wait_for_log(const std::string& text) const { return program_.wait_for(text); }

}  // namespace desk::test
