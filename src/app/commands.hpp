#pragma once
#include "app/desk.hpp"
#include "app/invocation.hpp"

/// What each command does, once a desk is at hand.
namespace desk::app {

CommandResult run_demo(Desk& desk, const Invocation& invocation);
CommandResult run_credential_add(Desk& desk, const Invocation& invocation);
CommandResult run_api(Desk& desk, const Invocation& invocation);
CommandResult run_event_list(Desk& desk, const Invocation& invocation);
CommandResult run_ticket_show(Desk& desk, const Invocation& invocation);

/// Any command but `serve`.
CommandResult run_command(Desk& desk, const Invocation& invocation);
/// The same, from the words of a command line: what a server does for run_in_server().
CommandResult run_command_line(Desk& desk, const std::vector<std::string>& args);

/// A refusal: exit code 1 and its message, which says what to do next.
CommandResult refuse(std::string message);
/// For an outcome that is neither done nor refused.
CommandResult failed(core::Outcome outcome);

}  // namespace desk::app
