#include "net/patience.hpp"

#include <gtest/gtest.h>

namespace desk::net {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

class PatienceTest : public testing::Test {
  protected:
    /// How long a peer is borne that sends so many bytes each second.
    seconds time_given_to(std::size_t bytes_each_second) {
        auto now = start_;
        auto deadline = patience_.from(now);
        while (now < deadline && now < start_ + seconds(10'000)) {
            now += seconds(1);
            if (now < deadline) deadline = patience_.after(deadline, bytes_each_second, now);
        }
        return std::chrono::floor<seconds>(now - start_);
    }

    const Patience::Clock::time_point start_ = Patience::Clock::now();
    const Patience patience_{seconds(30), 1000};
};

TEST_F(PatienceTest, EndsWhenNothingComes) { EXPECT_EQ(time_given_to(0), seconds(30)); }

TEST_F(PatienceTest, NeverEndsAtTheRateOrAbove) {
    EXPECT_EQ(time_given_to(1000), seconds(10'000));
    EXPECT_EQ(time_given_to(1'000'000), seconds(10'000));
}

TEST_F(PatienceTest, LastsTheLongerTheNearerToTheRate) {
    EXPECT_EQ(time_given_to(500), seconds(59));
    EXPECT_EQ(time_given_to(750), seconds(117));
    EXPECT_EQ(time_given_to(1), seconds(31));
}

TEST_F(PatienceTest, IsNotSavedUp) {
    const auto deadline = patience_.after(patience_.from(start_), std::size_t{1} << 50, start_);
    EXPECT_EQ(deadline, start_ + seconds(30));
    EXPECT_EQ(patience_.after(deadline, 100, start_), deadline);
    EXPECT_EQ(patience_.after(deadline, 100, start_ + milliseconds(10'000)),
              deadline + milliseconds(100));
}

}  // namespace
}  // namespace desk::net
