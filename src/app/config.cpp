#include "app/config.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <toml++/toml.h>
#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <numeric>
#include <optional>
#include <stdexcept>
#include <utility>

#include "util/text.hpp"

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

/// The parts of a list with commas between them; none of a blank one.
std::vector<std::string_view> words_of(std::string_view text) {
    std::vector<std::string_view> words = split(text, ',');
    for (std::string_view& word : words) word = trim(word);
    if (words.size() == 1 && words.front().empty()) words.clear();
    return words;
}

std::optional<net::ListenAddress> read_listen_address(std::string_view text) {
    const std::size_t colon = text.rfind(':');
    if (colon == std::string_view::npos || colon == 0) return {};
    std::string_view host = text.substr(0, colon);
    const bool has_brackets = host.size() > 2 && host.front() == '[' && host.back() == ']';
    if (has_brackets) host = host.substr(1, host.size() - 2);
    if (!has_brackets && host.find(':') != std::string_view::npos) return {};
    const std::int64_t port = parse_id(text.substr(colon + 1));
    if (port < 0 || port > 65535) return {};
    return net::ListenAddress{std::string(host), static_cast<std::uint16_t>(port)};
}

/// The addresses of one kind; plain ones stand in front of those for TLS.
std::function<bool(Config&, const std::string&)> listen(bool is_tls) {
    return [is_tls](Config& config, const std::string& text) {
        auto& all = config.server.listen;
        std::erase_if(all, [&](const auto& address) { return address.is_tls == is_tls; });
        auto place = is_tls ? all.end() : all.begin();
        for (const std::string_view word : words_of(text)) {
            std::optional<net::ListenAddress> address = read_listen_address(word);
            if (!address) return false;
            address->is_tls = is_tls;
            place = all.insert(place, std::move(*address)) + 1;
        }
        return true;
    };
}

bool set_trusted_proxies(Config& config, const std::string& text) {
    config.server.trusted_proxies.clear();
    for (const std::string_view word : words_of(text)) {
        const std::optional<Network> network = read_network(word);
        if (!network) return false;
        config.server.trusted_proxies.push_back(*network);
    }
    return true;
}

