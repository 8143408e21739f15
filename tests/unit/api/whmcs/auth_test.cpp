#include "api/whmcs/auth.hpp"

#include <gtest/gtest.h>

#include "util/hash.hpp"

namespace desk::whmcs {
namespace {

constexpr std::string_view kIdentifier = "zfNL7hWxTqPdRk3mYb6UcV9sJg2EaX4t";
constexpr std::string_view kSecret = "Qw8ErTyUiOpAsDfGhJkLzXcVbNm12345";

std::optional<Claim> claim_of(std::vector<net::FormField> fields) {
    api::Params params;
    EXPECT_TRUE(params.add(std::move(fields)));
    return read_claim(params);
}

core::CredentialOwner owner() {
    core::CredentialOwner owner;
    owner.credential.id = core::CredentialId(3);
    owner.credential.identifier = kIdentifier;
    owner.credential.secret_sha256 = sha256_hex(kSecret);
    owner.agent.id = core::AgentId(2);
    owner.agent.first_name = "Demo";
    owner.agent.last_name = "Admin";
    return owner;
}

core::Settings& settings() {
    static core::Settings settings;
    return settings;
}

Visitor visitor(bool has_access_key = false) { return {"203.0.113.7", has_access_key, settings()}; }

std::string denial(const core::CredentialOwner* owner, std::string_view secret = kSecret,
                   bool is_named_pair = true) {
    const Claim claim{std::string(kIdentifier), std::string(secret), is_named_pair};
    const auto actor = admit(claim, owner, visitor(), "openticket");
    return actor ? "" : actor.error();
}

TEST(ReadClaim, TakesThePairFromEitherPairOfFields) {
    const auto named = claim_of({{"identifier", "i"}, {"secret", "s"}});
    ASSERT_TRUE(named);
    EXPECT_EQ(named->identifier, "i");
    EXPECT_EQ(named->secret, "s");
    const auto legacy = claim_of({{"username", "u"}, {"password", "p"}});
    ASSERT_TRUE(legacy);
    EXPECT_EQ(legacy->identifier, "u");
    EXPECT_EQ(legacy->secret, "p");
}

TEST(ReadClaim, CountsBlanksAsAbsent) {
    const auto legacy = claim_of({{"username", "u"},
                                  {"password", "p"},
                                  {"identifier", ""},
                                  {"secret", " "},
                                  {"accesskey", ""}});
    ASSERT_TRUE(legacy);
    EXPECT_EQ(legacy->identifier, "u");
    const auto named =
        claim_of({{"username", ""}, {"password", ""}, {"identifier", "i"}, {"secret", "s"}});
    ASSERT_TRUE(named);
    EXPECT_EQ(named->identifier, "i");
}

TEST(ReadClaim, FindsNothingInHalfAPair) {
    EXPECT_FALSE(claim_of({}));
    EXPECT_FALSE(claim_of({{"identifier", "i"}}));
    EXPECT_FALSE(claim_of({{"secret", "s"}}));
    EXPECT_FALSE(claim_of({{"identifier[]", "i"}, {"secret", "s"}}));
    EXPECT_FALSE(claim_of({{"identifier", "i"}, {"username", "u"}, {"password", "p"}}))
        << "a given identifier decides";
}

TEST(Admit, LetsACredentialActAsItsAgent) {
    const core::CredentialOwner known = owner();
    const Claim claim{std::string(kIdentifier), std::string(kSecret), true};
    const auto actor = admit(claim, &known, visitor(), "openticket");
    ASSERT_TRUE(actor);
    EXPECT_EQ(actor->kind, core::Actor::Kind::agent);
    EXPECT_EQ(actor->origin, core::Origin::whmcs);
    EXPECT_EQ(actor->agent, core::AgentId(2));
    EXPECT_EQ(actor->agent_name, "Demo Admin");
    EXPECT_EQ(actor->credential, core::CredentialId(3));
    EXPECT_TRUE(actor->sees_notes);
}

TEST(Admit, KeepsACredentialToItsClient) {
    core::CredentialOwner known = owner();
    known.credential.client = core::ClientId(7);
    const Claim claim{std::string(kIdentifier), std::string(kSecret), true};
    EXPECT_EQ(admit(claim, &known, visitor(), "getticket")->client, core::ClientId(7));
    EXPECT_TRUE(admit(claim, &known, visitor(), "getticket")->sees_notes);
    known.credential.notes_hidden = true;
    EXPECT_FALSE(admit(claim, &known, visitor(), "getticket")->sees_notes);
}

TEST(Admit, TellsAnUnknownIdentifierFromAWrongSecret) {
    const core::CredentialOwner known = owner();
    EXPECT_EQ(denial(nullptr), "Invalid or missing credentials");
    EXPECT_EQ(denial(nullptr, kSecret, false), "Authentication Failed");
    EXPECT_EQ(denial(&known, "wrong"), "Authentication Failed");
}

TEST(Admit, RefusesADisabledCredential) {
    core::CredentialOwner known = owner();
    known.credential.disabled = true;
    EXPECT_EQ(denial(&known), "Authentication Failed");
}

TEST(Admit, AsksForAnEnabledAgentWithApiAccess) {
    core::CredentialOwner known = owner();
    known.agent.api_access = false;
    EXPECT_EQ(denial(&known), "Access Denied");
    known.agent.disabled = true;
    EXPECT_EQ(denial(&known), "Administrator Account Disabled");
    known = owner();
    known.agent.id = {};
    EXPECT_EQ(denial(&known), "Access Denied");
}

TEST(Admit, SaysTheAddressItDoesNotTake) {
    core::CredentialOwner known = owner();
    known.credential.networks = {"203.0.113.0/29"};
    EXPECT_EQ(denial(&known), "");
    known.credential.networks = {"10.0.0.0/8"};
    EXPECT_EQ(denial(&known), "Invalid IP 203.0.113.7");
}

TEST(Admit, SaysTheActionItDoesNotAllowInLowerCase) {
    core::CredentialOwner known = owner();
    known.credential.actions = {"getticket", "openticket"};
    EXPECT_EQ(denial(&known), "");
    known.credential.actions = {"getticket"};
    EXPECT_EQ(denial(&known), R"(Invalid Permissions: API action "openticket" is not allowed)");
}

TEST(Admit, TellsNothingOfTheCredentialToAWrongSecret) {
    core::CredentialOwner known = owner();
    known.agent.disabled = true;
    known.credential.networks = {"10.0.0.0/8"};
    EXPECT_EQ(denial(&known, "wrong"), "Authentication Failed");
}

TEST(Admit, TheDesksNetworksHoldForEveryCredential) {
    const core::CredentialOwner known = owner();
    settings().api_networks = {*read_network("192.0.2.0/24"), *read_network("2001:db8::/32")};
    EXPECT_EQ(denial(&known), "Invalid IP 203.0.113.7");
    settings().api_networks = {*read_network("203.0.113.0/24")};
    EXPECT_EQ(denial(&known), "");
    settings().api_networks.clear();
}

TEST(Admit, TheAccessKeyLiftsLimitsToNetworks) {
    core::CredentialOwner known = owner();
    known.credential.networks = {"192.0.2.1"};
    settings().api_networks = {*read_network("192.0.2.0/24")};
    const Claim claim{std::string(kIdentifier), std::string(kSecret), true};
    EXPECT_FALSE(admit(claim, &known, visitor(false), "getticket"));
    EXPECT_TRUE(admit(claim, &known, visitor(true), "getticket"));
    settings().api_networks.clear();
}

TEST(AccessKey, IsTheDesksOwnOrNone) {
    core::Settings desk;
    const auto has_key = [&desk](const std::string& key) {
        api::Params params;
        EXPECT_TRUE(params.add({{"accesskey", key}}));
        return has_access_key(params, desk);
    };
    EXPECT_FALSE(has_key("")) << "the desk has none";
    EXPECT_FALSE(has_key("a-key"));
    desk.api_access_key_sha256 = sha256_hex("a-key");
    EXPECT_TRUE(has_key("a-key"));
    EXPECT_FALSE(has_key("A-key"));
    EXPECT_FALSE(has_key(""));
}

TEST(Admit, AnAgentThatLoggedInIsHeldToItsNetworksToo) {
    core::Agent agent = owner().agent;
    EXPECT_TRUE(admit(agent, visitor()));
    agent.disabled = true;
    EXPECT_EQ(admit(agent, visitor()).error(), "Administrator Account Disabled");
    agent.disabled = false;
    agent.api_access = false;
    EXPECT_EQ(admit(agent, visitor()).error(), "Access Denied");
}

}  // namespace
}  // namespace desk::whmcs
