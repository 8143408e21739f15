#include "core/delete_message.hpp"

#include "core/move_ports.hpp"
#include "core/permissions.hpp"

namespace desk::core {

namespace {

Result<Ticket> lock_ticket(Tx& tx, const Actor& actor, const TicketRef& ref, Errc unknown) {
    std::optional<Ticket> ticket = tx.lock_ticket(ref);
    if (!ticket || !may(actor, Action::see_ticket, *ticket)) {
        return fail(unknown, unknown == Errc::record_not_found ? "Note" : "");
    }
    if (!may(actor, Action::delete_ticket, *ticket)) return fail(Errc::not_permitted);
    return std::move(*ticket);
}

void delete_message(Tx& tx, const Actor& actor, const Ticket& before, const Message& message,
                    NewEvent event) {
    const Timestamp now = tx.clock().now();
    tx.moves().set_message_deleted(message.id, now);
    Ticket after = before;
    if (message.kind == MessageKind::reply) --after.reply_count;
    after.updated_at = now;
    tx.update_ticket(before, after);
    event.details.emplace_back("adminId", std::to_string(actor.agent.value()));
    tx.append_event(before.id, event, actor);
}

}  // namespace

Result<DeletedMessage> delete_reply(Tx& tx, const Actor& actor, const DeleteReplyInput& input) {
    const auto ticket = lock_ticket(tx, actor, input.ref, Errc::ticket_not_found);
    if (!ticket) return tl::unexpected(ticket.error());
    const auto reply = tx.moves().find_message(MessageKind::reply, input.reply);
    if (!reply || reply->message.ticket != ticket->id) {
        return fail(Errc::reply_not_found, std::to_string(input.reply));
    }
    delete_message(tx, actor, *ticket, reply->message,
                   {event_type::kTicketDeleteReply,
                    {{"ticketId", std::to_string(ticket->id.value())},
                     {"replyId", std::to_string(input.reply)}}});
    return DeletedMessage{ticket->id, input.reply};
}

Result<DeletedMessage> delete_note(Tx& tx, const Actor& actor, const std::int64_t& note_id) {
    auto note = tx.moves().find_message(MessageKind::note, note_id);
    if (!note) return fail(Errc::record_not_found, "Note");
    const auto ticket =
        lock_ticket(tx, actor, {note->message.ticket, {}, {}}, Errc::record_not_found);
    if (!ticket) return tl::unexpected(ticket.error());
    // It may have moved or gone before its ticket was locked.
    note = tx.moves().find_message(MessageKind::note, note_id);
    if (!note || note->message.ticket != ticket->id) return fail(Errc::record_not_found, "Note");
    delete_message(
        tx, actor, *ticket, note->message,
        {event_type::kTicketDeleteNote,
         {{"ticketId", std::to_string(ticket->id.value())}, {"noteId", std::to_string(note_id)}}});
    return DeletedMessage{ticket->id, note_id};
}

}  // namespace desk::core
