#include "api/common/guess_guard.hpp"

#include <gmock/gmock.h>

#include <future>
#include <mutex>

#include "support/test_database.hpp"

/// Guesses at a secret: when each of them may be looked at.
namespace desk::api {
namespace {

using namespace std::chrono_literals;
using core::Outcome;
using RetryAfter = std::optional<std::int64_t>;

class GuessGuardTest : public testing::TestWithParam<test::DatabaseKind> {
  protected:
    struct Verdict {
        Outcome outcome = Outcome::failed;
        RetryAfter retry_after;
        std::chrono::nanoseconds waited{};
    };
    Verdict attempt(const std::string& subject) {
        const auto begin = std::chrono::steady_clock::now();
        std::promise<Verdict> ended;
        guard_->attempt(subject, "test", [&](Outcome outcome, RetryAfter retry_after) {
            ended.set_value({outcome, retry_after, std::chrono::steady_clock::now() - begin});
        });
        return ended.get_future().get();
    }
    void wrong(const std::string& subject) {
        std::promise<void> noted;
        guard_->wrong(subject, "test", [&](Outcome) { noted.set_value(); });
        noted.get_future().wait();
    }
    void right(const std::string& subject) {
        std::promise<void> noted;
        guard_->right(subject, "test", [&](Outcome) { noted.set_value(); });
        noted.get_future().wait();
    }
    void guess_wrong(const std::string& subject, int times) {
        for (int i = 0; i < times; ++i) {
            EXPECT_EQ(attempt(subject).retry_after, std::nullopt);
            wrong(subject);
        }
    }
    /// Another node, or the same one after a restart.
    void restart() { guard_ = std::make_unique<GuessGuard>(services_); }

    test::TestStore store_{GetParam()};
    Services services_{store_->executor(), store_.files, store_.clock, store_.random,
                       store_->settings()};
    std::unique_ptr<GuessGuard> guard_ = std::make_unique<GuessGuard>(services_);
};
RUN_ON_BOTH_DATABASES(GuessGuardTest);

}  // namespace

TEST_P(GuessGuardTest, FiveAreFreeAndTheSixthWaitsASecond) {
    guess_wrong("s", 5);
    EXPECT_GE(attempt("s").waited, 1s);
    EXPECT_LT(attempt("t").waited, 1s) << "another secret, or another address";
}

TEST_P(GuessGuardTest, ManyAtOnceAreTurnedAway) {
    std::mutex mutex;
    int let_in = 0;
    int turned_away = 0;
    for (int i = 0; i < 30; ++i) {
        guard_->attempt("s", "test", [&](Outcome, RetryAfter retry_after) {
            const std::scoped_lock lock(mutex);
            ++(retry_after ? turned_away : let_in);
        });
    }
    store_.close();  // all have been looked at
    guard_.reset();  // with those that wait
    EXPECT_LE(let_in, 5 + 1);
    EXPECT_GE(turned_away, 30 - 5 - 4);
}

TEST_P(GuessGuardTest, TwentyLockTheAddressOutForAWhileAlsoAfterARestart) {
    guess_wrong("s", 5);
    for (int i = 5; i < 20; ++i) wrong("s");
    EXPECT_EQ(attempt("s").retry_after, RetryAfter(900));
    restart();
    EXPECT_EQ(attempt("s").retry_after, RetryAfter(900));
    EXPECT_EQ(attempt("t").retry_after, std::nullopt);
    store_.clock.advance(10min);
    EXPECT_EQ(attempt("s").retry_after, RetryAfter(300));
}

TEST_P(GuessGuardTest, ARightOneForgivesAllAndSoDoesAnHour) {
    guess_wrong("s", 4);
    right("s");
    restart();
    guess_wrong("s", 4);
    store_.clock.advance(1h);
    guess_wrong("s", 4);
    restart();
    store_.clock.advance(1h);
    guess_wrong("s", 4);
    EXPECT_LT(attempt("s").waited, 1s);
}

TEST_P(GuessGuardTest, RemembersNoMoreThanItMay) {
    for (int i = 0; i < 300; ++i) {
        const std::string subject = "s" + std::to_string(i);
        attempt(subject);
        guard_->give_up(subject);
    }
    EXPECT_LE(guard_->size(), GuessGuard::kMostSubjects);
}

TEST(GuessSubject, IsOfOneSecretAndOneAddress) {
    const auto of = GuessGuard::subject_of;
    EXPECT_EQ(of("k", "a", "192.0.2.1"), of("k", "a", "192.0.2.1"));
    EXPECT_NE(of("k", "a", "192.0.2.1"), of("k", "a", "192.0.2.2"));
    EXPECT_NE(of("k", "a", "192.0.2.1"), of("k", "b", "192.0.2.1"));
    EXPECT_NE(of("k", "a", "192.0.2.1"), of("l", "a", "192.0.2.1"));
    EXPECT_EQ(of("k", "a", "2001:db8::1"), of("k", "a", "2001:db8::2"));
    EXPECT_THAT(of("k", "a", "192.0.2.1"), testing::MatchesRegex("[0-9a-f]{64}"));
}

}  // namespace desk::api
