#include "app/serve.hpp"

#include <sys/resource.h>

#include <csignal>

#include "app/commands.hpp"
#include "app/control_socket.hpp"
#include "app/desk.hpp"
#include "net/server.hpp"

namespace desk::app {

namespace {

/// Blocks the stop signals in this thread and all that it starts, so that wait() alone gets them.
class StopSignal {
  public:
    StopSignal() {
        sigemptyset(&signals_);
        sigaddset(&signals_, SIGTERM);
        sigaddset(&signals_, SIGINT);
        pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
        std::signal(SIGPIPE, SIG_IGN);
    }
    int wait() {
        int signal = 0;
        sigwait(&signals_, &signal);
        return signal;
    }

  private:
    sigset_t signals_;
};

/// As many connections as the machine allows this process.
void raise_descriptor_limit() {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

}  // namespace

int serve(const Config& config) {
    StopSignal stop;
    raise_descriptor_limit();
    log::start(config.log_level);
    SystemClock clock;
    SystemRandom random;
    Desk desk(config, clock, random);
    ControlSocket control(config.data, [&desk](const std::vector<std::string>& args) {
        return run_command_line(desk, args);
    });
    net::Server server(
        config.server,
        [&desk](net::Request request, net::Respond respond) {
            desk.router().handle(std::move(request), std::move(respond));
        },
        desk.metrics(), random);
    server.start();
    const std::string address = config.server.host + ":" + std::to_string(server.port());
    log::info("serving", {{"listen", std::string_view(address)},
                          {"data", std::string_view(config.data.native())},
                          {"version", std::string_view(POLYDESK_VERSION)}});
    log::flush();
    const int signal = stop.wait();
    log::info("stopping", {{"signal", std::int64_t{signal}}});
    server.stop();
    log::info("stopped");
    log::flush();
    return 0;
}

}  // namespace desk::app
