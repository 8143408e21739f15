#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <memory>

#include "app/ticket_command.hpp"
#include "core/split_ticket.hpp"
#include "util/text.hpp"

namespace desk::app {

namespace {

struct SplitOptions {
    std::string ticket;
    std::vector<std::int64_t> replies;
    std::optional<std::string> subject;
    std::string department;
    std::int64_t client = 0;
    std::string agent;
};

core::SplitTicketInput split_input(core::Tx& tx, const SplitOptions& options) {
    core::SplitTicketInput input;
    input.ref = named_ticket(tx, options.ticket);
    input.replies = options.replies;
    if (options.subject) input.subject = make_valid(*options.subject);
    const std::int64_t department = parse_id(options.department);
    if (department > 0) {
        input.department.id = core::DepartmentId{department};
    } else {
        input.department.name = make_valid(options.department);
    }
    input.client = core::ClientId{options.client};
    return input;
}

CommandResult run_split(CommandContext& context, const SplitOptions& options) {
    return change_tickets(
        context, options.agent, options.ticket,
        [&](core::Tx& tx, const core::Actor& actor) -> core::Result<TicketChange> {
            const auto made = core::split_ticket(tx, actor, split_input(tx, options));
            if (!made) return tl::unexpected(made.error());
            return TicketChange{
                {{"id", made->id.value()},
                 {"number", made->number},
                 {"code", made->code},
                 {"access_code", made->access_code},
                 {"original", made->original.value()}},
                fmt::format("The new ticket is #{} (id {}).", made->number, made->id.value())};
        });
}

}  // namespace

void add_ticket_split(CLI::App& app, Invocation& invocation) {
    const auto options = std::make_shared<SplitOptions>();
    CLI::App* command = command_group(app, "ticket", "Tickets")
                            .add_subcommand("split", "Make a new ticket of chosen replies");
    command->add_option("ticket", options->ticket, "its number (516757 or #516757), code or id")
        ->required();
    command
        ->add_option("--replies", options->replies,
                     "their ids, separated by commas; the first in time opens the new ticket")
        ->required()
        ->delimiter(',')
        ->check(whole_number_from(1));
    command->add_option("--subject", options->subject, "of the new ticket (as the old one)");
    command->add_option("--department", options->department, "id or name (as the old one)");
    command->add_option("--client", options->client, "id of its client (as the old one)")
        ->check(whole_number_from(1));
    add_agent_option(*command, options->agent);
    command->callback([&invocation, options] {
        invocation.run = [options](CommandContext& context) {
            return run_split(context, *options);
        };
    });
}

}  // namespace desk::app
