#include <fmt/format.h>
#include <sys/resource.h>

#include <CLI/CLI.hpp>
#include <csignal>

#include "app/commands.hpp"
#include "app/control_socket.hpp"
#include "app/desk.hpp"
#include "app/folder_lock.hpp"
#include "app/folder_owner.hpp"
#include "app/service_manager.hpp"
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

std::string config_help() {
    std::string text =
        "\nConfiguration (polydesk.toml in the data folder, POLYDESK_<KEY> in the environment):\n";
    for (const ConfigKey& key : config_keys()) {
        text += fmt::format("  {:<21} {} [{}]\n{:24}{}\n", key.name, key.type, key.fallback, "",
                            key.help);
    }
    return text;
}

/// Serves a desk until SIGTERM or SIGINT, then drains: answers on their way are sent, what was
/// acknowledged is on disk, nothing is left half done.
/// \return the exit code
int serve(const Config& config) {
    become_owner_of(config.data);
    StopSignal stop;
    raise_descriptor_limit();
    log::start(config.log_level);
    const FolderLock lock(config.data);
    SystemClock clock;
    SystemRandom random;
    Desk desk(config, clock, random);
    ControlSocket control(lock, [&desk](const RemoteCommand& command) {
        const auto read_file = [&command](const std::string& path) {
            return command.files.at(path);
        };
        return run_command_line({desk, false, {}, read_file, command.progress}, command.args);
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
    tell_service_manager("READY=1");
    const int signal = stop.wait();
    tell_service_manager("STOPPING=1");
    log::info("stopping", {{"signal", std::int64_t{signal}}});
    server.stop();
    log::info("stopped");
    log::flush();
    return 0;
}

}  // namespace

void add_serve(CLI::App& app, Invocation& invocation) {
    CLI::App* serve_command = app.add_subcommand("serve", "Serve the desk over HTTP until SIGTERM");
    config_flag(*serve_command, invocation, "--listen", "listen",
                "HOST:PORT to serve on (127.0.0.1:8080)");
    config_flag(*serve_command, invocation, "--log-level", "log_level",
                "debug, info, warning or error");
    serve_command->footer(config_help());
    serve_command->callback([&invocation] { invocation.run_alone = serve; });
}

}  // namespace desk::app
