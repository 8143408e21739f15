#pragma once
#include "app/command.hpp"
#include "core/ports.hpp"

namespace CLI {
class Option;
class Validator;
}  // namespace CLI

/// Every command adds itself to the command line: its words and options, and what it does once a
/// desk is at hand.
namespace desk::app {

void add_serve(CLI::App& app, Invocation& invocation);
void add_demo(CLI::App& app, Invocation& invocation);
void add_generate(CLI::App& app, Invocation& invocation);
void add_api(CLI::App& app, Invocation& invocation);
void add_credential_add(CLI::App& app, Invocation& invocation);
void add_event_list(CLI::App& app, Invocation& invocation);
void add_ticket_delete(CLI::App& app, Invocation& invocation);
void add_ticket_list(CLI::App& app, Invocation& invocation);
void add_ticket_log(CLI::App& app, Invocation& invocation);
void add_ticket_merge(CLI::App& app, Invocation& invocation);
void add_ticket_purge(CLI::App& app, Invocation& invocation);
void add_ticket_restore(CLI::App& app, Invocation& invocation);
void add_job_list(CLI::App& app, Invocation& invocation);
void add_job_run(CLI::App& app, Invocation& invocation);
void add_ticket_show(CLI::App& app, Invocation& invocation);
void add_backup(CLI::App& app, Invocation& invocation);
void add_docs(CLI::App& app, Invocation& invocation);
void add_ticket_split(CLI::App& app, Invocation& invocation);
void add_ticket_unmerge(CLI::App& app, Invocation& invocation);
void add_ticket_watch(CLI::App& app, Invocation& invocation);
void add_records(CLI::App& app, Invocation& invocation);
void add_setting(CLI::App& app, Invocation& invocation);

/// An option of a command that is a key of the configuration too.
CLI::Option& config_flag(CLI::App& app, Invocation& invocation, const char* flag, const char* key,
                         const char* help);

/// What an option wants that takes a whole number; CLI11's own words speak of doubles.
CLI::Validator whole_number_from(std::int64_t least);
/// One of a few names: "There is no job 'x'. There are …". Completion in shells knows them by it.
CLI::Validator one_of(std::vector<std::string> names, const char* kind);

/// Runs a command on a desk, and logs what it has changed.
/// \param invocation  with a `run`
CommandResult carry_out(const Invocation& invocation, CommandContext& context);

/// Reads a command line and runs it on a desk: what a server does for run_in_server().
/// \param context  its `json` and `data` come from the command line
CommandResult run_command_line(CommandContext context, const std::vector<std::string>& args);

/// A refusal: exit code 1 and its message, which says what to do next.
CommandResult refuse(std::string message);
/// Wrong usage: exit code 2.
CommandResult misused(std::string message);
/// For an outcome that is neither done nor refused.
CommandResult failed(core::Outcome outcome);

}  // namespace desk::app
