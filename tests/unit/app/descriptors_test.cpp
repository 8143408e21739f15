#include "app/descriptors.hpp"

#include <gmock/gmock.h>

#include <stdexcept>

namespace desk::test {
namespace {

using app::Config;
using app::connections_within;
using testing::HasSubstr;

TEST(Descriptors, LeaveRoomForTheDatabaseWhateverIsAskedFor) {
    Config config;
    config.server.max_connections = 0;
    const std::size_t by_default = connections_within(1024, config);
    EXPECT_GT(by_default, 700U);
    EXPECT_LT(by_default, 900U);
    config.store.slow_threads = 64;
    config.store.connections = 64;
    EXPECT_LT(connections_within(1024, config), by_default - 200);

    config = {};
    config.server.max_connections = 20;
    EXPECT_EQ(connections_within(1024, config), 20U);
    config.server.max_connections = 5000;
    testing::internal::CaptureStderr();
    EXPECT_EQ(connections_within(1024, config), by_default);
    EXPECT_THAT(testing::internal::GetCapturedStderr(),
                HasSubstr("more than the descriptors allow"));
    EXPECT_EQ(connections_within(10'000, config), 5000U);
}

TEST(Descriptors, AreBoundedByDefaultWhereTheSystemGivesPlenty) {
    Config config;
    config.server.max_connections = 0;
    EXPECT_EQ(connections_within(1 << 20, config), 10'000U);
}

TEST(Descriptors, MustBeEnoughToServeAtAll) {
    try {
        connections_within(100, Config{});
        FAIL() << "a server without room";
    } catch (const std::runtime_error& error) {
        EXPECT_THAT(error.what(), HasSubstr("may open 100 descriptors"));
        EXPECT_THAT(error.what(), HasSubstr("LimitNOFILE"));
    }
}

}  // namespace
}  // namespace desk::test
