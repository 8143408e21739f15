#include "core/get_ticket.hpp"

#include <algorithm>

#include "core/permissions.hpp"

namespace desk::core {

Result<Ticket> get_ticket(Tx& tx, const Actor& actor, const GetTicketInput& input) {
    std::optional<Ticket> ticket = tx.find_ticket(input.ref, input.parts);
    if (!ticket || !may(actor, Action::see_ticket, *ticket)) return fail(Errc::ticket_not_found);
    hide_addresses(actor, *ticket);
    if (!actor.sees_notes) {
        std::erase_if(ticket->messages,
                      [](const Message& message) { return message.kind == MessageKind::note; });
    }
    return std::move(*ticket);
}

}  // namespace desk::core
