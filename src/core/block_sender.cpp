#include "core/block_sender.hpp"

#include "core/delete_ticket.hpp"
#include "core/permissions.hpp"
#include "core/records.hpp"

namespace desk::core {

namespace {

constexpr std::string_view kSender = "sender";

std::int64_t rule_for(Tx& tx, const RecordKind& kind, const std::string& address) {
    for (const Record& rule : tx.records().find_by(kind.type, "content", address)) {
        if (rule.values[field_index(kind, "type")] == kSender) return rule.id;
    }
    return 0;
}

}  // namespace

Result<BlockedSender> block_sender(Tx& tx, const Actor& actor, const BlockSenderInput& input) {
    const std::optional<Ticket> ticket = tx.lock_ticket(input.ref);
    if (!ticket || !may(actor, Action::see_ticket, *ticket)) return fail(Errc::ticket_not_found);
    if (!may(actor, Action::block_sender, *ticket)) return fail(Errc::not_permitted);
    if (ticket->client.is_set()) return fail(Errc::requester_is_client);
    if (ticket->requester_email.empty()) return fail(Errc::email_invalid);

    const RecordKind& kind = kind_of(RecordType::spam_rule);
    RecordWriter writer(tx, kind);
    BlockedSender blocked{ticket->id, rule_for(tx, kind, ticket->requester_email), false, false};
    if (blocked.rule == 0) {
        const auto values = check_record(
            kind, {{"type", std::string(kSender)}, {"content", ticket->requester_email}},
            RecordCheck::whole, tx.settings().time_zone);
        if (!values) return fail(Errc::email_invalid);
        const RecordResult<Record> rule = writer.add(*values);
        if (!rule) return fail(rule.error().code, rule.error().text);
        blocked.rule = rule->id;
        blocked.is_new = true;
        // Not the address itself: events stay when what somebody wrote is purged.
        tx.append_event(ticket->id,
                        {event_type::kTicketSenderBlocked,
                         {{"ticketid", std::to_string(ticket->id.value())},
                          {"spamrule", std::to_string(rule->id)},
                          {"adminid", std::to_string(actor.agent.value())}}},
                        actor);
    }
    if (input.deletes_ticket) {
        const auto deleted = delete_ticket(tx, actor, {ticket->id, {}, {}});
        if (!deleted) return tl::unexpected(deleted.error());
        blocked.ticket_deleted = true;
    }
    return blocked;
}

}  // namespace desk::core
