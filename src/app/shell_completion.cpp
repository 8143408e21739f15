#include "app/shell_completion.hpp"

#include <fmt/format.h>

#include <set>

namespace desk::app {

namespace {

/// A line of a `case`: what the words so far are, and what may come then.
std::string case_line(const std::string& pattern, const std::string& words) {
    return fmt::format("        \"{}\") words=\"{}\" ;;\n", pattern, words);
}

std::string key_of(const CommandEntry& command) {
    return command.path.empty() ? std::string() : " " + command.path;
}

/// What a command takes beside its own options, those of the program included.
std::string option_names(const CommandEntry& command, const CommandEntry& program) {
    std::string words;
    for (const CommandEntry* owner : {&command, &program}) {
        for (const OptionEntry& option : owner->options) {
            for (const std::string& name : option.names) {
                const bool is_programs_alone = &command != &program && name == "--version";
                if (name.starts_with("--") && !is_programs_alone) words += " " + name;
            }
        }
        if (&command == &program) break;
    }
    return words;
}

std::string joined(const std::vector<std::string>& words) {
    return fmt::format("{}", fmt::join(words, " "));
}

constexpr const char* kBefore =
    R"(# bash completion for polydesk, as `polydesk completion bash` prints it
_polydesk() {
    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} command="" words="" i
    if [[ $current == = ]]; then
        current=
    elif [[ $previous == = ]]; then
        previous=${COMP_WORDS[COMP_CWORD - 2]}
    fi
    for ((i = 1; i < COMP_CWORD; i++)); do
        case ${COMP_WORDS[i]} in
)";

}  // namespace

std::string bash_completion(const std::vector<CommandEntry>& commands) {
    std::set<std::string> with_value;
    std::set<std::string> folders;
    std::string known;
    std::string values;
    std::string words;
    for (const CommandEntry& command : commands) {
        if (!command.path.empty()) {
            known += (known.empty() ? "\"" : " | \"") + key_of(command) + "\"";
        }
        std::string positional;  // what may stand without an option
        for (const OptionEntry& option : command.options) {
            if (option.is_positional && !option.choices.empty()) {
                positional += joined(option.choices);
            }
            if (option.is_positional || !option.takes_value) continue;
            const std::string& name = option.names.back();
            with_value.insert(name);
            if (option.value == "DIR") folders.insert(name);
            if (!option.choices.empty()) {
                values += case_line(key_of(command) + " " + name, joined(option.choices));
            }
        }
        words += case_line(key_of(command), joined(command.subcommands) + positional +
                                                option_names(command, commands.front()));
    }
    return fmt::format(
        "{}            {}) ((i++)) || true; continue ;;\n"
        "        esac\n"
        "        case \"$command ${{COMP_WORDS[i]}}\" in\n"
        "            {}) command+=\" ${{COMP_WORDS[i]}}\" ;;\n"
        "        esac\n"
        "    done\n"
        "    COMPREPLY=()\n"
        "    case $previous in\n"
        "        {}) mapfile -t COMPREPLY < <(compgen -d -- \"$current\"); return ;;\n"
        "    esac\n"
        "    case \"$command $previous\" in\n"
        "{}"
        "    esac\n"
        "    if [[ -z $words ]]; then\n"
        "        case $previous in\n"
        "            {}) return ;;  # of files, or of what is not known here\n"
        "        esac\n"
        "    fi\n"
        "    [[ -n $words ]] || case $command in\n"
        "{}"
        "    esac\n"
        "    mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$current\")\n"
        "}}\n"
        "complete -o default -F _polydesk polydesk polydeskctl\n",
        kBefore, fmt::join(with_value, " | "), known, fmt::join(folders, " | "), values,
        fmt::join(with_value, " | "), words);
}

}  // namespace desk::app
