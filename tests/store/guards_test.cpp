#include "both_databases.hpp"
#include "core/guard_ports.hpp"

/// What protects the desk from calls that come twice and from guessing, as the rows have it.
namespace desk::test {
namespace {

using namespace std::chrono_literals;
using core::WrongGuesses;

class GuardsTest : public BothDatabases {
  protected:
    [[nodiscard]] Timestamp now() const { return store.clock.now(); }
    std::optional<core::KeptAnswer> take(const std::string& key, const std::string& parameters) {
        std::optional<core::KeptAnswer> kept;
        write([&](Tx& tx) { kept = tx.guards().take_key(key, parameters, now(), now() + 24h); });
        return kept;
    }
    std::optional<WrongGuesses> guesses(const std::string& subject) {
        std::optional<WrongGuesses> found;
        read([&](Tx& tx) { found = tx.guards().wrong_guesses(subject, now()); });
        return found;
    }
};
RUN_ON_BOTH_DATABASES(GuardsTest);

}  // namespace

TEST_P(GuardsTest, AnAttemptThatSaysNoIsUndoneAndTheTransactionGoesOn) {
    write([&](Tx& tx) {
        tx.set_setting("before", "1");
        EXPECT_FALSE(tx.guards().attempt([&] {
            tx.insert_ticket(new_ticket("100001"), actor);
            return false;
        }));
        EXPECT_TRUE(tx.guards().attempt([&] {
            tx.insert_ticket(new_ticket("100002"), actor);
            return true;
        }));
        tx.set_setting("after", "1");
    });
    EXPECT_FALSE(find({{}, "100001", {}}));
    EXPECT_TRUE(find({{}, "100002", {}}));
    EXPECT_EQ(number("SELECT count(*) FROM setting WHERE name IN ('before', 'after')"), 2);
    EXPECT_EQ(number("SELECT sum(count) FROM ticket_counter"), 1);
}

TEST_P(GuardsTest, AFailureInAnAttemptTakesTheWholeTransaction) {
    EXPECT_EQ(store->run_write([&](Tx& tx) {
        tx.set_setting("before", "1");
        return tx.guards().attempt([&]() -> bool { throw std::runtime_error("a fault"); });
    }),
              Outcome::failed);
    EXPECT_EQ(number("SELECT count(*) FROM setting WHERE name = 'before'"), 0);
    write([&](Tx& tx) { tx.insert_ticket(new_ticket("100001"), actor); });
}

TEST_P(GuardsTest, AKeyIsTakenOnceUntilItsEnd) {
    write([&](Tx& tx) {
        EXPECT_FALSE(tx.guards().take_key("k", "p", now(), now() + 24h));
        tx.guards().keep_answer("k", 200, "the answer");
    });
    const auto kept = take("k", "other");
    ASSERT_TRUE(kept);
    EXPECT_EQ(kept->parameters_sha256, "p");
    EXPECT_EQ(kept->status, 200);
    EXPECT_EQ(kept->body, "the answer");
    store.clock.advance(24h);
    EXPECT_FALSE(take("k", "other"));
    EXPECT_EQ(take("k", "p")->parameters_sha256, "other");
    EXPECT_EQ(take("k", "p")->body, "");
}

TEST_P(GuardsTest, AKeyOfATransactionThatRefusesIsFree) {
    EXPECT_EQ(store->run_write([&](Tx& tx) {
        EXPECT_FALSE(tx.guards().take_key("k", "p", now(), now() + 24h));
        return false;
    }),
              Outcome::refused);
    EXPECT_FALSE(take("k", "p"));
}

TEST_P(GuardsTest, WrongGuessesAreRememberedUntilTheyAreForgiven) {
    EXPECT_FALSE(guesses("s"));
    write([&](Tx& tx) { tx.guards().keep_wrong_guesses("s", {3, std::nullopt}, now() + 1h); });
    write([&](Tx& tx) { tx.guards().keep_wrong_guesses("s", {4, now() + 60s}, now() + 1h); });
    ASSERT_TRUE(guesses("s"));
    EXPECT_EQ(guesses("s")->count, 4);
    EXPECT_EQ(guesses("s")->blocked_until, now() + 60s);
    EXPECT_FALSE(guesses("t"));
    write([&](Tx& tx) { tx.guards().forgive("s"); });
    EXPECT_FALSE(guesses("s"));
    write([&](Tx& tx) { tx.guards().keep_wrong_guesses("s", {1, std::nullopt}, now() + 1h); });
    store.clock.advance(1h);
    EXPECT_FALSE(guesses("s"));
}

}  // namespace desk::test
