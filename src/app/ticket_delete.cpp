#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <memory>

#include "app/ticket_command.hpp"
#include "core/delete_message.hpp"
#include "core/delete_ticket.hpp"

namespace desk::app {

namespace {

struct DeleteOptions {
    std::string ticket;
    std::string agent;
    std::int64_t reply = 0;
    bool yes = false;
};

using DeleteUseCase = core::Result<core::DeletedTicket> (*)(core::Tx&, const core::Actor&,
                                                            const core::TicketRef&);

CommandResult run_on_ticket(CommandContext& context, const DeleteOptions& options,
                            DeleteUseCase use_case, const char* done, const char* hint) {
    return change_tickets(
        context, options.agent, options.ticket,
        [&](core::Tx& tx, const core::Actor& actor) -> core::Result<TicketChange> {
            const auto ticket = use_case(tx, actor, named_ticket(tx, options.ticket));
            if (!ticket) return tl::unexpected(ticket.error());
            return TicketChange{{{"id", ticket->id.value()},
                                 {"number", ticket->number},
                                 {"code", ticket->code},
                                 {"done", done}},
                                fmt::format("Ticket #{} is {}.{}", ticket->number, done, hint)};
        });
}

CommandResult run_delete_reply(CommandContext& context, const DeleteOptions& options) {
    return change_tickets(
        context, options.agent, options.ticket,
        [&](core::Tx& tx, const core::Actor& actor) -> core::Result<TicketChange> {
            const auto reply =
                core::delete_reply(tx, actor, {named_ticket(tx, options.ticket), options.reply});
            if (!reply) return tl::unexpected(reply.error());
            return TicketChange{
                {{"id", reply->ticket.value()}, {"reply", reply->wire_id}, {"done", "deleted"}},
                fmt::format("Reply {} is deleted.", reply->wire_id)};
        });
}

CommandResult run_delete(CommandContext& context, const DeleteOptions& options) {
    if (options.reply != 0) return run_delete_reply(context, options);
    return run_on_ticket(context, options, core::delete_ticket, "deleted",
                         " 'polydesk ticket restore' brings it back.");
}

CommandResult run_purge(CommandContext& context, const DeleteOptions& options) {
    if (!options.yes) {
        return misused("A purged ticket cannot be brought back. Say --yes if that is meant.");
    }
    return run_on_ticket(context, options, core::purge_ticket, "purged", "");
}

CLI::App* add_command(CLI::App& app, const char* name, const char* help,
                      const std::shared_ptr<DeleteOptions>& options) {
    CLI::App* command = command_group(app, "ticket", "Tickets").add_subcommand(name, help);
    command->add_option("ticket", options->ticket, "its number (516757 or #516757), code or id")
        ->required();
    add_agent_option(*command, options->agent);
    return command;
}

}  // namespace

void add_ticket_delete(CLI::App& app, Invocation& invocation) {
    const auto options = std::make_shared<DeleteOptions>();
    CLI::App* command = add_command(app, "delete", "Take a ticket out of sight", options);
    command->add_option("--reply", options->reply, "only this reply of it")
        ->check(whole_number_from(1));
    command->callback([&invocation, options] {
        invocation.run = [options](CommandContext& context) {
            return run_delete(context, *options);
        };
    });
}

void add_ticket_restore(CLI::App& app, Invocation& invocation) {
    const auto options = std::make_shared<DeleteOptions>();
    CLI::App* command = add_command(app, "restore", "Bring a deleted ticket back", options);
    command->callback([&invocation, options] {
        invocation.run = [options](CommandContext& context) {
            return run_on_ticket(context, *options, core::restore_ticket, "restored", "");
        };
    });
}

void add_ticket_purge(CLI::App& app, Invocation& invocation) {
    const auto options = std::make_shared<DeleteOptions>();
    CLI::App* command = add_command(
        app, "purge", "Delete for good all that was written in a ticket, deleted or not", options);
    command->add_flag("--yes", options->yes, "it is meant: nothing brings it back");
    command->callback([&invocation, options] {
        invocation.run = [options](CommandContext& context) {
            return run_purge(context, *options);
        };
    });
}

}  // namespace desk::app
