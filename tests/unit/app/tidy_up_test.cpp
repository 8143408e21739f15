#include "core/access_token.hpp"
#include "core/guard_ports.hpp"
#include "unit/app/jobs_test.hpp"

namespace desk::test {
namespace {

using namespace std::chrono_literals;

class TidyUp : public JobsTest {
  protected:
    void issue() {
        database->run_write([&](core::Tx& tx) {
            core::issue_tokens(tx, core::CredentialId{1}, cynthia, {});
            return true;
        });
    }
    std::int64_t tokens() { return count("SELECT count(*) FROM access_token"); }
};
RUN_ON_BOTH_DATABASES(TidyUp);

TEST_P(TidyUp, RemovesTokensOnceNobodyCanRefreshThem) {
    issue();
    database.clock.advance(core::kRefreshTokenLifetime - 1s);
    issue();
    run_due();
    EXPECT_EQ(2, tokens());
    database.clock.advance(1s);
    run_due();
    EXPECT_EQ(1, tokens());
}

TEST_P(TidyUp, RemovesBansThatHaveEndedAndNoOthers) {
    const std::string now = std::to_string(database.clock.now().time_since_epoch().count());
    const auto ban = [&](const std::string& network, const std::string& end) {
        database.database.sql(
            "INSERT INTO banned_address (network, expires_at, created_at) VALUES ('" + network +
            "', " + end + ", 0)");
    };
    ban("203.0.113.1", "0");
    ban("203.0.113.2", now + " + 60");
    ban("203.0.113.3", now + " + 61");
    database.clock.advance(60s);
    run_due();
    EXPECT_THAT(database.database.sql("SELECT network FROM banned_address ORDER BY id"),
                testing::ElementsAre("203.0.113.1", "203.0.113.3"));
}

TEST_P(TidyUp, RemovesKeptAnswersAndForgivenGuessesOnceTheyHaveEnded) {
    database->run_write([&](core::Tx& tx) {
        const Timestamp now = tx.clock().now();
        tx.guards().take_key("a", "p", now, now + 60s);
        tx.guards().take_key("b", "p", now, now + 61s);
        tx.guards().keep_wrong_guesses("a", {1, std::nullopt}, now + 60s);
        tx.guards().keep_wrong_guesses("b", {1, std::nullopt}, now + 61s);
        return true;
    });
    database.clock.advance(60s);
    run_due();
    EXPECT_THAT(database.database.sql("SELECT key_sha256 FROM kept_answer"),
                testing::ElementsAre("b"));
    EXPECT_THAT(database.database.sql("SELECT subject_sha256 FROM wrong_guess"),
                testing::ElementsAre("b"));
}

TEST_P(TidyUp, RunsOnceAnHourAtMost) {
    issue();
    database.clock.advance(1min);
    issue();
    database.clock.advance(core::kRefreshTokenLifetime - 1min);
    run_due();
    EXPECT_EQ(1, tokens());
    database.clock.advance(59min);
    run_due();
    EXPECT_EQ(1, tokens());
    database.clock.advance(1min);
    run_due();
    EXPECT_EQ(0, tokens());
}

}  // namespace
}  // namespace desk::test
