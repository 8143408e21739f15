#pragma once
#include <optional>

#include "core/job_ports.hpp"
#include "core/piece.hpp"

/// Removes what has run out and is of no use to anybody: token pairs whose refresh token is
/// expired, bans that have ended, answers kept for a day, and forgiven guesses. Once an hour at
/// most.
namespace desk::core {

std::optional<Timestamp> next_tidy_up(Tx& tx, const JobState& last);

Piece tidy_up(Tx& tx);

}  // namespace desk::core
