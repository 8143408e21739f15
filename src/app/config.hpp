#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "net/server.hpp"
#include "store/store.hpp"
#include "util/log.hpp"

namespace desk::app {

/// Values by key name, as flags give them.
using ConfigValues = std::map<std::string, std::string, std::less<>>;

/// Words of the command line that no desk would take; ends the program with 2.
struct WrongUsage : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// What belongs to this node and not to the desk. Weakest first: the defaults here, `polydesk.toml`
/// in the data folder, `POLYDESK_*` of the environment, flags.
struct Config {
    std::filesystem::path data = "data";
    std::string database;       ///< empty: DATA/desk.sqlite
    net::ServerOptions server;  ///< max_connections 0: see connections_within()
    store::StoreOptions store;
    log::Level log_level = log::Level::info;

    // Where it came from, for load_again() and for what a reload finds changed.
    std::filesystem::path file;
    ConfigValues flags;
    ConfigValues values;  ///< every key that is set, as text
};

/// One key of the configuration. The table of all of them parses values, checks their limits and
/// prints the reference.
struct ConfigKey {
    std::string_view name;  ///< in the file; `POLYDESK_` and upper case in the environment
    std::string_view type;
    std::string_view fallback;
    std::string_view help;
    /// Takes a value from its text; false when it is not of the type or out of its limits.
    std::function<bool(Config&, const std::string&)> set;
};

const std::vector<ConfigKey>& config_keys();

/// A database as it is called wherever one stands: a relative path made a full one.
std::string full_name(const std::string& database);

/// Where a browser or a program on this machine finds the desk: "http://127.0.0.1:8080".
std::string url_of(const net::ServerOptions& server);

/// Sees whether the keys of a server go together.
/// \throws std::runtime_error that names the key that is missing
void check_server(const Config& config);

/// Puts the configuration together.
/// \param file  a file to read instead of DATA/polydesk.toml; must exist when given
/// \throws std::runtime_error that names the key, where it came from and what is allowed;
/// WrongUsage
///         where that is a flag
Config load_config(const std::filesystem::path& data, const std::filesystem::path& file,
                   const ConfigValues& flags);
/// The same once more, from the same places. \throws as load_config() does
Config load_again(const Config& config);

}  // namespace desk::app
