#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <map>
#include <memory>

#include "app/desk.hpp"
#include "app/record_json.hpp"
#include "app/ticket_command.hpp"
#include "core/error.hpp"
#include "util/time_text.hpp"

namespace desk::app {

namespace {

namespace event_type = core::event_type;

std::string detail(const core::Event& event, std::string_view name) {
    for (const auto& [known, value] : event.details) {
        if (known == name) return value;
    }
    return {};
}

/// "Status changed from {from} to {status}": what stands in braces is taken from the event.
std::string filled(std::string_view sentence, const core::Event& event) {
    std::string text;
    while (!sentence.empty()) {
        const std::size_t open = sentence.find('{');
        text += sentence.substr(0, open);
        if (open == std::string_view::npos) break;
        const std::size_t close = sentence.find('}', open);
        text += detail(event, sentence.substr(open + 1, close - open - 1));
        sentence.remove_prefix(close + 1);
    }
    return text;
}

/// What happened, in a sentence; of an event that has none, its own words.
std::string sentence_of(const core::Event& event) {
    static const std::map<std::string_view, std::string_view> kSentences{
        {event_type::kTicketOpen, "Opened in {deptname}"},
        {event_type::kTicketOpenAdmin, "Opened by staff in {deptname}"},
        {event_type::kTicketUserReply, "Reply {replyid} of a client or guest; now {status}"},
        {event_type::kTicketAdminReply, "Reply {replyid} by {admin}; now {status}"},
        {event_type::kTicketAddNote, "Note {noteid}"},
        {event_type::kTicketClose, "Closed"},
        {event_type::kTicketStatusChange, "Status changed from {from} to {status}"},
        {event_type::kTicketDepartmentChange, "Moved to {deptname}"},
        {event_type::kTicketPriorityChange, "Priority changed to {priority}"},
        {event_type::kTicketSubjectChange, "Subject changed to '{subject}'"},
        {event_type::kTicketMerge, "Tickets with the ids {mergedTicketIds} merged into it"},
        {event_type::kTicketMergedInto, "Merged into the ticket with the id {masterTicketId}"},
        {event_type::kTicketUnmerge, "Ticket {ticketId} taken out of ticket {masterTicketId}"},
        {event_type::kTicketSplit, "Replies split off into the ticket with the id {newTicketID}"},
        {event_type::kTicketDelete, "Deleted"},
        {event_type::kTicketRestore, "Restored"},
        {event_type::kTicketPurge, "Purged"},
        {event_type::kTicketDeleteReply, "Reply {replyId} deleted"},
        {event_type::kTicketDeleteNote, "Note {noteId} deleted"},
        {event_type::kTicketEscalated, "Escalation rule '{name}' fired"},
        {event_type::kTicketAttachmentsRemoved, "{files} files removed by the clean-up"},
        {event_type::kTicketWatch, "{adminname} watches it"},
        {event_type::kTicketUnwatch, "{adminname} watches it no longer"},
        {event_type::kTicketSenderBlocked, "Sender blocked by spam rule {spamrule}"},
    };
    if (event.type == event_type::kTicketFlagged) {
        const std::string name = detail(event, "adminname");
        return name.empty() ? "Assigned to nobody" : "Assigned to " + name;
    }
    if (event.type == event_type::kTicketUpdate) {
        const std::string reply = detail(event, "replyid");
        return filled(reply.empty() ? "Changed: {fields}" : "Reply {replyid} changed: {fields}",
                      event);
    }
    const auto known = kSentences.find(event.type);
    return known == kSentences.end() ? event.type : filled(known->second, event);
}

std::string line_of(const core::Event& event) {
    const std::string_view who =
        event.actor_name.empty() ? std::string_view("the desk") : event.actor_name;
    return fmt::format("{}  {}  ({}, {})\n", format_iso8601(event.created_at), sentence_of(event),
                       who, origin_name(event.origin));
}

/// Also of a ticket that was deleted or purged: what was done to it can be asked for as long as the
/// desk stands.
CommandResult run_ticket_log(CommandContext& context, const std::string& words) {
    std::vector<core::Event> events;
    std::string refusal;
    const core::Outcome outcome = context.desk.store().run_read([&](core::Tx& tx) {
        const core::TicketRef ticket = named_ticket(tx, words);
        events = ticket.id.is_set() ? tx.ticket_events(ticket.id) : std::vector<core::Event>();
        if (events.empty()) refusal = missing_ticket(tx, words);
        return !events.empty();
    });
    if (outcome == core::Outcome::refused) return refuse(refusal);
    if (outcome != core::Outcome::done) return failed(outcome);
    CommandResult result;
    for (const core::Event& event : events) {
        result.out +=
            context.json ? boost::json::serialize(event_json(event)) + "\n" : line_of(event);
    }
    return result;
}

}  // namespace

void add_ticket_log(CLI::App& app, Invocation& invocation) {
    CLI::App* log = command_group(app, "ticket", "Tickets")
                        .add_subcommand("log", "Print what happened to a ticket, and who did it");
    const auto ticket = std::make_shared<std::string>();
    log->add_option("ticket", *ticket, "its number (516757 or #516757), code or id")->required();
    log->callback([&invocation, ticket] {
        invocation.run = [ticket](CommandContext& context) {
            return run_ticket_log(context, *ticket);
        };
    });
}

}  // namespace desk::app
