#include "api/common/rate_limit.hpp"

#include <algorithm>

#include "util/network.hpp"

namespace desk::api {

namespace {

constexpr std::int64_t kCall = 60;

}  // namespace

void RateLimiter::fill(Bucket& bucket, Timestamp now) {
    const std::int64_t seconds = std::max<std::int64_t>((now - bucket.filled_at).count(), 0);
    // More seconds than it takes to fill it change nothing, and must not overflow.
    const std::int64_t needed = bucket.capacity / std::max<std::int64_t>(bucket.per_second, 1) + 1;
    bucket.level =
        std::min(bucket.capacity, bucket.level + std::min(seconds, needed) * bucket.per_second);
    bucket.filled_at = now;
}

Allowance RateLimiter::take(const std::string& caller, Rate rate) {
    if (rate.per_minute <= 0) return {};
    const std::int64_t capacity = kCall * (rate.burst > 0 ? rate.burst : rate.per_minute);
    const Timestamp now = clock_.now();
    const std::lock_guard lock(mutex_);
    auto found = buckets_.find(caller);
    if (found == buckets_.end()) {
        if (buckets_.size() >= kMostCallers) make_room(now);
        found = buckets_.emplace(caller, Bucket{capacity, capacity, rate.per_minute, now}).first;
    }
    Bucket& bucket = found->second;
    fill(bucket, now);
    bucket.capacity = capacity;  // the setting may have changed
    bucket.per_second = rate.per_minute;
    bucket.level = std::min(bucket.level, capacity);
    Allowance allowance;
    allowance.limit = capacity / kCall;
    if (bucket.level < kCall) {
        allowance.is_exceeded = true;
        allowance.retry_after = (kCall - bucket.level + bucket.per_second - 1) / bucket.per_second;
        return allowance;
    }
    bucket.level -= kCall;
    allowance.remaining = bucket.level / kCall;
    return allowance;
}

void RateLimiter::make_room(Timestamp now) {
    std::erase_if(buckets_, [now](const auto& item) {
        Bucket bucket = item.second;
        fill(bucket, now);
        return bucket.level == bucket.capacity;  // as good as none
    });
    while (buckets_.size() > kMostCallers / 2) buckets_.erase(buckets_.begin());
}

std::size_t RateLimiter::size() const {
    const std::lock_guard lock(mutex_);
    return buckets_.size();
}

void add_rate_headers(const Allowance& allowance, net::Response& response) {
    if (allowance.limit > 0) {
        response.headers.push_back({"X-RateLimit-Limit", std::to_string(allowance.limit)});
        response.headers.push_back({"X-RateLimit-Remaining", std::to_string(allowance.remaining)});
    }
    if (!allowance.is_exceeded) return;
    response.headers.push_back({"Retry-After", std::to_string(allowance.retry_after)});
}

std::string address_group(const std::string& address) {
    const auto read = read_address(address);
    if (!read || read->is_v4()) return address;
    Address::Bytes bytes = read->bytes();
    std::fill(bytes.begin() + 8, bytes.end(), std::uint8_t{0});
    return Address::v6(bytes).text();
}

}  // namespace desk::api
