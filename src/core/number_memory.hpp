#pragma once
#include <atomic>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

#include "core/ticket_number.hpp"

namespace desk::core {

/// How many numbers of a space were taken, when the highest ticket id was `counted_to`.
struct NumberCount {
    std::int64_t taken = 0;
    TicketId counted_to;
};

/// What a node knows of the spaces of numbers without asking the database, so that opening a ticket
/// costs no look-up. Numbers are never given back, so a space that was half full stays so; and each
/// ticket has an id, so a space cannot have filled by more than the ids that were given since it
/// was counted. Safe from any thread.
class NumberMemory {
  public:
    /// Of a ticket that there is.
    void saw(TicketId id);
    [[nodiscard]] TicketId highest_seen() const { return TicketId{highest_.load()}; }

    /// Held while a space is counted: who comes meanwhile waits for what it finds, instead of
    /// counting a million numbers too.
    [[nodiscard]] std::unique_lock<std::mutex> turn_to_count() {
        return std::unique_lock(counting_);
    }
    /// \return nothing when the space has to be counted
    [[nodiscard]] std::optional<bool> is_half_full(const NumberSpace& space) const;
    void counted(const NumberSpace& space, const NumberCount& count);
    [[nodiscard]] bool was_counted(const NumberSpace& space) const;

    /// Whether all its numbers were found taken within the last minute. That cannot change, except
    /// where some were taken in a transaction that is rolled back: then that has to be forgotten.
    [[nodiscard]] bool was_full(const NumberSpace& space, Timestamp now) const;
    void found_full(const NumberSpace& space, Timestamp now);
    void forget_full();

    /// A number to try first. Those of a second and a lane begin alike, so that a desk that opens
    /// thousands writes to a few pages of its index of numbers and not to thousands.
    std::string draw(const NumberSpace& space, std::int64_t lane, Timestamp now, Random& random);

    /// From how many numbers on a space is half full.
    static std::int64_t half(const NumberSpace& space) { return (space.size() + 1) / 2; }

  private:
    struct Known {
        std::optional<NumberCount> count;
        std::optional<Timestamp> full_at;
    };
    struct Drawn {
        std::string space;
        Timestamp at;
        std::string number;
    };
    Known& known(const NumberSpace& space);

    std::atomic<std::int64_t> highest_{0};
    std::mutex counting_;
    mutable std::mutex mutex_;
    std::unordered_map<std::string, Known> spaces_;
    std::unordered_map<std::int64_t, Drawn> last_drawn_;  ///< by lane
};

}  // namespace desk::core
