#include "app/config_pages.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "app/config.hpp"
#include "core/setting_table.hpp"

namespace desk::app {

namespace {

/// Text in a cell of a Markdown table.
std::string cell(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '|') out += '\\';
        out += c;
    }
    return out;
}

bool is_number(std::string_view text) {
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// A default as TOML writes it.
std::string toml_value(std::string_view text) {
    return is_number(text) ? std::string(text) : fmt::format("\"{}\"", text);
}

constexpr const char* kIntroduction = R"(# Configuration

Printed by `polydesk docs configuration` from the tables in the sources; a test compares.

What belongs to a **node** (addresses, the database, threads) is configuration, below. What belongs to the **desk**,
so that several nodes cannot disagree about it, is a setting in the database.

Weakest first, a value comes from: the default; `polydesk.toml` in the data folder, or the file that `--config` names;
the environment, as `POLYDESK_` and the key in upper case; an option, where the command has one (`--listen`, `--tls-listen`,
`--database`, `--log-level`). A key that does not exist, also one in the environment, or a value that is not
allowed, is refused at the start, with its place.

```toml
# polydesk.toml
listen = "127.0.0.1:8080"
threads = 2
```

`polydesk docs toml` prints a whole file with every key in it, commented out.

## Keys

| key | value | default | what for |
| --- | --- | --- | --- |
)";

constexpr const char* kSettings = R"(
## Settings

`polydesk setting list` shows them, `setting set NAME VALUE` changes one; every node goes by it within a second.

| setting | value | default | what for |
| --- | --- | --- | --- |
)";

std::string row(std::string_view name, std::string_view type, std::string_view fallback,
                std::string_view help) {
    return fmt::format("| `{}` | {} | {} | {} |\n", name, cell(type),
                       fallback.empty() ? "–" : fmt::format("`{}`", cell(fallback)), cell(help));
}

}  // namespace

std::string configuration_page() {
    std::string page = kIntroduction;
    for (const ConfigKey& key : config_keys()) {
        page += row(key.name, key.type, key.fallback, key.help);
    }
    page += kSettings;
    for (const core::SettingKey& key : core::setting_keys()) {
        page += row(key.name, key.type, key.fallback, key.help);
    }
    return page;
}

std::string configuration_file() {
    std::string file =
        "# Configuration of this node of Polydesk. Every key has its default here; take the mark "
        "away to change\n"
        "# one, then restart. The same keys count in the environment as POLYDESK_KEY, and win over "
        "this file.\n";
    for (const ConfigKey& key : config_keys()) {
        file += fmt::format("\n# {} ({})\n# {} = {}\n", key.help, key.type, key.name,
                            toml_value(key.fallback));
    }
    return file;
}

}  // namespace desk::app
