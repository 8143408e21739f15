#include "core/access_token.hpp"

#include <gmock/gmock.h>

#include <atomic>
#include <thread>

#include "core/issue_credential.hpp"
#include "unit/core/core_test.hpp"
#include "util/hash.hpp"

namespace desk::test {
namespace {

using core::RefreshFault;

/// A Keliweb credential of client Cynthia, and a pair that its employee logged in for.
class AccessTokens : public CoreTest {
  protected:
    AccessTokens() {
        credential = issue_credential(cynthia);
        database->run_write([this](core::Tx& tx) {
            tokens = core::issue_tokens(tx, credential.id, credential.client, employee);
            return true;
        });
    }

    core::Credential issue_credential(core::ClientId client) {
        core::Credential made;
        database->run_write([&](core::Tx& tx) {
            core::IssueCredentialInput input;
            input.dialect = core::Origin::keliweb;
            input.client = client;
            const auto issued = core::issue_credential(tx, input);
            made = tx.find_credential(issued->id)->credential;
            return true;
        });
        return made;
    }

    std::optional<core::TokenBearer> bearer_of(const std::string& token) {
        std::optional<core::TokenBearer> bearer;
        database->run_read([&](core::Tx& tx) {
            bearer = core::find_bearer(tx, token);
            return true;
        });
        return bearer;
    }

    tl::expected<core::IssuedTokens, RefreshFault> refresh(const core::Credential& by,
                                                           const std::string& token) {
        tl::expected<core::IssuedTokens, RefreshFault> refreshed;
        database->run_write([&](core::Tx& tx) {
            refreshed = core::refresh_tokens(tx, by, token);
            return refreshed.has_value();
        });
        return refreshed;
    }

    RefreshFault fault_of(const core::Credential& by, const std::string& token) {
        const auto refreshed = refresh(by, token);
        EXPECT_FALSE(refreshed);
        return refreshed ? RefreshFault{} : refreshed.error();
    }

    void sql(const std::string& text) { database.database.sql(text); }

