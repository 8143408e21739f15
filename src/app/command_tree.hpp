#pragma once
#include <string>
#include <vector>

namespace CLI {
class App;
}

/// The command line as data, for what is printed from it: the manual page, shell completion.
namespace desk::app {

struct OptionEntry {
    std::vector<std::string> names;  ///< "--data", or of a positional its name alone
    bool takes_value = false;        ///< false for a flag
    std::string value;  ///< what it takes ("TEXT", "FILE"); may be empty beside choices
    std::vector<std::string> choices;
    std::string help;
    bool is_positional = false;
    bool is_required = false;
    bool is_repeated = false;  ///< takes several values
};

struct CommandEntry {
    std::string path;  ///< "credential add"; empty for the program itself
    std::string help;
    std::vector<OptionEntry> options;  ///< without those that every command takes
    std::vector<std::string> subcommands;
};

/// Every command in the order of `--help`, the program itself first, a group before its own.
std::vector<CommandEntry> command_tree(const CLI::App& app);

}  // namespace desk::app
