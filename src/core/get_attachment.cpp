#include "core/get_attachment.hpp"

#include "core/permissions.hpp"

namespace desk::core {

namespace {

/// The message that the attachment hangs on, of a ticket that the actor may see.
std::optional<MessageId> find_owner(Tx& tx, const Actor& actor, const GetAttachmentInput& input) {
    std::optional<Message> message;
    TicketId ticket_id{input.related_id};
    if (input.kind != MessageKind::opening) {
        if (input.kind == MessageKind::note && !actor.sees_notes) return std::nullopt;
        message = tx.find_message(input.kind, input.related_id);
        if (!message) return std::nullopt;
        ticket_id = message->ticket;
    }
    if (!ticket_id.is_set()) return std::nullopt;
    const std::optional<Ticket> ticket = tx.find_ticket({ticket_id, {}, {}}, {.messages = false});
    if (!ticket || !may(actor, Action::see_ticket, *ticket)) return std::nullopt;
    return message ? message->id : tx.opening_message(ticket_id).id;
}

}  // namespace

Result<AttachmentContent> get_attachment(Tx& tx, const Actor& actor,
                                         const GetAttachmentInput& input) {
    const std::optional<MessageId> owner = find_owner(tx, actor, input);
    if (!owner) return fail(Errc::related_id_not_found);
    if (!input.index) return fail(Errc::attachment_index_required);
    const std::vector<Attachment> attachments = tx.attachments(*owner);
    if (attachments.empty()) return fail(Errc::no_attachments);
    if (attachments.front().removed) return fail(Errc::attachments_deleted);
    const int index = *input.index;
    if (index < 0 || static_cast<std::size_t>(index) >= attachments.size()) {
        return fail(Errc::attachment_index_invalid);
    }
    const Attachment& attachment = attachments[static_cast<std::size_t>(index)];
    return AttachmentContent{attachment.file_name, tx.attachment_bytes(attachment.sha256)};
}

}  // namespace desk::core
