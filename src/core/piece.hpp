#pragma once
#include <cstdint>
#include <string>
#include <utility>

#include "core/people.hpp"

namespace desk::core {

/// What one bounded piece of a job of the desk did, in one transaction.
struct Piece {
    std::int64_t done = 0;  ///< things dealt with
    bool has_more = false;  ///< true only where this one got something out of the way
};

/// Tickets a piece: a few milliseconds of the write lane, so that nobody waits behind a job.
inline constexpr int kPieceSize = 50;

/// Whether a search for a piece's worth may have left something behind.
template <class List>
bool is_full(const List& found) {
    return found.size() == static_cast<std::size_t>(kPieceSize);
}

/// Who acts in a job: the desk itself; events say which job it was.
inline Actor job_actor(std::string job) {
    Actor actor;
    actor.agent_name = std::move(job);
    return actor;
}

}  // namespace desk::core
