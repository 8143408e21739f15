#pragma once
#include <optional>

#include "core/job_ports.hpp"
#include "core/piece.hpp"

/// Automatic close (spec/whmcs.md, section 12): a ticket in a status that has the auto-close mark
/// becomes Closed when its last reply is `auto_close_hours` old. The mark on Closed itself means
/// nothing.
namespace desk::core {

/// When the next one is due; nothing while the setting is 0 or no ticket waits.
std::optional<Timestamp> next_auto_close(Tx& tx, const JobState& last);

/// Closes some of those that are due now, through update_ticket.
Piece close_unanswered(Tx& tx);

}  // namespace desk::core
