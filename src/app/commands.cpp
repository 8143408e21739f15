#include "app/commands.hpp"

namespace desk::app {

CommandResult refuse(std::string message) { return {1, {}, std::move(message) + "\n", 0}; }

CommandResult failed(core::Outcome outcome) {
    switch (outcome) {
        case core::Outcome::busy:
            return refuse("The desk is busy or its database is locked; try again in a moment.");
        case core::Outcome::unavailable:
            return refuse(
                "The database cannot be written: see whether its disk is full or it is down.");
        case core::Outcome::done:
        case core::Outcome::refused:
        case core::Outcome::failed:
            break;
    }
    return refuse("This failed, and the log says why. See what was done before you try again.");
}

CommandResult run_command(Desk& desk, const Invocation& invocation) {
    switch (invocation.command) {
        case Command::demo:
            return run_demo(desk, invocation);
        case Command::credential_add:
            return run_credential_add(desk, invocation);
        case Command::api:
            return run_api(desk, invocation);
        case Command::event_list:
            return run_event_list(desk, invocation);
        case Command::ticket_show:
            return run_ticket_show(desk, invocation);
        case Command::serve:
        case Command::none:
            break;
    }
    return refuse("A server is running already.");
}

CommandResult run_command_line(Desk& desk, const std::vector<std::string>& args) {
    CommandResult result;
    const Invocation invocation = read_command_line(args, result);
    if (invocation.command == Command::none) return result;
    if (!invocation.server_database.empty() &&
        invocation.server_database != full_name(desk.config().database)) {
        return refuse(
            "The server that runs on " + desk.config().data.string() +
            " keeps its tickets in another database than the one you name. Name none to use the "
            "server's, or give another folder with --data.");
    }
    return run_command(desk, invocation);
}

}  // namespace desk::app
