#pragma once
#include "core/error.hpp"
#include "core/ports.hpp"

namespace desk::core {

struct GetTicketInput {
    TicketRef ref;
    TicketParts parts;
};

/// A ticket with what was asked for. A ticket that the actor may not see does not exist for it:
/// Errc::ticket_not_found. Notes are left out for an actor that does not see them,
/// addresses as hide_addresses() says.
Result<Ticket> get_ticket(Tx& tx, const Actor& actor, const GetTicketInput& input);

}  // namespace desk::core
