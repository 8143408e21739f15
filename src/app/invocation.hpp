#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "app/config.hpp"

namespace desk::app {

enum class Command { none, serve, demo, credential_add, api, event_list, ticket_show };

/// One command line, read. The same reading happens in the process that was called and, where a
/// server runs, once more in the server that carries it out.
struct Invocation {
    Command command = Command::none;
    std::filesystem::path data = "data";
    std::filesystem::path config_file;
    ConfigValues config;  ///< flags that are configuration keys
    bool json = false;
    /// Which database the caller means; empty: whichever the running server has.
    std::string server_database;

    struct {
        std::string dialect;
        std::string agent;
        std::int64_t client = 0;
        std::vector<std::string> actions;
        std::vector<std::string> networks;
        std::string notes = "show";
        bool with_token = false;
    } credential;

    struct {
        std::string action;
        std::vector<std::string> parameters;  ///< name=value
        std::string admin;
    } api;

    struct {
        std::int64_t after = 0;
        int limit = 100;
        bool follow = false;
    } events;

    std::string ticket;
};

/// What a command prints, and how it ends: 0 done, 1 refused, 2 wrong usage.
struct CommandResult {
    int exit_code = 0;
    std::string out;
    std::string err;
    std::int64_t cursor = 0;  ///< `event list`: the last event shown
};

/// Reads a command line (without the program's name).
/// \return nothing to run (Command::none) when `result` has it all: help, version, wrong usage
Invocation read_command_line(const std::vector<std::string>& args, CommandResult& result);

}  // namespace desk::app
