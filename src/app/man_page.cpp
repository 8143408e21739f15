#include "app/man_page.hpp"

#include <fmt/format.h>

#include <string_view>

#include "app/config.hpp"

namespace desk::app {

namespace {

/// Text that roff prints as it is.
std::string roff(std::string_view text) {
    std::string out;
    if (text.starts_with('.') || text.starts_with('\'')) out = "\\&";
    for (const char c : text) {
        if (c == '\\') {
            out += "\\e";
        } else if (c == '-') {
            out += "\\-";
        } else {
            out += c;
        }
    }
    return out;
}

std::string bold(std::string_view text) { return "\\fB" + roff(text) + "\\fR"; }
std::string italic(std::string_view text) { return "\\fI" + roff(text) + "\\fR"; }

std::string value_of(const OptionEntry& option) {
    if (option.choices.empty()) return italic(option.value);
    std::string text;
    for (const std::string& choice : option.choices) {
        text += (text.empty() ? "" : "|") + bold(choice);
    }
    return text;
}

std::string option_entry(const OptionEntry& option) {
    std::string head;
    if (option.is_positional) {
        head = italic(option.names.front());
    } else {
        for (const std::string& name : option.names) {
            head += (head.empty() ? "" : ", ") + bold(name);
        }
        if (option.takes_value) head += " " + value_of(option);
    }
    return fmt::format(".TP\n{}\n{}{}\n", head, roff(option.help),
                       option.is_required && !option.is_positional ? " (required)" : "");
}

/// "polydesk credential add --dialect … [OPTIONS]".
std::string usage(const CommandEntry& command) {
    std::string text = bold("polydesk " + command.path);
    bool has_options = false;
    for (const OptionEntry& option : command.options) {
        if (option.is_positional) {
            const std::string name = italic(option.names.front()) + (option.is_repeated ? "…" : "");
            text += " " + (option.is_required ? name : "[" + name + "]");
        } else if (option.is_required) {
            text += " " + bold(option.names.back()) + " " + value_of(option);
        } else {
            has_options = true;
        }
    }
    return text + (has_options ? " [" + italic("OPTIONS") + "]" : "");
}

std::string commands_section(const std::vector<CommandEntry>& commands) {
    std::string text = ".SH COMMANDS\n";
    for (const CommandEntry& command : commands) {
        if (command.path.empty() || !command.subcommands.empty()) continue;
        text += fmt::format(".SS {}\n{}.\n", usage(command), roff(command.help));
        for (const OptionEntry& option : command.options) text += option_entry(option);
    }
    return text;
}

std::string configuration_section() {
    std::string text =
        ".SH CONFIGURATION\n"
        "Weakest first: the defaults below in brackets, the file\n"
        ".I polydesk.toml\n"
        "in the data folder (or the one that\n"
        ".B \\-\\-config\n"
        "names), the environment as\n"
        ".BR POLYDESK_ \\fIKEY\\fR,\n"
        "options.\n";
    for (const ConfigKey& key : config_keys()) {
        text += fmt::format(".TP\n{} = {} [{}]\n{}\n", bold(key.name), italic(key.type),
                            roff(key.fallback), roff(key.help));
    }
    return text;
}

constexpr const char* kRest = R"(.SH FILES
.TP
.I DATA/desk.sqlite
the database, unless the configuration names another
.TP
.I DATA/attachments/
files that came with messages, named by their hash
.TP
.I DATA/polydesk.toml
the configuration
.TP
.I DATA/polydesk.sock
where a running server takes commands
.SH SIGNALS
.TP
.BR SIGTERM ", " SIGINT
.B polydesk serve
answers what it has begun, and ends
.TP
.B SIGHUP
.B polydesk serve
takes over a new certificate and the log's level
.SH EXIT STATUS
.TP
.B 0
done
.TP
.B 1
refused, or failed; the reason is on standard error
.TP
.B 2
wrong usage: words on the command line that no desk would take. What a file or the environment says wrong, or what this
desk alone does not allow, is refused with 1
)";

}  // namespace

std::string man_page(const std::vector<CommandEntry>& commands) {
    const CommandEntry& program = commands.front();
    std::string text =
        ".TH POLYDESK 1 \"\" \"polydesk " POLYDESK_VERSION
        "\" \"Polydesk\"\n"
        ".SH NAME\npolydesk \\- support desk that speaks the ticket APIs of WHMCS, Keliweb and "
        "Getfly\n"
        ".SH SYNOPSIS\n.B polydesk\n[\\fIOPTIONS\\fR] \\fICOMMAND\\fR\n"
        ".SH DESCRIPTION\n";
    text +=
        roff(program.help) +
        ". Every command works while a server runs on the same data folder, and is then carried "
        "out by it; but serve and generate want the folder for themselves.\n.SH OPTIONS\nEvery "
        "command takes these:\n";
    for (const OptionEntry& option : program.options) text += option_entry(option);
    return text + commands_section(commands) + configuration_section() + kRest;
}

}  // namespace desk::app
