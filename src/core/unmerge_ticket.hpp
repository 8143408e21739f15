#pragma once
#include "core/error.hpp"
#include "core/ports.hpp"

namespace desk::core {

struct UnmergedTicket {
    TicketId id;
    std::string number;
    TicketId master;  ///< where its messages were
};

/// Undoes the merge of one ticket: its replies and notes go back, as those do that had been merged
/// into it before, and it has its status and flag again. What was written after the merge stays
/// with the master; so does a reply that was split off or deleted for good. Works in any order
/// where several tickets were merged one into the next.
/// \return Errc::not_merged for a ticket that is no part of another
Result<UnmergedTicket> unmerge_ticket(Tx& tx, const Actor& actor, const TicketRef& ref);

}  // namespace desk::core
