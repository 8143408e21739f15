#include "core/auto_close.hpp"

#include "core/update_ticket.hpp"

namespace desk::core {

std::optional<Timestamp> next_auto_close(Tx& tx, const JobState&) {
    const std::chrono::hours period(tx.settings().auto_close_hours);
    if (period.count() == 0) return std::nullopt;
    const std::optional<Timestamp> oldest = tx.housekeeping().oldest_reply_to_close();
    if (!oldest) return std::nullopt;
    return *oldest + period;
}

Piece close_unanswered(Tx& tx) {
    Piece piece;
    const std::chrono::hours period(tx.settings().auto_close_hours);
    if (period.count() == 0) return piece;
    const std::vector<FoundTicket> found =
        tx.housekeeping().tickets_to_close(tx.clock().now() - period, kPieceSize);
    const Actor actor = job_actor("auto-close");
    for (const FoundTicket& each : found) {
        const std::optional<Ticket> ticket = tx.lock_ticket({each.id, {}, {}});
        if (!ticket || ticket->version != each.version) continue;
        UpdateTicketInput input;
        input.ref.id = each.id;
        input.status_title = "Closed";
        if (update_ticket(tx, actor, input)) ++piece.done;
    }
    piece.has_more = piece.done > 0 && is_full(found);
    return piece;
}

}  // namespace desk::core
