#include "core/sso_token.hpp"

#include <gmock/gmock.h>

#include <atomic>
#include <thread>
#include <vector>

#include "core/records.hpp"
#include "unit/core/core_test.hpp"
#include "util/hash.hpp"

namespace desk::test {
namespace {

using core::SsoVisit;

/// A token for the owner of client Cynthia.
class SsoToken : public CoreTest {
  protected:
    core::CreatedSsoToken create(const core::CreateSsoTokenInput& input) {
        const auto created = run(&core::create_sso_token, input);
        EXPECT_TRUE(created.has_value());
        return created.value_or(core::CreatedSsoToken{});
    }
    core::CreateSsoTokenInput as_cynthia() const {
        core::CreateSsoTokenInput input;
        input.client = cynthia;
        input.destination = "clientarea:tickets";
        return input;
    }
    std::optional<SsoVisit> redeem(const std::string& token) {
        std::optional<SsoVisit> visit;
        database->run_write([&](core::Tx& tx) {
            visit = core::redeem_sso_token(tx, token);
            return visit.has_value();
        });
        return visit;
    }
};
RUN_ON_BOTH_DATABASES(SsoToken);

TEST_P(SsoToken, LetsTheOwnerInOnce) {
    const core::CreatedSsoToken created = create(as_cynthia());
    const std::optional<SsoVisit> visit = redeem(created.token);
    ASSERT_TRUE(visit);
    EXPECT_EQ(visit->client, cynthia);
    EXPECT_EQ(visit->user, owner);
    EXPECT_EQ(visit->destination, "clientarea:tickets");
    EXPECT_FALSE(redeem(created.token));
}

TEST_P(SsoToken, IsGoodForAMinute) {
    const std::string early = create(as_cynthia()).token;
    const std::string late = create(as_cynthia()).token;
    database.clock.advance(core::kSsoTokenLifetime - std::chrono::seconds(1));
    EXPECT_TRUE(redeem(early));
    database.clock.advance(std::chrono::seconds(1));
    EXPECT_FALSE(redeem(late));
}

TEST_P(SsoToken, IsKeptAsAHashAlone) {
    const std::string token = create(as_cynthia()).token;
    EXPECT_EQ(token.size(), core::kSsoTokenLength);
    EXPECT_EQ(database.database.sql("SELECT token_sha256 FROM sso_token").at(0), sha256_hex(token));
}

TEST_P(SsoToken, IsForgottenOnceItHasEnded) {
    create(as_cynthia());
    database.clock.advance(core::kSsoTokenLifetime);
    create(as_cynthia());
    EXPECT_EQ(database.database.sql("SELECT count(*) FROM sso_token").at(0), "1");
}

TEST_P(SsoToken, LetsNobodyInWithAnotherText) {
    create(as_cynthia());
    EXPECT_FALSE(redeem(""));
    EXPECT_FALSE(redeem(std::string(core::kSsoTokenLength, 'x')));
}

TEST_P(SsoToken, LetsNobodyInWhoWasSwitchedOffSince) {
    const std::string token = create(as_cynthia()).token;
    database.database.sql("UPDATE \"user\" SET disabled = 1");
    EXPECT_FALSE(redeem(token));
}

TEST_P(SsoToken, LetsOneOfManyIn) {
    const std::string token = create(as_cynthia()).token;
    std::atomic<int> let_in = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i) {
        threads.emplace_back([&] { let_in += redeem(token) ? 1 : 0; });
    }
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(let_in, 1);
}

TEST_P(SsoToken, StaysOnThisSite) {
    for (const char* path : {"", "//evil.example", "https://evil.example", "javascript:alert(1)",
                             "/\\evil.example", "a b", "x\n"}) {
        core::CreateSsoTokenInput input = as_cynthia();
        input.destination = "sso:custom_redirect";
        input.path = path;
        const auto created = run(&core::create_sso_token, input);
        ASSERT_FALSE(created.has_value()) << path;
        EXPECT_EQ(created.error().code, core::Errc::value_invalid) << path;
    }
    core::CreateSsoTokenInput input = as_cynthia();
    input.destination = "sso:custom_redirect";
    input.path = "viewticket.php?tid=1&back=http://here";
    EXPECT_EQ(redeem(create(input).token)->path, input.path);
}

}  // namespace
}  // namespace desk::test
