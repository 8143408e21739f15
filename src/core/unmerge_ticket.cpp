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

/// The status it had, or Open where that has been deleted since.
StatusId status_before(Tx& tx, StatusId status) {
    const std::vector<Status> all = tx.statuses();
    const bool is_there =
        std::any_of(all.begin(), all.end(), [&](const Status& s) { return s.id == status; });
    if (is_there) return status;
    return tx.find_status("Open")->id;
}

/// The master without what went back.
void settle_master(Tx& tx, const KeptTicket& master, Timestamp last_reply_of_source) {
    Ticket after = master.ticket;
    after.reply_count = tx.moves().count_replies(after.id);
    if (after.last_reply_at <= last_reply_of_source) {
        after.last_reply_at = tx.moves().last_reply_at(after.id);
    }
    after.updated_at = tx.clock().now();
    tx.update_ticket(master.ticket, after);
}

}  // namespace

Result<UnmergedTicket> unmerge_ticket(Tx& tx, const Actor& actor, const TicketRef& ref) {
    TicketMoves& moves = tx.moves();
    std::optional<KeptTicket> source = moves.find(ref);
    if (!source || source->deleted_at || !may(actor, Action::see_ticket, source->ticket)) {
        return fail(Errc::ticket_not_found);
    }
    const TicketId id = source->ticket.id;
    const TicketId expected = source->ticket.merged_into;
    if (!expected.is_set()) return fail(Errc::not_merged);
    const TicketId holder = find_holder(tx, expected);
    std::optional<KeptTicket> master;
    if (holder < id) master = moves.lock(holder);
    source = moves.lock(id);
    if (holder > id) master = moves.lock(holder);

    // Between finding and locking somebody else may have been faster.
    const bool is_as_found = source && !source->deleted_at &&
                             source->ticket.merged_into == expected && master &&
                             !master->ticket.merged_into.is_set();
    if (!is_as_found) return fail(Errc::not_merged);
    if (!may(actor, Action::merge_tickets, source->ticket)) return fail(Errc::not_permitted);

    const Timestamp now = tx.clock().now();
    moves.unmerge(*source, status_before(tx, source->status_before_merge),
                  source->flag_before_merge, now);
    if (!master->is_purged) settle_master(tx, *master, source->ticket.last_reply_at);
    const NewEvent event{event_type::kTicketUnmerge,
                         {{"ticketId", std::to_string(id.value())},
                          {"masterTicketId", std::to_string(holder.value())}}};
    tx.append_event(id, event, actor);
    tx.append_event(holder, event, actor);
    return UnmergedTicket{id, source->ticket.number, holder};
}

}  // namespace desk::core
