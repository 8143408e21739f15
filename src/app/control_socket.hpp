#pragma once
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/invocation.hpp"

/// How a command reaches the server that runs on the same data folder: DATA/polydesk.sock, for this
/// user (and root) alone. A request is a length (4 bytes, network order) and {"args":[…]}; the
/// answer a length and a CommandResult as JSON. So SQLite keeps one writer, and every command sees
/// what is there.
namespace desk::app {

/// Carries out one command line inside the server.
using RunCommand = std::function<CommandResult(const std::vector<std::string>& args)>;

class ControlSocket {
  public:
    /// Takes the folder for this server and listens.
    /// \throws std::runtime_error when another server has it
    ControlSocket(const std::filesystem::path& data, RunCommand run);
    ~ControlSocket();

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// Hands a command line to the server of a data folder.
/// \return nothing when no server listens there
/// \throws std::runtime_error when it went away in the middle
std::optional<CommandResult> run_in_server(const std::filesystem::path& data,
                                           const std::vector<std::string>& args);

}  // namespace desk::app
