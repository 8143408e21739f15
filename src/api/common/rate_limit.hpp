#pragma once
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <unordered_map>

#include "net/http.hpp"
#include "util/clock.hpp"

namespace desk::api {

/// How often somebody may call.
struct Rate {
    std::int64_t per_minute = 0;  ///< 0: as often as they like
    std::int64_t burst = 0;       ///< at once, after a rest; 0: a minute's worth
};

/// What is left to a caller.
struct Allowance {
    bool is_exceeded = false;
    std::int64_t limit = 0;  ///< 0: there is none
    std::int64_t remaining = 0;
    std::int64_t retry_after = 0;  ///< seconds, where it is exceeded
};

/// What is said to somebody who has guessed wrong too often.
inline Allowance guessed_too_often(std::int64_t retry_after) {
    Allowance allowance;
    allowance.is_exceeded = true;
    allowance.retry_after = retry_after;
    return allowance;
}

/// One token bucket a caller, in the memory of this node. Bounded: where there are too many
/// callers at a time, some get a fresh bucket. Safe from any thread.
class RateLimiter {
  public:
    static constexpr std::size_t kMostCallers = 20'000;

    explicit RateLimiter(const Clock& clock) : clock_(clock) {}

    /// Counts one call of `caller`.
    Allowance take(const std::string& caller, Rate rate);
    [[nodiscard]] std::size_t size() const;

  private:
    /// In sixtieths of a call, so that a second brings `per_minute` of them.
    struct Bucket {
        std::int64_t level = 0;
        std::int64_t capacity = 0;
        std::int64_t per_second = 0;
        Timestamp filled_at;
    };
    static void fill(Bucket& bucket, Timestamp now);
    void make_room(Timestamp now);

    const Clock& clock_;
    mutable std::mutex mutex_;
    std::unordered_map<std::string, Bucket> buckets_;
};

/// The headers that clients of rate-limited APIs read: X-RateLimit-Limit, X-RateLimit-Remaining,
/// and Retry-After where it is exceeded. Nothing where there is no limit.
void add_rate_headers(const Allowance& allowance, net::Response& response);

/// What limits by address count: the address, of IPv6 its first 64 bits, which one customer has.
std::string address_group(const std::string& address);

}  // namespace desk::api
