#include "api/common/rate_limit.hpp"

#include <gtest/gtest.h>

#include "support/fakes.hpp"

namespace desk::api {

namespace {
using namespace std::chrono_literals;
}  // namespace

TEST(RateLimiter, LetsABurstThroughAndThenAsManyAsFlowBack) {
    test::FakeClock clock;
    RateLimiter limits(clock);
    const Rate rate{.per_minute = 30, .burst = 2};
    EXPECT_EQ(limits.take("a", rate).remaining, 1);
    EXPECT_EQ(limits.take("a", rate).remaining, 0);
    const Allowance refused = limits.take("a", rate);
    EXPECT_TRUE(refused.is_exceeded);
    EXPECT_EQ(refused.retry_after, 2);
    EXPECT_EQ(refused.limit, 2);
    EXPECT_FALSE(limits.take("b", rate).is_exceeded);
    clock.advance(1s);
    EXPECT_EQ(limits.take("a", rate).retry_after, 1);
    clock.advance(1s);
    EXPECT_FALSE(limits.take("a", rate).is_exceeded);
    clock.advance(24h * 365 * 100);
    EXPECT_EQ(limits.take("a", rate).remaining, 1);
    clock.advance(-1h);
    EXPECT_EQ(limits.take("a", rate).remaining, 0);
}

TEST(RateLimiter, HasNoLimitAtZero) {
    test::FakeClock clock;
    RateLimiter limits(clock);
    for (int i = 0; i < 1000; ++i) EXPECT_FALSE(limits.take("a", {}).is_exceeded);
    EXPECT_EQ(limits.size(), 0U);
}

TEST(RateLimiter, RemembersAsManyCallersAsItMay) {
    test::FakeClock clock;
    RateLimiter limits(clock);
    for (std::size_t i = 0; i < 3 * RateLimiter::kMostCallers; ++i) {
        limits.take(std::to_string(i), {.per_minute = 1});
    }
    EXPECT_LE(limits.size(), RateLimiter::kMostCallers);
}

TEST(AddressGroup, IsTheAddressOrHalfOfOneOfIpv6) {
    EXPECT_EQ(address_group("192.0.2.1"), "192.0.2.1");
    EXPECT_EQ(address_group("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
    EXPECT_EQ(address_group("2001:db8:1:2::9"), address_group("2001:db8:1:2:ffff::1"));
}

}  // namespace desk::api
