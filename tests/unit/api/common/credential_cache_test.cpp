#include "api/common/credential_cache.hpp"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

namespace desk::api {
namespace {

using core::Outcome;
using namespace std::chrono_literals;

using Cache = BriefCache<int>;
constexpr Cache::Time kStart{};

TEST(BriefCache, KeepsAValueForItsLifetimeAndNoLonger) {
    Cache cache(500ms, 10);
    EXPECT_EQ(cache.find("a", kStart), nullptr);
    cache.keep("a", std::make_shared<int>(1), kStart);
    ASSERT_NE(cache.find("a", kStart + 499ms), nullptr);
    EXPECT_EQ(*cache.find("a", kStart + 499ms), 1);
    EXPECT_EQ(cache.find("a", kStart + 500ms), nullptr);
    EXPECT_EQ(cache.size(), 0U);
}

TEST(BriefCache, TakesTheNewerValue) {
    Cache cache(500ms, 10);
    cache.keep("a", std::make_shared<int>(1), kStart);
    cache.keep("a", std::make_shared<int>(2), kStart + 400ms);
    EXPECT_EQ(*cache.find("a", kStart + 800ms), 2);
}

TEST(BriefCache, NeverHoldsMoreThanItsCapacity) {
    Cache cache(500ms, 3);
    for (int i = 0; i < 100; ++i) {
        cache.keep(std::to_string(i), std::make_shared<int>(i), kStart);
        ASSERT_LE(cache.size(), 3U);
        ASSERT_NE(cache.find(std::to_string(i), kStart), nullptr);
    }
}

TEST(BriefCache, MakesRoomByWhatIsOldFirst) {
    Cache cache(500ms, 3);
    cache.keep("old", std::make_shared<int>(0), kStart);
    cache.keep("a", std::make_shared<int>(1), kStart + 400ms);
    cache.keep("b", std::make_shared<int>(2), kStart + 400ms);
    cache.keep("c", std::make_shared<int>(3), kStart + 600ms);
    EXPECT_EQ(cache.size(), 3U);
    EXPECT_NE(cache.find("a", kStart + 600ms), nullptr);
}

TEST(BriefCache, IsSafeFromSeveralThreads) {
    Cache cache(500ms, 8);
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&cache, t] {
            for (int i = 0; i < 1000; ++i) {
                const std::string key = std::to_string((i + t) % 20);
                cache.keep(key, std::make_shared<int>(i), kStart);
                cache.find(key, kStart);
            }
        });
    }
    for (std::thread& thread : threads) thread.join();
    EXPECT_LE(cache.size(), 8U);
}

/// An executor that turns every job away.
class BusyExecutor final : public core::Executor {
  public:
    void read(core::Job job) override {
        ++reads;
        job.finish(Outcome::busy);
    }
    void write(core::Job job) override { job.finish(Outcome::busy); }
    void search(core::Job job) override { job.finish(Outcome::busy); }
    void work(std::function<void()>, std::function<void(Outcome)> finish, std::string) override {
        finish(Outcome::busy);
    }

    int reads = 0;
};

TEST(CredentialCache, PassesAFailureOnAndKeepsNothing) {
    BusyExecutor executor;
    CredentialCache cache(executor);
    std::vector<Outcome> outcomes;
    for (int i = 0; i < 2; ++i) {
        cache.find(core::Origin::whmcs, "id", "r1",
                   [&](Outcome outcome, const CredentialCache::Found& found) {
                       outcomes.push_back(outcome);
                       EXPECT_EQ(found, nullptr);
                   });
    }
    EXPECT_EQ(outcomes, (std::vector{Outcome::busy, Outcome::busy}));
    EXPECT_EQ(executor.reads, 2);
}

TEST(CredentialCache, LooksUpNoAbsurdIdentifiers) {
    BusyExecutor executor;
    CredentialCache cache(executor);
    Outcome seen = Outcome::failed;
    cache.find(core::Origin::whmcs, std::string(1000, 'a'), "r1",
               [&](Outcome outcome, const CredentialCache::Found&) { seen = outcome; });
    EXPECT_EQ(seen, Outcome::done);
    EXPECT_EQ(executor.reads, 0);
}

}  // namespace
}  // namespace desk::api