bool set_proxy_protocol(Config& config, const std::string& text) {
    config.server.proxy_protocol = text == "true";
    return text == "true" || text == "false";
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

/// How many letters have to be put in, left out or replaced to get from one to the other.
std::size_t distance(std::string_view from, std::string_view to) {
    std::vector<std::size_t> row(to.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < from.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i + 1);
        for (std::size_t j = 0; j < to.size(); ++j) {
            const std::size_t replaced = diagonal + (from[i] == to[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
        }
    }
    return row.back();
}

/// "; is 'listen' meant?", or nothing where no key is like it.
std::string guess(std::string_view unknown) {
    constexpr std::size_t kFar = 3;
    const auto& keys = config_keys();
    const auto nearest = std::min_element(keys.begin(), keys.end(), [&](const auto& a, auto& b) {
        return distance(unknown, a.name) < distance(unknown, b.name);
    });
    if (distance(unknown, nearest->name) > kFar) return {};
    return fmt::format("; is '{}' meant?", nearest->name);
}

/// What the tests and the benchmarks of this program are told in the environment, beside its keys.
constexpr std::string_view kOtherVariables[] = {"POLYDESK_TEST_", "POLYDESK_PRINT_"};

/// A mistyped variable must not leave a key at its default unnoticed.
void check_environment() {
    constexpr std::string_view kPrefix = "POLYDESK_";
    for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
        const std::string_view text = *entry;
        const std::string_view name = text.substr(0, text.find('='));
        if (!name.starts_with(kPrefix)) continue;
        const auto is_known = [name](const ConfigKey& key) {
            return variable_of(key.name) == name;
        };
        const auto is_other = [name](std::string_view prefix) { return name.starts_with(prefix); };
        const auto& keys = config_keys();
        if (std::any_of(keys.begin(), keys.end(), is_known) ||
            std::any_of(std::begin(kOtherVariables), std::end(kOtherVariables), is_other)) {
            continue;
        }
        const std::string key = ascii_lower(name.substr(kPrefix.size()));
        throw std::runtime_error(fmt::format(
            "the environment has {}, but there is no key '{}'{}; the keys are listed by 'polydesk "
            "serve --help'",
            name, key, guess(key)));
    }
}

void set_or_throw(Config& config, const ConfigKey& key, const std::string& value,
                  std::string_view source) {
    if (key.set(config, value)) {
        config.values[std::string(key.name)] = value;
        return;
    }
    const std::string fault = fmt::format("{} in {} is '{}', but must be {}: {}", key.name, source,
                                          value, key.type, key.help);
    if (source.starts_with("--")) throw WrongUsage(fault);
    throw std::runtime_error(fault);
}

/// "--log-level" for log_level.
std::string option_of(std::string_view key) {
    std::string name = "--" + std::string(key);
    std::replace(name.begin(), name.end(), '_', '-');
    return name;
}

/// A value as a flag would give it; a list with commas between its parts. What is of no use to any
/// key becomes a text that none takes.
std::string text_of(const toml::node& node) {
    if (const auto text = node.value<std::string>(); text && node.is_string()) return *text;
    if (const auto whole = node.value<std::int64_t>(); whole && node.is_integer()) {
        return std::to_string(*whole);
    }
    if (const auto* truth = node.as_boolean()) return truth->get() ? "true" : "false";
    std::string all;
    if (const auto* list = node.as_array()) {
        for (const toml::node& part : *list) {
            if (!all.empty()) all += ", ";
            all += part.is_array() ? "?" : text_of(part);
        }
        return all;
    }
    return "?";
}

void read_file(Config& config, const std::filesystem::path& file) {
    std::error_code ignored;
    if (!std::filesystem::exists(file, ignored) || std::filesystem::is_directory(file, ignored)) {
        throw std::runtime_error(fmt::format(
            "there is no configuration file {}; see what --config names", file.string()));
    }
    toml::table table;
    try {
        table = toml::parse_file(file.string());
    } catch (const toml::parse_error& error) {
        const auto line = error.source().begin.line;
        const std::string place = line == 0 ? "" : fmt::format(", line {}", line);
        throw std::runtime_error(
            fmt::format("{}{}: {}", file.string(), place, error.description()));
    }
    for (const auto& [name, node] : table) {
        const auto& keys = config_keys();
        const auto key = std::find_if(keys.begin(), keys.end(),
                                      [&](const ConfigKey& k) { return k.name == name.str(); });
        if (key == keys.end()) {
            throw std::runtime_error(fmt::format(
                "{}, line {}: there is no key '{}'{}; the keys are listed by 'polydesk serve "
                "--help'",
                file.string(), node.source().begin.line, name.str(), guess(name.str())));
        }
        set_or_throw(config, *key, text_of(node), file.string());
    }
}

}  // namespace

