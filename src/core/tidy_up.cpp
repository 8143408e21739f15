#include "core/tidy_up.hpp"

#include <algorithm>

namespace desk::core {

std::optional<Timestamp> next_tidy_up(Tx& tx, const JobState& last) {
    const std::optional<Timestamp> expiry = tx.housekeeping().first_expiry();
    if (!expiry || !last.succeeded_at) return expiry;
    return std::max(*expiry, *last.succeeded_at + std::chrono::hours(1));
}

Piece tidy_up(Tx& tx) {
    constexpr int kRows = 10 * kPieceSize;
    Piece piece;
    piece.done = tx.housekeeping().remove_expired(tx.clock().now(), kRows);
    piece.has_more = piece.done >= kRows;
    return piece;
}

}  // namespace desk::core
