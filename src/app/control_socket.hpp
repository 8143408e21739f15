#pragma once
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/command.hpp"
#include "app/folder_lock.hpp"

/// How a command reaches the server that runs on the same data folder: DATA/polydesk.sock, for this
/// user (and root) alone. Every message is a length (4 bytes, network order) and JSON. A request is
/// {"args":[…],"files":{path: base64}}; the answer any number of {"progress":[done,total]}, then a
/// CommandResult. So SQLite keeps one writer, and every command sees what is there.
namespace desk::app {

/// Input files by the names that the command line gives them.
using InputFiles = std::map<std::string, std::string>;
/// How far a command has come. \return false when it is to be given up
using ShowProgress = std::function<bool(std::int64_t done, std::int64_t total)>;

/// A command line on its way through the server, and what its caller sent along.
struct RemoteCommand {
    std::vector<std::string> args;
    InputFiles files;
    ShowProgress progress;  ///< to the caller, a few times a second at most
};

/// Carries out one command line inside the server. Called from several threads.
using RunRemote = std::function<CommandResult(const RemoteCommand& command)>;

class ControlSocket {
  public:
    /// Listens in the folder that is this server's.
    /// \throws std::system_error when that is not possible
    ControlSocket(const FolderLock& lock, RunRemote run);
    ~ControlSocket();

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// Hands a command line to the server of a data folder.
/// \return nothing when no server listens there
/// \throws std::runtime_error when it went away in the middle
std::optional<CommandResult> run_in_server(const std::filesystem::path& data,
                                           const RemoteCommand& command);

}  // namespace desk::app
