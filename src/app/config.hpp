#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "net/server.hpp"
#include "store/store.hpp"
#include "util/log.hpp"

namespace desk::app {

/// What belongs to this node and not to the desk. Weakest first: the defaults here, `polydesk.toml`
/// in the data folder, `POLYDESK_*` of the environment, flags.
struct Config {
    std::filesystem::path data = "data";
    std::string database;  ///< empty: DATA/desk.sqlite
    net::ServerOptions server;
    store::StoreOptions store;
    log::Level log_level = log::Level::info;
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

/// Values by key name, as flags give them.
using ConfigValues = std::map<std::string, std::string, std::less<>>;

/// A database as it is called wherever one stands: a relative path made a full one.
std::string full_name(const std::string& database);

/// Puts the configuration together.
/// \param file  a file to read instead of DATA/polydesk.toml; must exist when given
/// \throws std::runtime_error that names the key, where it came from and what is allowed
Config load_config(const std::filesystem::path& data, const std::filesystem::path& file,
                   const ConfigValues& flags);

}  // namespace desk::app
