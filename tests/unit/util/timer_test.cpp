#include "util/timer.hpp"

#include <gtest/gtest.h>

#include <future>
#include <vector>

namespace desk {

namespace {
using namespace std::chrono_literals;
}  // namespace

TEST(Timer, DoesThingsInTheOrderInWhichTheyAreDue) {
    Timer timer;
    std::vector<int> order;
    std::promise<void> all_done;
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_TRUE(timer.after(20ms, [&] {
        order.push_back(2);
        all_done.set_value();
    }));
    EXPECT_TRUE(timer.after(0ms, [&] { order.push_back(1); }));
    all_done.get_future().wait();
    EXPECT_EQ(order, (std::vector<int>{1, 2}));
    EXPECT_GE(std::chrono::steady_clock::now() - begin, 20ms);
}

TEST(Timer, TakesNoMoreThanItMay) {
    Timer timer(2);
    EXPECT_TRUE(timer.after(1h, [] {}));
    EXPECT_TRUE(timer.after(1h, [] {}));
    EXPECT_FALSE(timer.after(0ms, [] {}));
}

TEST(Timer, LeavesUndoneWhatIsNotDueWhenItGoes) {
    bool is_done = false;
    {
        Timer timer;
        timer.after(1h, [&] { is_done = true; });
    }
    EXPECT_FALSE(is_done);
}

}  // namespace desk
