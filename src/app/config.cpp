#include "app/config.hpp"

#include <fmt/format.h>

#include <toml++/toml.h>
#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <stdexcept>

namespace desk::app {

namespace {

/// A whole number within limits, put where `member` says.
template <class Target>
std::function<bool(Config&, const std::string&)> number(Target target, std::int64_t least,
                                                        std::int64_t most) {
    return [=](Config& config, const std::string& text) {
        std::int64_t value = 0;
        const char* end = text.data() + text.size();
        const auto [stop, error] = std::from_chars(text.data(), end, value);
        if (error != std::errc{} || stop != end || value < least || value > most) return false;
        target(config, value);
        return true;
    };
}

bool set_listen(Config& config, const std::string& text) {
    const std::size_t colon = text.rfind(':');
    if (colon == std::string::npos || colon == 0) return false;
    std::string host = text.substr(0, colon);
    if (host.size() > 2 && host.front() == '[' && host.back() == ']') {
        host = host.substr(1, host.size() - 2);
    }
    config.server.host = host;
    return number([](Config& c, std::int64_t v) { c.server.port = static_cast<std::uint16_t>(v); },
                  0, 65535)(config, text.substr(colon + 1));
}

bool set_database(Config& config, const std::string& text) {
    const bool known = (text.starts_with("sqlite:") && text != "sqlite:") ||
                       text.starts_with("postgresql://") || text.starts_with("postgres://");
    config.database = text;
    return known || text.empty();
}

bool set_log_level(Config& config, const std::string& text) {
    constexpr std::string_view kNames[] = {"debug", "info", "warning", "error"};
    const auto name = std::find(std::begin(kNames), std::end(kNames), text);
    if (name == std::end(kNames)) return false;
    config.log_level = static_cast<log::Level>(name - std::begin(kNames));
    return true;
}

std::chrono::milliseconds seconds(std::int64_t value) { return std::chrono::seconds(value); }

std::string variable_of(std::string_view key) {
    std::string name = "POLYDESK_";
    for (const char c : key) name += static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
    return name;
}

void set_or_throw(Config& config, const ConfigKey& key, const std::string& value,
                  std::string_view source) {
    if (key.set(config, value)) return;
    throw std::runtime_error(fmt::format("{} in {} is '{}', but must be {}: {}", key.name, source,
                                         value, key.type, key.help));
}

void read_file(Config& config, const std::filesystem::path& file) {
    toml::table table;
    try {
        table = toml::parse_file(file.string());
    } catch (const toml::parse_error& error) {
        throw std::runtime_error(fmt::format("{}, line {}: {}", file.string(),
                                             error.source().begin.line, error.description()));
    }
    for (const auto& [name, node] : table) {
        const auto& keys = config_keys();
        const auto key = std::find_if(keys.begin(), keys.end(),
                                      [&](const ConfigKey& k) { return k.name == name.str(); });
        if (key == keys.end()) {
            throw std::runtime_error(fmt::format(
                "{}, line {}: there is no key '{}'; the keys are listed by 'polydesk serve --help'",
                file.string(), node.source().begin.line, name.str()));
        }
        std::string value;
        if (const auto text = node.value<std::string>(); text && node.is_string()) {
            value = *text;
        } else if (const auto whole = node.value<std::int64_t>(); whole && node.is_integer()) {
            value = std::to_string(*whole);
        }
        set_or_throw(config, *key, value, file.string());
    }
}

}  // namespace

const std::vector<ConfigKey>& config_keys() {
    // clang-format off
    static const std::vector<ConfigKey> keys{
        {"listen", "HOST:PORT", "127.0.0.1:8080", "address to serve HTTP on; port 0 takes a free one", set_listen},
        {"database", "sqlite:PATH or postgresql://…", "sqlite:DATA/desk.sqlite", "where the tickets are kept", set_database},
        {"threads", "a number, 1 to 64", "2", "I/O threads of the server",
         number([](Config& c, std::int64_t v) { c.server.threads = static_cast<int>(v); }, 1, 64)},
        {"database_connections", "a number, 1 to 64", "6", "connections to PostgreSQL; 4 to 8 are best on 2 cores",
         number([](Config& c, std::int64_t v) { c.store.connections = static_cast<int>(v); }, 1, 64)},
        {"slow_threads", "a number, 1 to 64", "2", "threads for passwords, attachments and searches",
         number([](Config& c, std::int64_t v) { c.store.slow_threads = static_cast<int>(v); }, 1, 64)},
        {"busy_timeout", "seconds, 1 to 60", "5", "how long to wait while another program locks the database",
         number([](Config& c, std::int64_t v) { c.store.busy_timeout = seconds(v); }, 1, 60)},
        {"max_body", "bytes, 1024 to 1073741824", "67108864", "largest request body; beyond it the answer is 413",
         number([](Config& c, std::int64_t v) { c.server.max_body_bytes = static_cast<std::size_t>(v); }, 1024, 1 << 30)},
        {"max_bodies", "bytes, 1048576 to 68719476736", "268435456", "all request bodies at a time; what does not fit in is told to come back",
         number([](Config& c, std::int64_t v) { c.server.max_bodies_bytes = static_cast<std::size_t>(v); }, 1 << 20, std::int64_t{1} << 36)},
        {"request_timeout", "seconds, 1 to 600", "30", "time for a request to arrive; then the answer is 408",
         number([](Config& c, std::int64_t v) { c.server.request_timeout = seconds(v); }, 1, 600)},
        {"idle_timeout", "seconds, 1 to 3600", "75", "how long a connection may rest between two requests",
         number([](Config& c, std::int64_t v) { c.server.idle_timeout = seconds(v); }, 1, 3600)},
        {"drain_timeout", "seconds, 0 to 600", "10", "how long a stop waits for answers on their way",
         number([](Config& c, std::int64_t v) { c.server.drain_timeout = seconds(v); }, 0, 600)},
        {"log_level", "debug, info, warning or error", "info", "least level that is logged", set_log_level},
    };
    // clang-format on
    return keys;
}

std::string full_name(const std::string& database) {
    constexpr std::string_view kScheme = "sqlite:";
    if (!database.starts_with(kScheme)) return database;
    std::error_code error;
    const std::filesystem::path path = std::filesystem::absolute(database.substr(kScheme.size()));
    const std::filesystem::path known = std::filesystem::weakly_canonical(path, error);
    return std::string(kScheme) + (error ? path.lexically_normal() : known).string();
}

Config load_config(const std::filesystem::path& data, const std::filesystem::path& file,
                   const ConfigValues& flags) {
    Config config;
    config.data = data;
    const std::filesystem::path usual = data / "polydesk.toml";
    if (!file.empty()) {
        read_file(config, file);
    } else if (std::filesystem::exists(usual)) {
        read_file(config, usual);
    }
    for (const ConfigKey& key : config_keys()) {
        const std::string variable = variable_of(key.name);
        if (const char* value = std::getenv(variable.c_str())) {
            set_or_throw(config, key, value, variable);
        }
        if (const auto flag = flags.find(key.name); flag != flags.end()) {
            set_or_throw(config, key, flag->second, fmt::format("--{}", key.name));
        }
    }
    if (config.database.empty()) config.database = "sqlite:" + (data / "desk.sqlite").string();
    config.store.database = config.database;
    return config;
}

}  // namespace desk::app
