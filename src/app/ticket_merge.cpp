#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <memory>

#include "app/ticket_command.hpp"
#include "core/merge_tickets.hpp"
#include "core/unmerge_ticket.hpp"
#include "util/text.hpp"

namespace desk::app {

namespace {

namespace json = boost::json;

struct MergeOptions {
    std::string ticket;
    std::vector<std::string> sources;
    std::optional<std::string> subject;
    std::string agent;
};

CommandResult run_merge(CommandContext& context, const MergeOptions& options) {
    return change_tickets(
        context, options.agent, options.ticket,
        [&](core::Tx& tx, const core::Actor& actor) -> core::Result<TicketChange> {
            core::MergeTicketsInput input;
            input.master = named_ticket(tx, options.ticket);
            for (const std::string& words : options.sources) {
                input.sources.push_back({named_ticket(tx, words), make_valid(words)});
            }
            if (options.subject) input.new_subject = make_valid(*options.subject);
            const auto merged = core::merge_tickets(tx, actor, input);
            if (!merged) return tl::unexpected(merged.error());
            json::array ids;
            for (const core::TicketId id : merged->sources) ids.push_back(id.value());
            return TicketChange{
                {{"id", merged->master.value()},
                 {"number", merged->number},
                 {"merged", std::move(ids)}},
                fmt::format("{} {} part of #{} now. 'polydesk ticket unmerge' "
                            "undoes it.",
                            merged->sources.size(),
                            merged->sources.size() == 1 ? "ticket is" : "tickets are",
                            merged->number)};
        });
}

CommandResult run_unmerge(CommandContext& context, const MergeOptions& options) {
    return change_tickets(
        context, options.agent, options.ticket,
        [&](core::Tx& tx, const core::Actor& actor) -> core::Result<TicketChange> {
            const auto undone = core::unmerge_ticket(tx, actor, named_ticket(tx, options.ticket));
            if (!undone) return tl::unexpected(undone.error());
            return TicketChange{{{"id", undone->id.value()},
                                 {"number", undone->number},
                                 {"master", undone->master.value()}},
                                fmt::format("Ticket #{} is on its own again.", undone->number)};
        });
}

}  // namespace

void add_ticket_merge(CLI::App& app, Invocation& invocation) {
    const auto options = std::make_shared<MergeOptions>();
    CLI::App* command = command_group(app, "ticket", "Tickets")
                            .add_subcommand("merge", "Put tickets into another, the master");
    command->add_option("master", options->ticket, "the master's number, code or id")->required();
    command->add_option("tickets", options->sources, "those that go into it, likewise")->required();
    command->add_option("--subject", options->subject, "a new subject for the master");
    add_agent_option(*command, options->agent);
    command->callback([&invocation, options] {
        invocation.run = [options](CommandContext& context) {
            return run_merge(context, *options);
        };
    });
}

void add_ticket_unmerge(CLI::App& app, Invocation& invocation) {
    const auto options = std::make_shared<MergeOptions>();
    CLI::App* command =
        command_group(app, "ticket", "Tickets")
            .add_subcommand("unmerge", "Take a merged ticket out of its master again");
    command->add_option("ticket", options->ticket, "the merged ticket's number, code or id")
        ->required();
    add_agent_option(*command, options->agent);
    command->callback([&invocation, options] {
        invocation.run = [options](CommandContext& context) {
            return run_unmerge(context, *options);
        };
    });
}

}  // namespace desk::app