    core::Credential credential;
    core::IssuedTokens tokens;
};

TEST_P(AccessTokens, NameTheirBearer) {
    const auto bearer = bearer_of(tokens.access);
    ASSERT_TRUE(bearer);
    EXPECT_EQ(bearer->credential.id, credential.id);
    EXPECT_EQ(bearer->credential.client, cynthia);
    EXPECT_EQ(bearer->user, employee);
}

TEST_P(AccessTokens, HaveTheShapeThatClientsKnow) {
    EXPECT_THAT(tokens.access, testing::MatchesRegex("[A-Za-z0-9]{80}"));
    EXPECT_THAT(tokens.refresh, testing::MatchesRegex("def502[0-9a-f]{128}"));
}

TEST_P(AccessTokens, AreKeptAsHashesOnly) {
    const auto rows =
        database.database.sql("SELECT access_sha256 || ' ' || refresh_sha256 FROM access_token");
    EXPECT_THAT(rows,
                testing::ElementsAre(sha256_hex(tokens.access) + " " + sha256_hex(tokens.refresh)));
}

TEST_P(AccessTokens, LastAnHour) {
    database.clock.advance(core::kAccessTokenLifetime - std::chrono::seconds(1));
    EXPECT_TRUE(bearer_of(tokens.access));
    database.clock.advance(std::chrono::seconds(1));
    EXPECT_FALSE(bearer_of(tokens.access));
}

TEST_P(AccessTokens, AreTradedForANewPairOnce) {
    const auto second = refresh(credential, tokens.refresh);
    ASSERT_TRUE(second);
    EXPECT_FALSE(bearer_of(tokens.access));
    EXPECT_TRUE(bearer_of(second->access));
    EXPECT_EQ(bearer_of(second->access)->user, employee);
    EXPECT_EQ(fault_of(credential, tokens.refresh), RefreshFault::revoked);
    EXPECT_TRUE(refresh(credential, second->refresh));
}

TEST_P(AccessTokens, AreTradedForTenDays) {
    database.clock.advance(core::kRefreshTokenLifetime);
    EXPECT_EQ(fault_of(credential, tokens.refresh), RefreshFault::expired);
    EXPECT_FALSE(bearer_of(tokens.access));
}

TEST_P(AccessTokens, AreTradedByTheirOwnCredentialOnly) {
    const core::Credential other = issue_credential(cynthia);
    EXPECT_EQ(fault_of(other, tokens.refresh), RefreshFault::other_credential);
    EXPECT_EQ(fault_of(issue_credential(acme), tokens.refresh), RefreshFault::other_credential);
    EXPECT_TRUE(bearer_of(tokens.access));
}

TEST_P(AccessTokens, AreNotMistakenForEachOther) {
    EXPECT_EQ(fault_of(credential, tokens.access), RefreshFault::unknown);
    EXPECT_FALSE(bearer_of(tokens.refresh));
    EXPECT_FALSE(bearer_of(""));
}

TEST_P(AccessTokens, EndWithTheirUser) {
    sql("UPDATE \"user\" SET disabled = 1 WHERE id = " + std::to_string(employee.value()));
    EXPECT_FALSE(bearer_of(tokens.access));
    EXPECT_EQ(fault_of(credential, tokens.refresh), RefreshFault::revoked);
}

TEST_P(AccessTokens, EndWhenTheUserLeavesTheClient) {
    sql("DELETE FROM client_user WHERE user_id = " + std::to_string(employee.value()));
    EXPECT_FALSE(bearer_of(tokens.access));
    EXPECT_EQ(fault_of(credential, tokens.refresh), RefreshFault::revoked);
}

TEST_P(AccessTokens, EndWithTheirCredential) {
    sql("UPDATE credential SET disabled = 1");
    EXPECT_FALSE(bearer_of(tokens.access));
}

TEST_P(AccessTokens, DoNotFollowTheirCredentialToAnotherClient) {
    sql("UPDATE credential SET client_id = " + std::to_string(acme.value()));
    EXPECT_FALSE(bearer_of(tokens.access));
}

TEST_P(AccessTokens, EndByTheirHashForTheSameUserOfTheSameCredential) {
    const core::Credential other = issue_credential(cynthia);
    const auto end = [&](const core::Credential& by, core::UserId user, const std::string& hash) {
        actor = {};
        actor.credential = by.id;
        actor.client = by.client;
        actor.user = user;
        return run(&core::end_token, hash).has_value();
    };
    const std::string hash = sha256_hex(tokens.access);
    EXPECT_FALSE(end(other, employee, hash));
    EXPECT_FALSE(end(credential, owner, hash));
    EXPECT_FALSE(end(credential, {}, hash));
    EXPECT_FALSE(end(credential, employee, sha256_hex(tokens.refresh)));
    EXPECT_FALSE(end(credential, employee, tokens.access));
    EXPECT_TRUE(bearer_of(tokens.access));
    EXPECT_TRUE(end(credential, employee, hash));
    EXPECT_FALSE(bearer_of(tokens.access));
    EXPECT_EQ(fault_of(credential, tokens.refresh), RefreshFault::revoked);
    EXPECT_TRUE(end(credential, employee, hash)) << "it has ended already";
}

TEST_P(AccessTokens, OfTheCommandLineHaveNoUser) {
    database->run_write([this](core::Tx& tx) {
        tokens = core::issue_tokens(tx, credential.id, credential.client, {});
        return true;
    });
    ASSERT_TRUE(bearer_of(tokens.access));
    EXPECT_FALSE(bearer_of(tokens.access)->user.is_set());
    EXPECT_TRUE(refresh(credential, tokens.refresh));
}

TEST_P(AccessTokens, GiveOnePairToMany) {
    constexpr int kCallers = 8;
    std::atomic<int> given = 0;
    std::atomic<int> revoked = 0;
    std::vector<std::thread> callers;
    for (int i = 0; i < kCallers; ++i) {
        callers.emplace_back([&] {
            const auto refreshed = refresh(credential, tokens.refresh);
            if (refreshed) {
                ++given;
            } else if (refreshed.error() == RefreshFault::revoked) {
                ++revoked;
            }
        });
    }
    for (std::thread& caller : callers) caller.join();
    EXPECT_EQ(given, 1);
    EXPECT_EQ(revoked, kCallers - 1);
    EXPECT_THAT(database.database.sql("SELECT COUNT(*) FROM access_token"),
                testing::ElementsAre("2"));
}

RUN_ON_BOTH_DATABASES(AccessTokens);

}  // namespace
}  // namespace desk::test
