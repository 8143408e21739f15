#include "core/unmerge_ticket.hpp"

#include <algorithm>

#include "core/move_ports.hpp"
#include "core/permissions.hpp"

namespace desk::core {

namespace {

/// Where the messages of a merged ticket are: at the end of the merges.
TicketId find_holder(Tx& tx, TicketId merged_into) {
    for (;;) {
        const auto kept = tx.moves().find({merged_into, {}, {}});
        if (!kept || !kept->ticket.merged_into.is_set()) return merged_into;
        merged_into = kept->ticket.merged_into;
    }
}

/// Whether a ticket is merged, and its messages are where nobody can move them from any more.
bool is_held_by(Tx& tx, const std::optional<KeptTicket>& source,
                const std::optional<KeptTicket>& holder) {
    return source && !source->deleted_at && source->ticket.merged_into.is_set() && holder &&
           find_holder(tx, source->ticket.merged_into) == holder->ticket.id;
}

struct MergedPair {
    KeptTicket source, holder;
};

/// Both locked, the one with the lower id first. Between finding and locking somebody else may be
/// faster and move what belongs to the source: to a holder further on, or back to one of the
/// masters in between.
Result<MergedPair> lock_merged(Tx& tx, const Actor& actor, const TicketRef& ref) {
    constexpr int kMostAttempts = 10;
    TicketMoves& moves = tx.moves();
    for (int attempt = 0; attempt < kMostAttempts; ++attempt) {
        std::optional<KeptTicket> source = moves.find(ref);
        if (!source || source->deleted_at || !may(actor, Action::see_ticket, source->ticket)) {
            return fail(Errc::ticket_not_found);
        }
        if (!source->ticket.merged_into.is_set()) break;
        const TicketId id = source->ticket.id;
        const TicketId holder_id = find_holder(tx, source->ticket.merged_into);
        std::optional<KeptTicket> holder;
        if (holder_id < id) holder = moves.lock(holder_id);
        source = moves.lock(id);
        if (holder_id > id) holder = moves.lock(holder_id);
        if (is_held_by(tx, source, holder)) {
            return MergedPair{std::move(*source), std::move(*holder)};
        }
    }
    return fail(Errc::not_merged);
}

/// The status it had, or Open where that has been deleted since.
StatusId status_before(Tx& tx, StatusId status) {
    const std::vector<Status> all = tx.statuses();
    const bool is_there =
        std::any_of(all.begin(), all.end(), [&](const Status& s) { return s.id == status; });
    if (is_there) return status;
    return tx.find_status("Open")->id;
}

/// The holder without what went back.
void settle_holder(Tx& tx, const KeptTicket& holder, Timestamp last_reply_of_source) {
    Ticket after = holder.ticket;
    after.reply_count = tx.moves().count_replies(after.id);
    if (after.last_reply_at <= last_reply_of_source) {
        after.last_reply_at = tx.moves().last_reply_at(after.id);
    }
    after.updated_at = tx.clock().now();
    tx.update_ticket(holder.ticket, after);
}

}  // namespace

Result<UnmergedTicket> unmerge_ticket(Tx& tx, const Actor& actor, const TicketRef& ref) {
    const auto locked = lock_merged(tx, actor, ref);
    if (!locked) return tl::unexpected(locked.error());
    const auto& [source, holder] = *locked;
    if (!may(actor, Action::merge_tickets, source.ticket)) return fail(Errc::not_permitted);

    const TicketId id = source.ticket.id;
    const TicketId holder_id = holder.ticket.id;
    const Timestamp now = tx.clock().now();
    tx.moves().unmerge(source, status_before(tx, source.status_before_merge),
                       source.flag_before_merge, now);
    if (!holder.is_purged) settle_holder(tx, holder, source.ticket.last_reply_at);
    const NewEvent event{event_type::kTicketUnmerge,
                         {{"ticketId", std::to_string(id.value())},
                          {"masterTicketId", std::to_string(holder_id.value())}}};
    tx.append_event(id, event, actor);
    tx.append_event(holder_id, event, actor);
    return UnmergedTicket{id, source.ticket.number, holder_id};
}

}  // namespace desk::core
