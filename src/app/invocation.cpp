#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <sstream>
#include <string_view>

#include "app/commands.hpp"

namespace desk::app {

namespace {

constexpr const char* kAbout =
    "Polydesk: a support desk that programs written for WHMCS, Keliweb and Getfly talk to "
    "unchanged";

void add_commands(CLI::App& app, Invocation& invocation) {
    add_serve(app, invocation);
    add_demo(app, invocation);
    add_generate(app, invocation);
    add_api(app, invocation);
    add_credential_add(app, invocation);
    add_event_list(app, invocation);
    add_job_list(app, invocation);
    add_job_run(app, invocation);
    add_ticket_list(app, invocation);
    add_ticket_show(app, invocation);
    add_ticket_log(app, invocation);
    add_backup(app, invocation);
    add_docs(app, invocation);
    add_ticket_delete(app, invocation);
    add_ticket_restore(app, invocation);
    add_ticket_purge(app, invocation);
    add_ticket_merge(app, invocation);
    add_ticket_unmerge(app, invocation);
    add_ticket_split(app, invocation);
    add_ticket_watch(app, invocation);
    add_records(app, invocation);
    add_setting(app, invocation);
}

/// The innermost of the commands that were named, and what it is called with those around it.
std::pair<const CLI::App*, std::string> named_command(const CLI::App& app) {
    const CLI::App* command = &app;
    std::string path;
    while (!command->get_subcommands().empty()) {
        command = command->get_subcommands().front();
        path += (path.empty() ? "" : " ") + command->get_name();
    }
    return {command, path};
}

/// What may stand where a subcommand is missing or is none: the words of CLI11 do not say it.
std::string missing_subcommand(const CLI::App& app) {
    const auto [group, inner] = named_command(app);
    const std::string path = app.get_name() + (inner.empty() ? "" : " ") + inner;
    std::string names;
    for (const CLI::App* subcommand :
         group->get_subcommands([](const CLI::App*) { return true; })) {
        if (!names.empty()) names += ", ";
        names += subcommand->get_name();
    }
    return "After '" + path + "' must come one of: " + names + ".\nRun '" + path +
           " --help' for what they do.\n";
}

}  // namespace

CLI::App& command_group(CLI::App& app, const char* name, const char* help) {
    const auto has_name = [name](const CLI::App* group) { return group->get_name() == name; };
    const std::vector<CLI::App*> known = app.get_subcommands(has_name);
    if (!known.empty()) return *known.front();
    CLI::App* group = app.add_subcommand(name, help);
    group->require_subcommand(1);
    return *group;
}

CLI::Option& config_flag(CLI::App& app, Invocation& invocation, const char* flag, const char* key,
                         const char* help) {
    CLI::Option* option = app.add_option_function<std::string>(
        flag, [&invocation, key](const std::string& value) { invocation.config[key] = value; },
        help);
    return *option->type_name("TEXT");
}

CLI::Validator whole_number_from(std::int64_t least) {
    return CLI::Validator(
        [least](const std::string& text) {
            const char* end = text.data() + text.size();
            std::int64_t value = 0;
            const auto [stop, error] = std::from_chars(text.data(), end, value);
            if (error == std::errc{} && stop == end && value >= least) return std::string();
            return fmt::format("'{}' is no whole number from {} on", text, least);
        },
        "");
}

CLI::Validator one_of(std::vector<std::string> names, const char* kind) {
    const std::string choices = fmt::format("{{{}}}", fmt::join(names, ","));
    return CLI::Validator(
        [names = std::move(names), kind](const std::string& name) {
            if (std::find(names.begin(), names.end(), name) != names.end()) return std::string();
            return fmt::format("There is no {} '{}'. There are {}.", kind, name,
                               fmt::join(names, ", "));
        },
        choices);
}

Invocation read_command_line(const std::vector<std::string>& args, CommandResult& result) {
    Invocation in;
    CLI::App app{kAbout, "polydesk"};
    app.set_version_flag("--version", "polydesk " POLYDESK_VERSION);
    app.require_subcommand(1);
    app.fallthrough();
    app.add_option("--data", in.data, "folder of the desk (./data)")->type_name("DIR");
    app.add_option("--config", in.config_file, "configuration file (DATA/polydesk.toml)")
        ->type_name("FILE");
    config_flag(app, in, "--database", "database",
                "sqlite:PATH or postgresql://… (DATA/desk.sqlite)");
    app.add_option("--server-database", in.server_database)->group("");  // between processes
    app.add_flag("--json", in.json, "answer for machines");
    add_commands(app, in);
    try {
        std::vector<std::string> reversed(args.rbegin(), args.rend());  // as CLI11 wants them
        app.parse(reversed);
        in.name = named_command(app).second;
    } catch (const CLI::ParseError& error) {
        std::ostringstream out;
        std::ostringstream err;
        const int code = app.exit(error, out, err);
        if (error.what() == std::string_view(CLI::RequiredError::Subcommand(1).what())) {
            err.str(missing_subcommand(app));
        }
        in.run = nullptr;
        in.run_alone = nullptr;
        in.run_anywhere = nullptr;
        result = {code == 0 ? 0 : 2, out.str(), err.str(), 0};
    }
    return in;
}

}  // namespace desk::app