const std::vector<ConfigKey>& config_keys() {
    // clang-format off
    static const std::vector<ConfigKey> keys{
        {"listen", "HOST:PORT, more after commas", "127.0.0.1:8080", "where to serve HTTP; port 0 takes a free one, empty: nowhere", listen(false)},
        {"tls_listen", "HOST:PORT, more after commas", "", "where to serve HTTPS, by tls_certificate and tls_key", listen(true)},
        {"tls_certificate", "a file", "", "certificate in PEM form, its chain behind it; read again on SIGHUP",
         [](Config& c, const std::string& v) { c.server.tls.certificate = v; return true; }},
        {"tls_key", "a file", "", "its key in PEM form, without a passphrase; read again on SIGHUP",
         [](Config& c, const std::string& v) { c.server.tls.key = v; return true; }},
        {"trusted_proxies", "addresses and networks, commas between", "", "proxies whose X-Forwarded-For and X-Request-Id count", set_trusted_proxies},
        {"proxy_protocol", "true or false", "false", "trusted proxies begin a connection with a PROXY protocol header", set_proxy_protocol},
        {"database", "sqlite:PATH or postgresql://…", "sqlite:DATA/desk.sqlite", "where the tickets are kept", set_database},
        {"threads", "a number, 1 to 64", "2", "I/O threads of the server",
         number([](Config& c, std::int64_t v) { c.server.threads = static_cast<int>(v); }, 1, 64)},
        {"database_connections", "a number, 1 to 64", "6", "connections to PostgreSQL; 4 to 8 are best on 2 cores",
         number([](Config& c, std::int64_t v) { c.store.connections = static_cast<int>(v); }, 1, 64)},
        {"slow_threads", "a number, 1 to 64", "2", "threads for passwords, attachments and searches",
         number([](Config& c, std::int64_t v) { c.store.slow_threads = static_cast<int>(v); }, 1, 64)},
        {"busy_timeout", "seconds, 1 to 60", "5", "how long to wait while another program locks the database",
         number([](Config& c, std::int64_t v) { c.store.busy_timeout = seconds(v); }, 1, 60)},
        {"max_connections", "a number, 0 to 1000000", "0", "connections at a time, then the answer is 503; 0: what descriptors allow, at most 10000",
         number([](Config& c, std::int64_t v) { c.server.max_connections = static_cast<std::size_t>(v); }, 0, 1'000'000)},
        {"max_body", "bytes, 1024 to 1073741824", "67108864", "largest request body; beyond it the answer is 413",
         number([](Config& c, std::int64_t v) { c.server.max_body_bytes = static_cast<std::size_t>(v); }, 1024, 1 << 30)},
        {"max_bodies", "bytes, 1048576 to 68719476736", "268435456", "all request bodies at a time; what does not fit in is told to come back",
         number([](Config& c, std::int64_t v) { c.server.max_bodies_bytes = static_cast<std::size_t>(v); }, 1 << 20, std::int64_t{1} << 36)},
        {"request_timeout", "seconds, 1 to 600", "30", "for the head of a request and for TLS, and how long a client may be slower than min_rate",
         number([](Config& c, std::int64_t v) { c.server.request_timeout = seconds(v); }, 1, 600)},
        {"min_rate", "bytes a second, 1 to 1048576", "16384", "at which a client must send a body and take its answer",
         number([](Config& c, std::int64_t v) { c.server.min_rate = static_cast<std::size_t>(v); }, 1, 1 << 20)},
        {"idle_timeout", "seconds, 1 to 3600", "75", "how long a connection may rest between two requests",
         number([](Config& c, std::int64_t v) { c.server.idle_timeout = seconds(v); }, 1, 3600)},
        {"drain_timeout", "seconds, 0 to 600", "10", "how long a stop waits for answers on their way",
         number([](Config& c, std::int64_t v) { c.server.drain_timeout = seconds(v); }, 0, 600)},
        {"log_level", "debug, info, warning or error", "info", "least level that is logged; read again on SIGHUP", set_log_level},
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
    config.file = file;
    config.flags = flags;
    config.server.max_connections = 0;
    const std::filesystem::path usual = data / "polydesk.toml";
    if (!file.empty()) {
        read_file(config, file);
    } else if (std::filesystem::exists(usual)) {
        read_file(config, usual);
    }
    check_environment();
    for (const ConfigKey& key : config_keys()) {
        const std::string variable = variable_of(key.name);
        if (const char* value = std::getenv(variable.c_str())) {
            set_or_throw(config, key, value, variable);
        }
        if (const auto flag = flags.find(key.name); flag != flags.end()) {
            set_or_throw(config, key, flag->second, option_of(key.name));
        }
    }
    if (config.database.empty()) config.database = "sqlite:" + (data / "desk.sqlite").string();
    config.store.database = config.database;
    return config;
}

Config load_again(const Config& config) {
    return load_config(config.data, config.file, config.flags);
}

std::string url_of(const net::ServerOptions& server) {
    if (server.listen.empty()) return "http://127.0.0.1";
    const net::ListenAddress& first = server.listen.front();
    std::string host = first.host;
    if (host == "0.0.0.0" || host == "::") host = "127.0.0.1";  // any address: this machine's too
    if (host.find(':') != std::string::npos) host = "[" + host + "]";
    return fmt::format("{}://{}:{}", first.is_tls ? "https" : "http", host, first.port);
}

void check_server(const Config& config) {
    const net::ServerOptions& server = config.server;
    if (server.listen.empty()) {
        throw std::runtime_error("listen and tls_listen are both empty; give one an address");
    }
    const bool has_tls = server.listen.back().is_tls;
    if (has_tls && (server.tls.certificate.empty() || server.tls.key.empty())) {
        throw std::runtime_error("tls_listen needs tls_certificate and tls_key as well");
    }
    if (!has_tls && !(server.tls.certificate.empty() && server.tls.key.empty())) {
        throw std::runtime_error(
            "there is a certificate or key, but no address to use it on; set tls_listen");
    }
    if (server.proxy_protocol && server.trusted_proxies.empty()) {
        throw std::runtime_error(
            "proxy_protocol is on, but trusted_proxies names nobody to believe it of");
    }
}

}  // namespace desk::app
