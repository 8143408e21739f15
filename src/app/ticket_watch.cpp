#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <memory>

#include "app/desk.hpp"
#include "app/ticket_command.hpp"
#include "core/watch_ticket.hpp"
#include "util/text.hpp"

namespace desk::app {

namespace {

namespace json = boost::json;

struct WatchOptions {
    std::string ticket;
    std::string watcher;
    std::string agent;
};

using WatchUseCase = core::Result<core::WatchedTicket> (*)(core::Tx&, const core::Actor&,
                                                           const core::WatchTicketInput&);

json::object agent_object(const core::Agent& agent) {
    return {{"id", agent.id.value()}, {"login", agent.login}, {"name", agent.display_name()}};
}

CommandResult run_watching(CommandContext& context, const WatchOptions& options,
                           WatchUseCase use_case, const char* done) {
    return change_tickets(
        context, options.agent, options.ticket,
        [&](core::Tx& tx, const core::Actor& actor) -> core::Result<TicketChange> {
            const auto watched = use_case(
                tx, actor, {named_ticket(tx, options.ticket), make_valid(options.watcher)});
            if (!watched) return tl::unexpected(watched.error());
            return TicketChange{
                {{"id", watched->id.value()},
                 {"number", watched->number},
                 {"watcher", agent_object(watched->agent)},
                 {"changed", watched->is_change}},
                fmt::format("{} {} #{}{}.", watched->agent.login, done, watched->number,
                            watched->is_change ? "" : ", as before")};
        });
}

CommandResult run_watchers(CommandContext& context, const std::string& ticket) {
    core::Result<std::vector<core::Agent>> agents = core::fail(core::Errc::ticket_not_found);
    std::string refusal;
    const core::Outcome outcome = context.desk.store().run_read([&](core::Tx& tx) {
        agents = core::ticket_watchers(tx, {}, named_ticket(tx, ticket));
        if (!agents) refusal = missing_ticket(tx, ticket);
        return agents.has_value();
    });
    if (outcome == core::Outcome::refused) return refuse(refusal);
    if (outcome != core::Outcome::done) return failed(outcome);
    CommandResult result;
    for (const core::Agent& agent : *agents) {
        result.out += context.json ? json::serialize(agent_object(agent)) + "\n"
                                   : fmt::format("{:>6}  {:<20} {}\n", agent.id.value(),
                                                 agent.login, agent.display_name());
    }
    if (agents->empty() && !context.json) result.err = "Nobody watches this ticket.\n";
    return result;
}

CLI::App* add_command(CLI::App& app, const char* name, const char* help, std::string& ticket) {
    CLI::App* command = command_group(app, "ticket", "Tickets").add_subcommand(name, help);
    command->add_option("ticket", ticket, "its number (516757 or #516757), code or id")->required();
    return command;
}

void add_watching(CLI::App& app, Invocation& invocation, const char* name, const char* help,
                  WatchUseCase use_case, const char* done) {
    const auto options = std::make_shared<WatchOptions>();
    CLI::App* command = add_command(app, name, help, options->ticket);
    command->add_option("watcher", options->watcher, "login of that agent")->required();
    add_agent_option(*command, options->agent);
    command->callback([&invocation, options, use_case, done] {
        invocation.run = [options, use_case, done](CommandContext& context) {
            return run_watching(context, *options, use_case, done);
        };
    });
}

}  // namespace

void add_ticket_watch(CLI::App& app, Invocation& invocation) {
    add_watching(app, invocation, "watch", "Let an agent hear of all that happens to a ticket",
                 core::watch_ticket, "watches");
    add_watching(app, invocation, "unwatch", "Let an agent hear of a ticket no longer",
                 core::unwatch_ticket, "does not watch");
    const auto ticket = std::make_shared<std::string>();
    CLI::App* watchers =
        add_command(app, "watchers", "Show the agents who watch a ticket", *ticket);
    watchers->callback([&invocation, ticket] {
        invocation.run = [ticket](CommandContext& context) {
            return run_watchers(context, *ticket);
        };
    });
}

}  // namespace desk::app
