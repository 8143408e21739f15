#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/number_memory.hpp"
#include "core/ports.hpp"

namespace desk::core {

/// Which ticket numbers are taken. Those of deleted and purged tickets are.
/// Part of a unit of work: reached through Tx::numbers(), lives as long as it.
class TicketNumbers {
  public:
    virtual ~TicketNumbers() = default;

    /// What this node has learnt so far; shared by all of its units of work.
    virtual NumberMemory& memory() = 0;
    /// Which of the writers this one is, as far as they work at the same time: had two of them
    /// drawn one number, the second would wait until the first commits.
    virtual std::int64_t lane() = 0;
    /// The highest id of a ticket; there are no more tickets than that.
    virtual TicketId highest_id() = 0;
    /// How many numbers of the space are taken from index `first` to `last`, both included; at most
    /// `most`. Reads the index over the numbers in between.
    virtual std::int64_t count(const NumberSpace& space, std::int64_t first, std::int64_t last,
                               std::int64_t most) = 0;
    /// What was last kept of the space, by whichever node: outlasts the memory.
    virtual std::optional<NumberCount> kept_count(const NumberSpace& space) = 0;
    virtual void keep_count(const NumberSpace& space, const NumberCount& count) = 0;
    /// Which ones, in the order of the space; others of the same length may be among them.
    virtual std::vector<std::string> list(const NumberSpace& space, std::int64_t first,
                                          std::int64_t last) = 0;
};

}  // namespace desk::core
