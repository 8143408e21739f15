#include "app/command_tree.hpp"

#include <CLI/CLI.hpp>

namespace desk::app {

namespace {

/// "whmcs" and "getfly" of a type such as "TEXT:{whmcs,getfly}".
std::vector<std::string> choices_of(const std::string& type) {
    const std::size_t open = type.find('{');
    const std::size_t close = type.find('}');
    if (open == std::string::npos || close == std::string::npos) return {};
    return CLI::detail::split(type.substr(open + 1, close - open - 1), ',');
}

OptionEntry entry_of(const CLI::Option& option) {
    OptionEntry entry;
    entry.is_positional = option.get_positional();
    if (entry.is_positional) entry.names.push_back(option.get_name(true));
    for (const std::string& name : option.get_snames()) entry.names.push_back("-" + name);
    for (const std::string& name : option.get_lnames()) entry.names.push_back("--" + name);
    entry.takes_value = option.get_items_expected_max() != 0;
    if (entry.takes_value) {
        const std::string type = option.get_type_name();
        entry.value = type.substr(0, type.find(':'));
        entry.choices = choices_of(type);
    }
    entry.help = option.get_description();
    entry.is_required = option.get_required();
    entry.is_repeated = option.get_items_expected_max() > 1;
    return entry;
}

void add_entries(const CLI::App& app, const std::string& path, std::vector<CommandEntry>& out) {
    CommandEntry entry;
    entry.path = path;
    entry.help = app.get_description();
    const bool is_program = path.empty();
    for (const CLI::Option* option : app.get_options()) {
        const bool is_hidden = option->get_group().empty();
        const bool is_help = option == app.get_help_ptr();
        if (!is_hidden && (is_program || !is_help)) entry.options.push_back(entry_of(*option));
    }
    const auto is_shown = [](const CLI::App* sub) { return !sub->get_group().empty(); };
    const std::vector<const CLI::App*> subs = app.get_subcommands(is_shown);
    for (const CLI::App* sub : subs) entry.subcommands.push_back(sub->get_name());
    out.push_back(std::move(entry));
    for (const CLI::App* sub : subs) {
        add_entries(*sub, is_program ? sub->get_name() : path + " " + sub->get_name(), out);
    }
}

}  // namespace

std::vector<CommandEntry> command_tree(const CLI::App& app) {
    std::vector<CommandEntry> all;
    add_entries(app, "", all);
    return all;
}

}  // namespace desk::app
