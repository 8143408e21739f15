#pragma once
#include <algorithm>
#include <chrono>
#include <cstddef>

namespace desk::net {

/// How long a peer may take. Time uses it up and each byte gives some back, but never more than it
/// began with: who keeps up the rate is never cut off, who falls below it is after `most` at the
/// latest, however fast it was before.
class Patience {
  public:
    using Clock = std::chrono::steady_clock;

    /// \param rate  bytes a second that a peer must keep up
    Patience(std::chrono::milliseconds most, std::size_t rate) : most_(most), rate_(rate) {}

    [[nodiscard]] Clock::time_point from(Clock::time_point now) const { return now + most_; }
    /// A deadline after so many bytes more.
    [[nodiscard]] Clock::time_point after(Clock::time_point deadline, std::size_t bytes,
                                          Clock::time_point now) const {
        const std::chrono::duration<double> earned(static_cast<double>(bytes) /
                                                   static_cast<double>(rate_));
        if (earned >= most_) return from(now);
        return std::min(deadline + std::chrono::duration_cast<Clock::duration>(earned), from(now));
    }

  private:
    std::chrono::milliseconds most_;
    std::size_t rate_;
};

}  // namespace desk::net
