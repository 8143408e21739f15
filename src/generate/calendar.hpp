#pragma once
#include <cstdint>
#include <vector>

#include "generate/seeded_random.hpp"
#include "util/clock.hpp"

namespace desk::generate {

/// When tickets come in: over three years, twice as many at their end as at their beginning, few at
/// night and at weekends.
class Calendar {
  public:
    static constexpr std::chrono::days kLength{3 * 365};

    /// \param until  exclusive end
    Calendar(Timestamp until, std::int64_t tickets, SeededRandom& random);
    /// The time of the next ticket; never before the last one's. To be called `tickets` times.
    Timestamp next();

  private:
    const Timestamp from_;
    const std::int64_t tickets_;
    SeededRandom& random_;
    std::vector<std::int64_t> hours_;  ///< sum of the weights before each hour, and of all
    std::size_t hour_ = 0;
    std::int64_t given_ = 0;
    Timestamp last_;
};

}  // namespace desk::generate
