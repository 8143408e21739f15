#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <memory>

#include "app/commands.hpp"
#include "app/desk.hpp"
#include "app/record_file.hpp"
#include "app/record_print.hpp"
#include "core/record_ports.hpp"
#include "core/setting_table.hpp"
#include "util/hash.hpp"
#include "util/text.hpp"

namespace desk::app {

namespace {

namespace json = boost::json;

using core::SettingKey;
using SetValues = std::map<std::string, std::string, std::less<>>;

struct SettingOptions {
    std::string name;
    std::string value;
    bool has_value = false;
    bool value_from_stdin = false;
    std::string from;
};

std::vector<std::string> setting_names() {
    std::vector<std::string> names;
    for (const SettingKey& key : core::setting_keys()) names.emplace_back(key.name);
    return names;
}

std::string unknown_setting(std::string_view name) {
    return fmt::format("There is no setting '{}'. There are {}.", name,
                       fmt::join(setting_names(), ", "));
}

/// What a setting is now, for people; never a secret.
std::string shown(const SettingKey& key, const SetValues& set) {
    const auto found = set.find(key.name);
    const bool is_set = found != set.end();
    if (key.is_secret) return is_set && !found->second.empty() ? "(set)" : "";
    return is_set ? found->second : std::string(key.fallback);
}

json::object setting_json(const SettingKey& key, const SetValues& set) {
    json::object object{{"name", key.name}};
    object["value"] = key.is_secret ? json::value() : json::value(shown(key, set));
    object["is_set"] = set.find(key.name) != set.end();
    object["default"] = key.fallback;
    object["type"] = key.type;
    object["help"] = key.help;
    return object;
}

/// Runs with what is set. \return nothing when it could be read
std::optional<CommandResult> read_settings(CommandContext& context, SetValues& set) {
    const core::Outcome outcome = context.desk.store().run_read([&](core::Tx& tx) {
        set = tx.records().settings();
        return true;
    });
    if (outcome != core::Outcome::done) return failed(outcome);
    return std::nullopt;
}

CommandResult run_list(CommandContext& context) {
    SetValues set;
    if (auto failure = read_settings(context, set)) return *failure;
    CommandResult result;
    std::vector<std::vector<std::string>> rows;
    for (const SettingKey& key : core::setting_keys()) {
        if (context.json) {
            result.out += json::serialize(setting_json(key, set)) + "\n";
        } else {
            rows.push_back({std::string(key.name), shown(key, set),
                            set.find(key.name) == set.end() ? "default" : "set"});
        }
    }
    if (!context.json) {
        result.out = text_table({"name", "value", ""}, rows, {false, false, false});
    }
    return result;
}

CommandResult run_get(CommandContext& context, const SettingOptions& options) {
    const SettingKey* key = core::find_setting(options.name);
    if (key == nullptr) return misused(unknown_setting(options.name));
    SetValues set;
    if (auto failure = read_settings(context, set)) return *failure;
    if (context.json) return {0, json::serialize(setting_json(*key, set)) + "\n", {}, 0};
    return {0, shown(*key, set) + "\n", {}, 0};
}

/// In the form in which it is kept, or what is wrong with it.
tl::expected<std::string, std::string> checked(const std::string& name, std::string value) {
    const SettingKey* key = core::find_setting(name);
    if (key == nullptr) return tl::unexpected(unknown_setting(name));
    value = make_valid(std::string(trim(value)));
    if (key->is_secret && !value.empty()) value = sha256_hex(value);
    core::Settings scratch;
    if (key->set(scratch, value)) return value;
    return tl::unexpected(fmt::format("'{}' cannot be the value of {}, which is {}: {}.", value,
                                      name, key->type, key->help));
}

CommandResult write_settings(CommandContext& context,
                             const std::vector<std::pair<std::string, std::string>>& values) {
    const core::Outcome outcome = context.desk.store().run_write([&](core::Tx& tx) {
        for (const auto& [name, value] : values) tx.set_setting(name, value);
        return true;
    });
    if (outcome != core::Outcome::done) return failed(outcome);
    context.desk.store().reload_settings();
    SetValues set;
    if (auto failure = read_settings(context, set)) return *failure;
    CommandResult result;
    for (const auto& [name, value] : values) {
        const SettingKey& key = *core::find_setting(name);
        result.out += context.json ? json::serialize(setting_json(key, set)) + "\n"
                                   : fmt::format("{} is now {}\n", name, shown(key, set));
        result.changed += (result.changed.empty() ? "setting " : ", ") + name;
    }
    return result;
}

CommandResult run_set_from_file(CommandContext& context, const SettingOptions& options) {
    const auto refuse_all = [&](const std::vector<FileFault>& faults) {
        return refuse(describe_faults(options.from, faults) +
                      "Nothing was set: correct the file and try again.");
    };
    const auto records = read_record_file(context.read_file(options.from), {"name", "value"});
    if (!records) return refuse_all(records.error());
    std::vector<FileFault> faults;
    std::vector<std::pair<std::string, std::string>> values;
    for (const FileRecord& record : *records) {
        std::string name;
        std::string value;
        for (const auto& [column, text] : record.input) (column == "name" ? name : value) = text;
        auto kept = checked(name, value);
        if (kept) {
            values.emplace_back(name, std::move(*kept));
        } else {
            faults.push_back({record.place, name, kept.error()});
        }
    }
    if (!faults.empty()) return refuse_all(faults);
    return write_settings(context, values);
}

CommandResult run_set(CommandContext& context, const SettingOptions& options) {
    if (!options.from.empty()) return run_set_from_file(context, options);
    if (options.name.empty() || options.has_value == options.value_from_stdin) {
        return misused(
            "Say which setting and what it is to be: polydesk setting set NAME VALUE (or --stdin "
            "for the value, or --from FILE for several).");
    }
    std::string value = options.value;
    if (options.value_from_stdin) value = context.read_file("-");
    auto kept = checked(options.name, std::move(value));
    if (!kept) return misused(kept.error());
    return write_settings(context, {{options.name, std::move(*kept)}});
}

CommandResult run_reset(CommandContext& context, const SettingOptions& options) {
    const SettingKey* key = core::find_setting(options.name);
    if (key == nullptr) return misused(unknown_setting(options.name));
    const core::Outcome outcome = context.desk.store().run_write([&](core::Tx& tx) {
        tx.records().clear_setting(key->name);
        return true;
    });
    if (outcome != core::Outcome::done) return failed(outcome);
    context.desk.store().reload_settings();
    CommandResult result = run_get(context, options);
    result.changed = fmt::format("setting {}", key->name);
    return result;
}

using RunOnSetting = CommandResult (*)(CommandContext&, const SettingOptions&);

CLI::App& add_command(CLI::App& group, Invocation& invocation, const char* name, const char* help,
                      const std::shared_ptr<SettingOptions>& options, RunOnSetting run,
                      bool makes_desk = false) {
    CLI::App* command = group.add_subcommand(name, help);
    command->callback([&invocation, options, run, makes_desk] {
        invocation.makes_desk = makes_desk;
        invocation.run = [options, run](CommandContext& context) { return run(context, *options); };
    });
    return *command;
}

}  // namespace

void add_setting(CLI::App& app, Invocation& invocation) {
    CLI::App& group = command_group(app, "setting", "What belongs to the desk and not to a node");
    const auto options = std::make_shared<SettingOptions>();
    add_command(group, invocation, "list", "Show all settings", options,
                [](CommandContext& context, const SettingOptions&) { return run_list(context); });
    add_command(group, invocation, "get", "Show one", options, run_get)
        .add_option("NAME", options->name, "which")
        ->required()
        ->type_name("")
        ->check(one_of(setting_names(), "setting"));
    add_command(group, invocation, "reset", "Let one be its default again", options, run_reset)
        .add_option("NAME", options->name, "which")
        ->required()
        ->type_name("")
        ->check(one_of(setting_names(), "setting"));
    CLI::App& set = add_command(group, invocation, "set", "Change one, or those of a file", options,
                                run_set, true);
    set.add_option("NAME", options->name, "which")
        ->type_name("")
        ->check(one_of(setting_names(), "setting"));
    set.add_option_function<std::string>(
           "VALUE",
           [options](const std::string& value) {
               options->value = value;
               options->has_value = true;
           },
           "what it is to be")
        ->type_name("");
    set.add_flag_callback(
        "--stdin",
        [&invocation, options] {
            options->value_from_stdin = true;
            invocation.input_files.emplace_back("-");
        },
        "read the value from standard input: for secrets");
    set.add_option_function<std::string>(
           "--from",
           [&invocation, options](const std::string& file) {
               options->from = file;
               invocation.input_files.push_back(file);
           },
           "set all of a CSV or JSON file with name and value (- for standard input), or none")
        ->type_name("FILE");
}

}  // namespace desk::app
