#include "app/ticket_command.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>

#include "api/common/errc_name.hpp"
#include "app/desk.hpp"
#include "core/move_ports.hpp"
#include "util/text.hpp"
#include "util/time_text.hpp"

namespace desk::app {

namespace {

core::Result<core::Actor> actor_named(core::Tx& tx, const std::string& login) {
    core::Actor actor;
    if (login.empty()) return actor;
    const std::optional<core::Agent> agent = tx.find_agent_by_login(make_valid(login));
    if (!agent) return core::fail(core::Errc::agent_not_found, login);
    actor.kind = core::Actor::Kind::agent;
    actor.agent = agent->id;
    actor.agent_name = agent->display_name();
    return actor;
}

/// A refusal in words for a person. What these commands cannot be refused for has its name.
std::string explain_refusal(const core::Error& error) {
    using core::Errc;
    switch (error.code) {
        case Errc::agent_not_found:
            return fmt::format("There is no agent with the login '{}'.", error.about);
        case Errc::merge_ids_invalid:
            return fmt::format(
                "These cannot be merged: {}. They are unknown, deleted, part of another ticket "
                "already, or the master itself. Nothing was changed.",
                error.about);
        case Errc::ticket_merged:
            return fmt::format(
                "This ticket is part of #{} now. Name that one, or undo the merge with 'polydesk "
                "ticket unmerge'.",
                error.about);
        case Errc::not_merged:
            return "This ticket is no part of another; there is nothing to undo.";
        case Errc::not_deleted:
            return "This ticket is not deleted; there is nothing to restore.";
        case Errc::reply_not_found:
            return fmt::format(
                "This ticket has no reply {}. 'polydesk ticket show' prints their numbers.",
                error.about);
        case Errc::record_in_use:
            return fmt::format("This cannot be done: {}.", error.about);
        case Errc::record_not_found:
            return fmt::format("{} not found. 'polydesk ticket show' prints what there is.",
                               error.about);
        case Errc::department_not_found:
            return "There is no such department.";
        case Errc::client_not_found:
            return "There is no such client.";
        case Errc::subject_required:
            return "A subject may not be blank.";
        case Errc::subject_too_long:
            return "The subject is longer than 1,000 characters.";
        case Errc::number_exhausted:
            return "No ticket number is left. Let numbers grow (setting number_growth), or give "
                   "setting number_mask more places.";
        case Errc::value_invalid:
            return fmt::format("This cannot be done: {}.", error.about);
        default:
            return fmt::format("This was refused: {} {}", api::errc_name(error.code), error.about);
    }
}

}  // namespace

core::TicketRef named_ticket(core::Tx& tx, std::string_view words) {
    words = trim(words);
    if (words.starts_with('#')) words.remove_prefix(1);
    const std::string valid = make_valid(std::string(words));
    auto kept = tx.moves().find({{}, valid, {}});
    if (!kept) kept = tx.moves().find({{}, {}, valid});
    if (kept) return {kept->ticket.id, {}, {}};
    const std::int64_t id = parse_id(valid);
    return {core::TicketId{id > 0 ? id : 0}, {}, {}};
}

std::string missing_ticket(core::Tx& tx, std::string_view words) {
    const core::TicketRef ref = named_ticket(tx, words);
    const auto kept = ref.id.is_set() ? tx.moves().find(ref) : std::nullopt;
    if (!kept || (!kept->deleted_at && !kept->is_purged)) {
        return fmt::format(
            "There is no ticket '{}'. Give its number (as in #516757), its code or its id; "
            "'polydesk ticket list' shows those there are.",
            make_valid(std::string(words)));
    }
    const std::string& number = kept->ticket.number;
    if (kept->is_purged) {
        return fmt::format(
            "Ticket #{0} was purged: nothing that was written in it is left, and nothing brings it "
            "back. 'polydesk ticket log {0}' says who did that.",
            number);
    }
    return fmt::format(
        "Ticket #{0} is deleted, since {1}. 'polydesk ticket restore {0}' brings it back, "
        "'polydesk ticket log {0}' says who deleted it.",
        number, format_iso8601(*kept->deleted_at));
}

CommandResult change_tickets(
    CommandContext& context, const std::string& agent_login, const std::string& ticket,
    const std::function<core::Result<TicketChange>(core::Tx&, const core::Actor&)>& change) {
    core::Result<TicketChange> result = core::fail(core::Errc::ticket_not_found);
    std::string refusal;
    const core::Outcome outcome = context.desk.store().run_write([&](core::Tx& tx) {
        const auto actor = actor_named(tx, agent_login);
        if (actor) {
            result = change(tx, *actor);
        } else {
            result = tl::unexpected(actor.error());
        }
        if (result) return true;
        refusal = result.error().code == core::Errc::ticket_not_found
                      ? missing_ticket(tx, ticket)
                      : explain_refusal(result.error());
        return false;
    });
    if (outcome == core::Outcome::refused) return refuse(refusal);
    if (outcome != core::Outcome::done) return failed(outcome);
    const std::string text =
        context.json ? boost::json::serialize(result->json) : std::move(result->text);
    const std::int64_t id = result->json.at("id").as_int64();
    return {0, text + "\n", {}, 0, fmt::format("ticket {}", id)};
}

void add_agent_option(CLI::App& command, std::string& login) {
    command.add_option("--agent", login, "login of the agent who does it (the desk itself)");
}

}  // namespace desk::app
