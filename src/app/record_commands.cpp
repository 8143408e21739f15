#include "app/record_commands.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>

namespace desk::app {

namespace {

using core::RecordField;
using core::RecordKind;
using core::ValueType;
using SharedOptions = std::shared_ptr<RecordOptions>;
using RunOnRecord = std::function<CommandResult(CommandContext&, const RecordOptions&)>;

/// "(default)" and the like at the end of an option's help.
std::string help_of(const RecordField& field, bool is_new) {
    std::string help(field.help);
    if (!is_new) return help;
    const std::string fallback = field.fallback_help.empty()
                                     ? core::shown_value(field, std::string(field.fallback))
                                     : std::string(field.fallback_help);
    if (field.is_required || fallback.empty() || field.type == ValueType::flag) return help;
    return help + " (" + fallback + ")";
}

void add_field_option(CLI::App& command, const RecordField& field, const SharedOptions& options,
                      bool is_new) {
    const std::string name = option_name(field.name);
    const auto say = [options, field = std::string(field.name)](const std::string& value) {
        options->input.emplace_back(field, value);
    };
    if (field.type == ValueType::flag) {
        const std::string no = "!--no-" + name.substr(2);
        command.add_flag_function(
            name + "," + no, [say](std::int64_t yes) { say(yes > 0 ? "true" : "false"); },
            std::string(field.help));
        return;
    }
    CLI::Option* option =
        command.add_option_function<std::string>(name, say, help_of(field, is_new))
            ->type_name(field.type == ValueType::number ? "NUMBER" : "TEXT")
            ->take_last();
    if (field.type != ValueType::choice) return;
    const std::vector<std::string> choices(field.choices.begin(), field.choices.end());
    option->check(CLI::IsMember(choices, CLI::ignore_case))->type_name("TEXT");
}

constexpr const char* kNoPasswordHere =
    "A password on a command line is seen by everybody who lists processes, and kept in the "
    "shell's history. Give it with --password-stdin, or let --ask-password ask for it.";

void add_password_options(CLI::App& command, Invocation& invocation, const SharedOptions& options) {
    command.add_flag_callback(
        "--password-stdin",
        [&invocation, options] {
            options->password_from_stdin = true;
            invocation.input_files.emplace_back("-");
        },
        "read the password from standard input, one line");
    command.add_flag_callback(
        "--ask-password",
        [&invocation, options] {
            options->asks_password = true;
            invocation.input_files.emplace_back(kAskPassword);
        },
        "ask for the password at the terminal");
    command
        .add_option_function<std::string>(
            "--password",
            [](const std::string&) { throw CLI::ValidationError("--password", kNoPasswordHere); })
        ->group("");
}

void add_field_options(CLI::App& command, Invocation& invocation, const SharedOptions& options,
                       bool is_new) {
    for (const RecordField& field : options->kind.fields) {
        if (field.is_read_only || field.is_hidden || (field.is_fixed && !is_new)) continue;
        if (field.type == ValueType::password) {
            add_password_options(command, invocation, options);
        } else {
            add_field_option(command, field, options, is_new);
        }
    }
}

/// A command with options of its own, which stay as long as it may run.
CLI::App& add_command(CLI::App& group, Invocation& invocation, const char* name,
                      const std::string& help, const SharedOptions& options, RunOnRecord run,
                      bool makes_desk = false) {
    CLI::App* command = group.add_subcommand(name, help);
    command->callback([&invocation, options, run = std::move(run), makes_desk] {
        invocation.makes_desk = makes_desk;
        invocation.run = [options, run](CommandContext& context) { return run(context, *options); };
    });
    return *command;
}

void add_ref(CLI::App& command, const SharedOptions& options) {
    std::string help = "its id";
    for (const std::string_view key : options->kind.keys) help += " or " + std::string(key);
    command.add_option("WHICH", options->ref, help)->required()->type_name("");
}

void add_add(CLI::App& group, Invocation& invocation, const RecordKind& kind) {
    const auto options = std::make_shared<RecordOptions>(RecordOptions{kind});
    const RunOnRecord run = [](CommandContext& context, const RecordOptions& o) {
        return o.from.empty() ? run_record_add(context, o) : run_record_batch(context, o);
    };
    CLI::App& command = add_command(group, invocation, "add", "Make a " + std::string(kind.title),
                                    options, run, true);
    add_record_options(command, invocation, options);
}

void add_list(CLI::App& group, Invocation& invocation, const RecordKind& kind) {
    const auto options = std::make_shared<RecordOptions>(RecordOptions{kind});
    CLI::App& command =
        add_command(group, invocation, "list", "Show the " + std::string(kind.plural), options,
                    run_record_list);
    command.add_option("--after", options->after, "only those after this id (0)")
        ->check(whole_number_from(0))
        ->type_name("ID");
    command.add_option("--limit", options->limit, "at most so many (100)")
        ->check(CLI::Range(1, 1000))
        ->type_name("NUMBER");
    for (const RecordField& field : kind.fields) {
        if (field.type != ValueType::record) continue;
        const std::string other(core::kind_of(field.refers_to).title);
        command
            .add_option_function<std::string>(
                option_name(field.name),
                [options, name = std::string(field.name)](const std::string& value) {
                    options->owner_field = name;
                    options->owner = value;
                },
                "only those of this " + other)
            ->type_name("WHICH");
    }
}

void add_show(CLI::App& group, Invocation& invocation, const RecordKind& kind) {
    const auto options = std::make_shared<RecordOptions>(RecordOptions{kind});
    add_ref(add_command(group, invocation, "show", "Show all of a " + std::string(kind.title),
                        options, run_record_show),
            options);
}

void add_set(CLI::App& group, Invocation& invocation, const RecordKind& kind) {
    const auto options = std::make_shared<RecordOptions>(RecordOptions{kind});
    CLI::App& command =
        add_command(group, invocation, "set",
                    "Change a " + std::string(kind.title) + "; what is not named stays", options,
                    run_record_set);
    add_ref(command, options);
    add_field_options(command, invocation, options, false);
}

void add_remove(CLI::App& group, Invocation& invocation, const RecordKind& kind) {
    const auto options = std::make_shared<RecordOptions>(RecordOptions{kind});
    CLI::App& command =
        add_command(group, invocation, "remove",
                    "Remove a " + std::string(kind.title) + " that nothing refers to", options,
                    run_record_remove);
    if (kind.type == core::RecordType::credential) command.alias("revoke");
    add_ref(command, options);
}

}  // namespace

void add_record_options(CLI::App& command, Invocation& invocation,
                        const std::shared_ptr<RecordOptions>& options) {
    const RecordKind& kind = options->kind;
    if (kind.type != core::RecordType::credential) {
        command
            .add_option_function<std::string>(
                "--id", [options](const std::string& id) { options->input.emplace_back("id", id); },
                "the id it is to have, where programs count on one")
            ->type_name("NUMBER");
    }
    add_field_options(command, invocation, options, true);
    command
        .add_option_function<std::string>(
            "--from",
            [&invocation, options](const std::string& file) {
                options->from = file;
                invocation.input_files.push_back(file);
            },
            "add all records of a CSV or JSON file (- for standard input), or none")
        ->type_name("FILE");
    command.footer("\nColumns of a CSV file, keys of JSON: " +
                   fmt::format("{}", fmt::join(written_fields(kind), ", ")));
}

std::vector<std::string_view> written_fields(const RecordKind& kind) {
    std::vector<std::string_view> names;
    if (kind.type != core::RecordType::credential) names.push_back("id");
    for (const RecordField& field : kind.fields) {
        if (!field.is_read_only && !field.is_hidden) names.push_back(field.name);
    }
    return names;
}

std::string option_name(std::string_view field) {
    std::string name = "--" + std::string(field);
    std::replace(name.begin(), name.end(), '_', '-');
    return name;
}

std::string changed_records(const RecordKind& kind, const std::vector<std::int64_t>& ids) {
    if (ids.empty()) return {};
    if (ids.size() == 1) return fmt::format("{} {}", kind.title, ids.front());
    const auto [lowest, highest] = std::minmax_element(ids.begin(), ids.end());
    return fmt::format("{} {} with ids from {} to {}", ids.size(), kind.plural, *lowest, *highest);
}

std::string explain(const core::RecordFault& fault) {
    return fault.field.empty() ? fault.text : option_name(fault.field) + ": " + fault.text;
}

void add_records(CLI::App& app, Invocation& invocation) {
    for (const RecordKind& kind : core::record_kinds()) {
        CLI::App& group =
            command_group(app, std::string(kind.name).c_str(), std::string(kind.help).c_str());
        // A credential is made by a command of its own, which shows its secret.
        if (kind.type != core::RecordType::credential) add_add(group, invocation, kind);
        add_list(group, invocation, kind);
        add_show(group, invocation, kind);
        add_set(group, invocation, kind);
        add_remove(group, invocation, kind);
    }
}

}  // namespace desk::app
