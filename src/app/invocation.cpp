#include "app/invocation.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <sstream>

namespace desk::app {

namespace {

constexpr const char* kAbout =
    "Polydesk: a support desk that programs written for WHMCS, Keliweb and Getfly talk to "
    "unchanged";

std::string config_help() {
    std::string text =
        "\nConfiguration (polydesk.toml in the data folder, POLYDESK_<KEY> in the environment):\n";
    for (const ConfigKey& key : config_keys()) {
        text += fmt::format("  {:<21} {} [{}]\n{:24}{}\n", key.name, key.type, key.fallback, "",
                            key.help);
    }
    return text;
}

void config_flag(CLI::App& app, Invocation& invocation, const char* flag, const char* key,
                 const char* help) {
    app.add_option_function<std::string>(
           flag, [&invocation, key](const std::string& value) { invocation.config[key] = value; },
           help)
        ->type_name("TEXT");
}

void add_commands(CLI::App& app, Invocation& in) {
    const auto pick = [&in](Command command) { return [&in, command] { in.command = command; }; };

    CLI::App* serve = app.add_subcommand("serve", "Serve the desk over HTTP until SIGTERM");
    config_flag(*serve, in, "--listen", "listen", "HOST:PORT to serve on (127.0.0.1:8080)");
    config_flag(*serve, in, "--log-level", "log_level", "debug, info, warning or error");
    serve->footer(config_help());
    serve->callback(pick(Command::serve));

    CLI::App* demo = app.add_subcommand(
        "demo", "Fill an empty desk with what the printed samples of the dialects ask for");
    demo->callback(pick(Command::demo));

    CLI::App* credential = app.add_subcommand("credential", "Keys for programs");
    credential->require_subcommand(1);
    CLI::App* add = credential->add_subcommand("add", "Make a key and print it, once");
    add->add_option("--dialect", in.credential.dialect, "whmcs, keliweb or getfly")
        ->required()
        ->check(CLI::IsMember({"whmcs", "keliweb", "getfly"}));
    add->add_option("--agent", in.credential.agent,
                    "login of the agent it acts for (the first one with API access)");
    add->add_option("--client", in.credential.client,
                    "id of the client whose tickets alone it sees and opens; keliweb needs one");
    add->add_option("--actions", in.credential.actions,
                    "actions it may call, separated by commas (all)")
        ->delimiter(',');
    add->add_option("--networks", in.credential.networks,
                    "addresses or CIDR networks it may call from, separated by commas (any)")
        ->delimiter(',');
    add->add_option("--notes", in.credential.notes, "show or hide staff notes (show)")
        ->check(CLI::IsMember({"show", "hide"}));
    add->add_flag("--with-token", in.credential.with_token, "keliweb: an access token as well");
    add->callback(pick(Command::credential_add));

    CLI::App* api = app.add_subcommand(
        "api", "Run a WHMCS action as the Local API does and print its answer as JSON");
    api->add_option("action", in.api.action, "for example GetTicket")->required();
    api->add_option("parameters", in.api.parameters, "name=value, as many as it takes");
    api->add_option("--admin", in.api.admin, "login of the agent who acts");
    api->callback(pick(Command::api));

    CLI::App* event = app.add_subcommand("event", "The change feed");
    event->require_subcommand(1);
    CLI::App* list = event->add_subcommand("list", "Print events, oldest first");
    list->add_option("--after", in.events.after, "only those after this event's number (0)")
        ->check(CLI::NonNegativeNumber)
        ->take_last();
    list->add_option("--limit", in.events.limit, "at most so many (100)")
        ->check(CLI::Range(1, 1000));
    list->add_flag("--follow", in.events.follow, "go on printing new ones until interrupted");
    list->callback(pick(Command::event_list));

    CLI::App* ticket = app.add_subcommand("ticket", "Tickets");
    ticket->require_subcommand(1);
    CLI::App* show =
        ticket->add_subcommand("show", "Print all of a ticket, also what no dialect shows");
    show->add_option("ticket", in.ticket, "its number (516757 or #516757), code or id")->required();
    show->callback(pick(Command::ticket_show));
}

}  // namespace

Invocation read_command_line(const std::vector<std::string>& args, CommandResult& result) {
    Invocation in;
    CLI::App app{kAbout, "polydesk"};
    app.set_version_flag("--version", "polydesk " POLYDESK_VERSION);
    app.require_subcommand(1);
    app.fallthrough();
    app.add_option("--data", in.data, "folder of the desk (./data)");
    app.add_option("--config", in.config_file, "configuration file (DATA/polydesk.toml)");
    config_flag(app, in, "--database", "database",
                "sqlite:PATH or postgresql://… (DATA/desk.sqlite)");
    app.add_option("--server-database", in.server_database)->group("");  // between processes
    app.add_flag("--json", in.json, "answer for machines");
    add_commands(app, in);
    try {
        std::vector<std::string> reversed(args.rbegin(), args.rend());  // as CLI11 wants them
        app.parse(reversed);
    } catch (const CLI::ParseError& error) {
        std::ostringstream out;
        std::ostringstream err;
        const int code = app.exit(error, out, err);
        in.command = Command::none;
        result = {code == 0 ? 0 : 2, out.str(), err.str(), 0};
    }
    return in;
}

}  // namespace desk::app
