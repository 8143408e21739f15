#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "app/config.hpp"

namespace CLI {
class App;
}

/// What a command line says, and what a command is given when it runs. The same reading happens in
/// the process that was called and, where a server runs, once more in the server that carries it
/// out.
namespace desk::app {

class Desk;

/// What a command prints, and how it ends: 0 done, 1 refused or failed, 2 wrong usage: words that
/// no desk would take. What a file or the environment says wrong, or this desk alone, is a refusal.
struct CommandResult {
    int exit_code = 0;
    std::string out;
    std::string err;
    std::int64_t cursor = 0;  ///< a command that can be followed: what it has shown last
    /// For the log: which records, tickets or settings are different now, never what they say.
    std::string changed{};
};

/// What a command has at hand while it runs.
struct CommandContext {
    Desk& desk;
    bool json = false;           ///< answer for machines
    std::filesystem::path data;  ///< the desk's folder, as the caller wrote it
    /// An input file of the caller ("-": standard input), which is on the caller's side of the
    /// socket. Only what the command line named in Invocation::input_files is there.
    /// \throws std::runtime_error with a message for a person
    std::function<std::string(const std::string& path)> read_file;
    /// Tells the caller how far a long piece of work has come; cheap enough for every row.
    /// \return false when it is to be given up: its caller has gone, or the server stops
    std::function<bool(std::int64_t done, std::int64_t total)> progress;
};

/// An input file that is a password, asked for at the caller's terminal.
inline constexpr const char* kAskPassword = "(a password)";

/// One command line, read.
struct Invocation {
    std::string name;  ///< "department add"
    std::filesystem::path data = "data";
    std::filesystem::path config_file;
    ConfigValues config;  ///< flags that are configuration keys
    bool json = false;
    /// Which database the caller means; empty: whichever the running server has.
    std::string server_database;

    /// What the command does, in the running server or else in this process on a desk of its own.
    std::function<CommandResult(CommandContext&)> run;
    /// Instead of `run`: what needs the folder for itself, such as a server.
    std::function<int(const Config&)> run_alone;
    /// Instead of both: what needs neither desk nor configuration.
    std::function<CommandResult()> run_anywhere;
    std::vector<std::string> input_files;  ///< what `run` reads of the caller's files
    bool makes_desk = false;               ///< `run` may begin where there is no desk, and makes it
    bool follow = false;                   ///< run again and again, from CommandResult::cursor on

    [[nodiscard]] bool has_command() const { return run || run_alone || run_anywhere; }
};

/// The subcommand of that name, made if it is not there yet: what several files add to.
CLI::App& command_group(CLI::App& app, const char* name, const char* help);

/// Reads a command line (without the program's name).
/// \return nothing to run when `result` has it all: help, version, wrong usage
Invocation read_command_line(const std::vector<std::string>& args, CommandResult& result);

}  // namespace desk::app
