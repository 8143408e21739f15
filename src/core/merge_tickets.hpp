#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "core/ports.hpp"

namespace desk::core {

/// A ticket to be merged, with the words that the caller named it by, for a refusal.
struct MergeSource {
    TicketRef ref;
    std::string words;
};

struct MergeTicketsInput {
    TicketRef master;
    std::vector<MergeSource> sources;        ///< the same one twice counts once
    std::optional<std::string> new_subject;  ///< of the master
};

struct MergedTickets {
    TicketId master;
    std::string number;
    std::vector<TicketId> sources;  ///< in the order of their ids
};

inline constexpr std::size_t kMaxMergeSources = 200;

/// Puts tickets into a master: their openings as replies, their replies and notes, all ordered by
/// time. A source stays behind with its own opening, closed, without flag, not listed, and pointing
/// to the master; what is written to it later goes to the master, and its own fields do not change
/// any more. Nothing else of the master changes but its last reply.
///
/// All or nothing. \return Errc::merge_ids_required; Errc::merge_ids_invalid with the words of all
/// that cannot be merged: unknown ones, the master itself, ones that were merged already;
/// Errc::ticket_not_found and Errc::ticket_merged are about the master
Result<MergedTickets> merge_tickets(Tx& tx, const Actor& actor, const MergeTicketsInput& input);

/// The number of the ticket that a merged one is in now, after however many merges.
std::string master_number(Tx& tx, TicketId merged_into);

}  // namespace desk::core
