#pragma once
#include <boost/json/object.hpp>
#include <functional>
#include <string>

#include "app/commands.hpp"
#include "core/error.hpp"

/// What the commands that change tickets share.
namespace desk::app {

/// A ticket in the words of a person: its number (with or without `#`) first, then its code, then
/// its id. \return a reference by id, also to a deleted ticket; one that names nothing if unknown
core::TicketRef named_ticket(core::Tx& tx, std::string_view words);

/// Why the commands that work with tickets of the desk do not find that one, and what to do: it is
/// deleted, purged, or there is none.
std::string missing_ticket(core::Tx& tx, std::string_view words);

/// What a command did: for a machine, and as a line for a person.
struct TicketChange {
    boost::json::object json;
    std::string text;
};

/// Runs a change in one transaction, as the agent of that login or, where it is empty, as the desk
/// itself, and prints what was done or why not.
/// \param ticket  in the words of the command line: what Errc::ticket_not_found is about
CommandResult change_tickets(
    CommandContext& context, const std::string& agent_login, const std::string& ticket,
    const std::function<core::Result<TicketChange>(core::Tx&, const core::Actor&)>& change);

/// `--agent LOGIN`, which such commands have.
void add_agent_option(CLI::App& command, std::string& login);

}  // namespace desk::app
