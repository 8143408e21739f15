#pragma once
#include "core/error.hpp"
#include "core/ports.hpp"

namespace desk::core {

struct BlockSenderInput {
    TicketRef ref;
    bool deletes_ticket = false;
};

struct BlockedSender {
    TicketId ticket;
    std::int64_t rule = 0;  ///< id of the spam rule for the address
    bool is_new = false;    ///< false: it was there before
    bool ticket_deleted = false;
};

/// Refuses mail of the guest who opened a ticket from now on, by a spam rule for the address. What
/// staff and programs do is not asked about it.
/// \return Errc::requester_is_client for a client's ticket; Errc::email_invalid for a guest without
/// an address
Result<BlockedSender> block_sender(Tx& tx, const Actor& actor, const BlockSenderInput& input);

}  // namespace desk::core
