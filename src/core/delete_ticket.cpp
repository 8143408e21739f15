#include "core/delete_ticket.hpp"

#include "core/move_ports.hpp"
#include "core/permissions.hpp"

namespace desk::core {

namespace {

/// A ticket that is not purged, for somebody who may see and do this to it.
Result<KeptTicket> lock_kept(Tx& tx, const Actor& actor, Action action, const TicketRef& ref) {
    std::optional<KeptTicket> kept = tx.moves().find(ref);
    if (kept) kept = tx.moves().lock(kept->ticket.id);
    if (!kept || kept->is_purged || !may(actor, Action::see_ticket, kept->ticket)) {
        return fail(Errc::ticket_not_found);
    }
    if (!may(actor, action, kept->ticket)) return fail(Errc::not_permitted);
    return std::move(*kept);
}

DeletedTicket told(const KeptTicket& kept) {
    return {kept.ticket.id, kept.ticket.number, kept.ticket.code};
}

void append_event(Tx& tx, const Actor& actor, std::string_view type, TicketId ticket) {
    tx.append_event(ticket,
                    {type,
                     {{"ticketId", std::to_string(ticket.value())},
                      {"adminId", std::to_string(actor.agent.value())}}},
                    actor);
}

}  // namespace

Result<DeletedTicket> delete_ticket(Tx& tx, const Actor& actor, const TicketRef& ref) {
    const auto kept = lock_kept(tx, actor, Action::delete_ticket, ref);
    if (!kept) return tl::unexpected(kept.error());
    if (kept->deleted_at) return fail(Errc::ticket_not_found);
    tx.moves().set_deleted(*kept, tx.clock().now());
    append_event(tx, actor, event_type::kTicketDelete, kept->ticket.id);
    return told(*kept);
}

Result<DeletedTicket> restore_ticket(Tx& tx, const Actor& actor, const TicketRef& ref) {
    const auto kept = lock_kept(tx, actor, Action::delete_ticket, ref);
    if (!kept) return tl::unexpected(kept.error());
    if (!kept->deleted_at) return fail(Errc::not_deleted);
    tx.moves().set_deleted(*kept, std::nullopt);
    append_event(tx, actor, event_type::kTicketRestore, kept->ticket.id);
    return told(*kept);
}

Result<DeletedTicket> purge_ticket(Tx& tx, const Actor& actor, const TicketRef& ref) {
    const auto kept = lock_kept(tx, actor, Action::purge_ticket, ref);
    if (!kept) return tl::unexpected(kept.error());
    tx.moves().purge(*kept, tx.clock().now());
    append_event(tx, actor, event_type::kTicketPurge, kept->ticket.id);
    return told(*kept);
}

}  // namespace desk::core
