#include "core/purge_deleted.hpp"

#include "core/delete_ticket.hpp"
#include "core/move_ports.hpp"

namespace desk::core {

std::optional<Timestamp> next_purge(Tx& tx, const JobState&) {
    const std::chrono::days period(tx.settings().purge_days);
    if (period.count() == 0) return std::nullopt;
    const std::optional<Timestamp> oldest = tx.moves().oldest_deletion();
    if (!oldest) return std::nullopt;
    return *oldest + period;
}

Piece purge_deleted(Tx& tx) {
    Piece piece;
    const std::chrono::days period(tx.settings().purge_days);
    if (period.count() == 0) return piece;
    const Timestamp before = tx.clock().now() - period;
    const Actor actor = job_actor("purge");
    const std::vector<TicketId> tickets = tx.moves().tickets_deleted(before, kPieceSize);
    for (const TicketId id : tickets) {
        // Restored since it was found: it is locked now, and looked at again.
        const auto kept = tx.moves().lock(id);
        if (!kept || !kept->deleted_at || *kept->deleted_at > before) continue;
        if (purge_ticket(tx, actor, {id, {}, {}})) ++piece.done;
    }
    const std::vector<MessageId> messages = tx.moves().messages_deleted(before, kPieceSize);
    for (const MessageId id : messages) tx.moves().purge_message(id);
    piece.done += static_cast<std::int64_t>(messages.size());
    piece.has_more = piece.done > 0 && (is_full(tickets) || is_full(messages));
    return piece;
}

}  // namespace desk::core
