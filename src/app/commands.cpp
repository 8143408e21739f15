#include "app/commands.hpp"

#include "app/desk.hpp"
#include "util/log.hpp"

namespace desk::app {

CommandResult refuse(std::string message) { return {1, {}, std::move(message) + "\n", 0}; }

CommandResult misused(std::string message) { return {2, {}, std::move(message) + "\n", 0}; }

CommandResult failed(core::Outcome outcome) {
    switch (outcome) {
        case core::Outcome::busy:
            return refuse("The desk is busy or its database is locked; try again in a moment.");
        case core::Outcome::unavailable:
            return refuse(
                "The database does not answer, and nothing was changed. See whether it runs and "
                "its disk has room; the log says why.");
        case core::Outcome::done:
        case core::Outcome::refused:
        case core::Outcome::failed:
            break;
    }
    return refuse("This failed, and the log says why. See what was done before you try again.");
}

CommandResult carry_out(const Invocation& invocation, CommandContext& context) {
    CommandResult result = invocation.run(context);
    if (!result.changed.empty()) {
        log::info("command", {{"command", std::string_view(invocation.name)},
                              {"changed", std::string_view(result.changed)}});
    }
    return result;
}

CommandResult run_command_line(CommandContext context, const std::vector<std::string>& args) {
    CommandResult result;
    const Invocation invocation = read_command_line(args, result);
    if (!invocation.has_command()) return result;
    if (!invocation.run) {
        return refuse("A server runs on " + context.desk.config().data.string() +
                      ". This command needs the folder for itself: stop the server first.");
    }
    if (!invocation.server_database.empty() &&
        invocation.server_database != full_name(context.desk.config().database)) {
        return refuse(
            "The server that runs on " + context.desk.config().data.string() +
            " keeps its tickets in another database than the one you name. Name none to use the "
            "server's, or give another folder with --data.");
    }
    context.json = invocation.json;
    context.data = invocation.data;
    return carry_out(invocation, context);
}

}  // namespace desk::app
