#include <sys/stat.h>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <iostream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "app/commands.hpp"
#include "app/control_socket.hpp"
#include "app/desk.hpp"
#include "app/folder_owner.hpp"
#include "app/password_prompt.hpp"
#include "app/progress_bar.hpp"

namespace {

using namespace desk::app;  // NOLINT(google-build-using-namespace): the whole file speaks of it

void print(const CommandResult& result) {
    std::fputs(result.out.c_str(), stdout);
    std::fflush(stdout);
    std::fputs(result.err.c_str(), stderr);
}

/// An input file of the command line; "-" is standard input.
std::string read_input(const std::string& path) {
    if (path == kAskPassword) return ask_password();
    std::error_code error;
    if (std::filesystem::is_directory(path, error)) {
        throw std::runtime_error("cannot read " + path + ": it is a folder; name a file");
    }
    std::ifstream file;
    if (path != "-") file.open(path, std::ios::binary);
    std::istream& in = path == "-" ? std::cin : file;
    if (!in) throw std::runtime_error("cannot read " + path + "; see whether it is there");
    std::string content(std::istreambuf_iterator<char>(in), {});
    if (in.bad()) throw std::runtime_error("cannot read all of " + path);
    return content;
}

/// The words for the server: with the database, where the caller names one and does not leave it to
/// the data folder.
std::vector<std::string> words_for_server(const Invocation& invocation,
                                          const std::vector<std::string>& args) {
    const bool names_database = invocation.config.contains("database") ||
                                std::getenv("POLYDESK_DATABASE") != nullptr ||
                                !invocation.config_file.empty();
    if (!names_database) return args;
    const Config config = load_config(invocation.data, invocation.config_file, invocation.config);
    std::vector<std::string> words{"--server-database", full_name(config.database)};
    words.insert(words.end(), args.begin(), args.end());
    return words;
}

/// A mistyped folder is no desk, and what only looks must not make one of it.
/// \throws std::runtime_error where there is none
void check_desk_is_there(const Config& config) {
    if (desk::store::has_desk(config.database)) return;
    std::string where = config.data.string();
    if (!config.database.starts_with("sqlite:")) {
        where = "the PostgreSQL database";  // its URL may hold a password
    } else if (config.values.contains("database")) {
        where = config.database;
    }
    throw std::runtime_error(
        "there is no desk in " + where +
        "; name its folder with --data, its database with --database where that is elsewhere, or "
        "make a desk with 'polydesk serve'");
}

/// In the server that runs on the data folder, or else here.
CommandResult run_somewhere(const Invocation& invocation, const std::vector<std::string>& args) {
    ProgressBar bar;
    RemoteCommand command{
        words_for_server(invocation, args), {}, [&bar](std::int64_t done, std::int64_t total) {
            bar.show(done, total);
            return true;
        }};
    for (const std::string& path : invocation.input_files) {
        command.files[path] = read_input(path);
    }
    if (const auto result = run_in_server(invocation.data, command)) return *result;
    const Config config = load_config(invocation.data, invocation.config_file, invocation.config);
    if (!invocation.makes_desk) check_desk_is_there(config);
    become_owner_of(config.data);
    desk::log::start(desk::log::Level::warning);
    desk::SystemClock clock;
    desk::SystemRandom random;
    Desk desk(config, clock, random);
    CommandContext context{desk, invocation.json, invocation.data,
                           [&command](const std::string& path) { return command.files.at(path); },
                           command.progress};
    return carry_out(invocation, context);
}

/// The signals that end a program which has no end of its own: kept until somebody asks for them.
class Farewell {
  public:
    Farewell() {
        sigemptyset(&signals_);
        for (const int signal : {SIGTERM, SIGINT}) sigaddset(&signals_, signal);
        sigprocmask(SIG_BLOCK, &signals_, nullptr);
    }
    /// \return false when none came meanwhile
    [[nodiscard]] bool comes_within(std::chrono::seconds time) const {
        const timespec patience{time.count(), 0};
        return sigtimedwait(&signals_, nullptr, &patience) > 0;
    }

  private:
    sigset_t signals_{};
};

/// `event list --follow`: asks again every second for what came after the last event shown, until
/// SIGTERM or SIGINT. \return the exit code
int follow(const std::vector<std::string>& args) {
    using std::chrono::seconds;
    const Farewell farewell;
    std::vector<std::string> from_here = args;
    while (true) {
        CommandResult ignored;
        const CommandResult result =
            run_somewhere(read_command_line(from_here, ignored), from_here);
        print(result);
        if (result.exit_code != 0) return result.exit_code;
        if (result.cursor != 0) {
            from_here = args;
            from_here.insert(from_here.end(), {"--after", std::to_string(result.cursor)});
        }
        if (farewell.comes_within(seconds(result.cursor != 0 ? 0 : 1))) return 0;
    }
}

int run(const std::vector<std::string>& args) {
    CommandResult result;
    const Invocation invocation = read_command_line(args, result);
    if (!invocation.has_command()) {
        print(result);
        return result.exit_code;
    }
    if (invocation.run_anywhere) {
        result = invocation.run_anywhere();
        print(result);
        return result.exit_code;
    }
    if (invocation.run_alone) {
        return invocation.run_alone(
            load_config(invocation.data, invocation.config_file, invocation.config));
    }
    if (invocation.follow) return follow(args);
    result = run_somewhere(invocation, args);
    print(result);
    return result.exit_code;
}

}  // namespace

int main(int argc, char** argv) {
    ::umask(S_IRWXG | S_IRWXO);  // what is made is for this user alone, also what SQLite makes
    try {
        return run(std::vector<std::string>(argv + 1, argv + argc));
    } catch (const WrongUsage& error) {
        std::fprintf(stderr, "polydesk: %s\n", error.what());
        return 2;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "polydesk: %s\n", error.what());
        return 1;
    }
}
