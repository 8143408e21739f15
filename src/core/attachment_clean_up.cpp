#include "core/attachment_clean_up.hpp"

#include <algorithm>

namespace desk::core {

namespace {

using Days = std::chrono::duration<std::int64_t, std::ratio<86'400>>;

/// From when on the files of a ticket are kept.
Timestamp kept_from(Tx& tx, const std::optional<Ticket>& ticket) {
    if (!ticket || tx.housekeeping().is_active(ticket->status)) return tx.clock().now();
    return std::max(ticket->updated_at, ticket->last_reply_at);
}

}  // namespace

std::optional<Timestamp> next_attachment_clean_up(Tx& tx, const JobState&) {
    const Days period(tx.settings().attachment_keep_days);
    if (period.count() == 0) return std::nullopt;
    const std::optional<Timestamp> oldest = tx.housekeeping().oldest_kept_file();
    if (!oldest) return std::nullopt;
    return *oldest + period;
}

Piece clean_up_attachments(Tx& tx) {
    Piece piece;
    const Days period(tx.settings().attachment_keep_days);
    if (period.count() == 0) return piece;
    const Timestamp before = tx.clock().now() - period;
    Housekeeping& housekeeping = tx.housekeeping();
    const auto found = housekeeping.tickets_with_files_kept_from(before, kPieceSize);
    const Actor actor = job_actor("attachment-cleanup");
    for (const TicketId id : found) {
        const Timestamp from = kept_from(tx, tx.lock_ticket({id, {}, {}}));
        if (from > before) {
            housekeeping.keep_files_from(id, from);
            continue;
        }
        const std::int64_t files = housekeeping.remove_files(id);
        tx.append_event(
            id, {event_type::kTicketAttachmentsRemoved, {{"files", std::to_string(files)}}}, actor);
        piece.done += files;
    }
    piece.has_more = !found.empty();
    return piece;
}

}  // namespace desk::core
