#pragma once
#include <optional>

#include "core/job_ports.hpp"
#include "core/piece.hpp"

/// Deleted tickets, and replies and notes that were deleted on their own, are purged when they have
/// been deleted for `purge_days` (design, section 1).
namespace desk::core {

/// When the next one is due; nothing while the setting is 0 or nothing is deleted.
std::optional<Timestamp> next_purge(Tx& tx, const JobState& last);

/// Purges some of what is due now.
Piece purge_deleted(Tx& tx);

}  // namespace desk::core
