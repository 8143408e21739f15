#include <fmt/format.h>
#include <malloc.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <csignal>

#include "app/commands.hpp"
#include "app/control_socket.hpp"
#include "app/descriptors.hpp"
#include "app/desk.hpp"
#include "app/desk_jobs.hpp"
#include "app/folder_lock.hpp"
#include "app/folder_owner.hpp"
#include "app/job_timer.hpp"
#include "app/service_manager.hpp"
#include "net/server.hpp"

namespace desk::app {

namespace {

/// Blocks the signals of a server in this thread and all that it starts, so that wait() alone gets
/// them.
class Signals {
  public:
    Signals() {
        sigemptyset(&signals_);
        for (const int signal : {SIGTERM, SIGINT, SIGHUP}) sigaddset(&signals_, signal);
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

constexpr int kMostFreeAtTheEnd = 4 << 20;

/// glibc gives the free end of a thread's heap back to the system from 128 KiB on. A ticket's
/// answer and what it was made of are more, so it would do so for each: a call that makes all
/// processors forget addresses, and page faults right after it.
void keep_freed_memory() { mallopt(M_TRIM_THRESHOLD, kMostFreeAtTheEnd); }

std::string config_help() {
    std::string text =
        "\nConfiguration (polydesk.toml in the data folder, POLYDESK_<KEY> in the environment):\n";
    for (const ConfigKey& key : config_keys()) {
        text += fmt::format("  {:<21} {} [{}]\n{:24}{}\n", key.name, key.type, key.fallback, "",
                            key.help);
    }
    return text;
}

constexpr std::string_view kReadAgain[] = {"log_level", "tls_certificate", "tls_key"};

/// The keys that differ and are not read again, with commas between.
std::string keys_for_a_restart(const Config& before, const Config& now) {
    std::string names;
    for (const ConfigKey& key : config_keys()) {
        const auto old_value = before.values.find(key.name);
        const auto new_value = now.values.find(key.name);
        const bool had = old_value != before.values.end();
        const bool has = new_value != now.values.end();
        if (had == has && (!had || old_value->second == new_value->second)) continue;
        if (std::find(std::begin(kReadAgain), std::end(kReadAgain), key.name) !=
            std::end(kReadAgain)) {
            continue;
        }
        if (!names.empty()) names += ", ";
        names += key.name;
    }
    return names;
}

/// SIGHUP: the certificate, and the log's level. Each counts for itself, so that a bad one does not
/// keep the other from being taken over. What cannot be read leaves all as it was.
/// \param started_with  what the keys that are not read again are compared with
/// \param now           what was taken over last
void reload(const Config& started_with, Config& now, net::Server& server, Desk& desk) {
    bool is_sound = true;
    const auto attempt = [&is_sound](const char* complaint, const auto& step) {
        try {
            step();
        } catch (const std::exception& error) {
            is_sound = false;
            log::error(complaint, {{"reason", error.what()}});
        }
    };
    attempt(
        "the configuration cannot be read, and the old one stays; put it right and send SIGHUP "
        "again",
        [&] { now = load_again(started_with); });
    log::set_level(now.log_level);
    attempt(
        "the certificate cannot be taken over, and the old one stays; put it right and send "
        "SIGHUP again",
        [&] { server.reload_tls(now.server.tls); });
    if (const std::string keys = keys_for_a_restart(started_with, now); !keys.empty()) {
        log::warning("some keys of the configuration take effect at the next start only",
                     {{"keys", keys}});
    }
    desk.metrics().configuration_read(is_sound, desk.clock().now());
    if (is_sound) {
        log::info("configuration read again");
    } else {
        log::warning("some of the configuration could not be taken over");
    }
    log::flush();
}

/// Serves a desk until SIGTERM or SIGINT, then drains: answers on their way are sent, what was
/// acknowledged is on disk, nothing is left half done.
void serve_desk(const Config& config, Signals& signals) {
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
    JobRunner jobs = make_job_runner(desk);
    JobTimer job_timer(jobs);
    log::info("serving", {{"listen", server.addresses(false)},
                          {"tls_listen", server.addresses(true)},
                          {"data", std::string_view(config.data.native())},
                          {"version", std::string_view(POLYDESK_VERSION)}});
    log::flush();
    tell_service_manager("READY=1");
    int signal = signals.wait();
    for (Config now = config; signal == SIGHUP; signal = signals.wait()) {
        reload(config, now, server, desk);
    }
    tell_service_manager("STOPPING=1");
    log::info("stopping", {{"signal", std::int64_t{signal}}});
    server.stop();
}

/// \return the exit code
int serve(const Config& given) {
    keep_freed_memory();
    become_owner_of(given.data);
    Signals signals;
    check_server(given);
    Config config = given;
    log::start(config.log_level);
    config.server.max_connections = connections_within(raise_descriptor_limit(), config);
    config.server.unlogged_below = {std::string(keliweb::kTokensPath)};
    serve_desk(config, signals);
    log::info("stopped");  // the last line: commands and jobs that were on their way have ended
    log::flush();
    return 0;
}

}  // namespace

void add_serve(CLI::App& app, Invocation& invocation) {
    CLI::App* serve_command = app.add_subcommand("serve", "Serve the desk over HTTP until SIGTERM");
    config_flag(*serve_command, invocation, "--listen", "listen",
                "HOST:PORT to serve on (127.0.0.1:8080)");
    config_flag(*serve_command, invocation, "--tls-listen", "tls_listen",
                "HOST:PORT to serve HTTPS on");
    config_flag(*serve_command, invocation, "--log-level", "log_level", "least that is logged")
        .check(CLI::IsMember(std::vector<std::string>{"debug", "info", "warning", "error"}));
    serve_command->footer(config_help());
    serve_command->callback([&invocation] { invocation.run_alone = serve; });
}

}  // namespace desk::app
