#include "api/whmcs/auth.hpp"

#include "api/common/authenticate.hpp"
#include "util/network.hpp"
#include "util/text.hpp"

namespace desk::whmcs {

namespace {

std::string trimmed(const api::Params& params, std::string_view name) {
    const std::string* text = params.text(name);
    return text == nullptr ? std::string() : std::string(trim(*text));
}

tl::unexpected<Denial> deny(std::string denial) {
    return tl::unexpected<Denial>(std::move(denial));
}

tl::unexpected<Denial> deny_address(const Visitor& visitor) {
    return deny("Invalid IP " + std::string(visitor.address));
}

bool comes_from_allowed_network(const Visitor& visitor) {
    if (visitor.has_access_key || visitor.settings.api_networks.empty()) return true;
    const std::optional<Address> address = read_address(visitor.address);
    return address && any_holds(visitor.settings.api_networks, *address);
}

}  // namespace

std::optional<Claim> read_claim(const api::Params& params) {
    Claim claim{trimmed(params, "identifier"), trimmed(params, "secret"), true};
    if (claim.identifier.empty()) {
        claim = {trimmed(params, "username"), trimmed(params, "password"), false};
    }
    if (claim.identifier.empty() || claim.secret.empty()) return std::nullopt;
    return claim;
}

Denial action_not_allowed(std::string_view action_key) {
    return "Invalid Permissions: API action \"" + std::string(action_key) + "\" is not allowed";
}

core::Actor acting_as(const core::Agent& agent, core::Origin origin) {
    core::Actor actor;
    actor.kind = core::Actor::Kind::agent;
    actor.origin = origin;
    actor.agent = agent.id;
    actor.agent_name = agent.display_name();
    return actor;
}

bool has_access_key(const api::Params& params, const core::Settings& settings) {
    const std::string key = trimmed(params, "accesskey");
    return !key.empty() && !settings.api_access_key_sha256.empty() &&
           api::secret_matches(key, settings.api_access_key_sha256);
}

tl::expected<core::Actor, Denial> admit(const core::Agent& agent, const Visitor& visitor) {
    if (agent.disabled) return deny("Administrator Account Disabled");
    if (!agent.id.is_set() || !agent.api_access) return deny("Access Denied");
    if (!comes_from_allowed_network(visitor)) return deny_address(visitor);
    core::Actor actor = acting_as(agent, core::Origin::whmcs);
    actor.address = visitor.address;
    return actor;
}

tl::expected<core::Actor, Denial> admit(const Claim& claim, const core::CredentialOwner* owner,
                                        const Visitor& visitor, std::string_view action_key) {
    if (owner == nullptr && claim.is_named_pair) return deny(std::string(kUnknownIdentifier));
    if (owner == nullptr || owner->credential.disabled ||
        !api::secret_matches(claim.secret, owner->credential.secret_sha256)) {
        return deny(std::string(kAuthenticationFailed));
    }
    tl::expected<core::Actor, Denial> actor = admit(owner->agent, visitor);
    if (!actor) return actor;
    if (!visitor.has_access_key &&
        !api::address_allowed(owner->credential.networks, visitor.address)) {
        return deny_address(visitor);
    }
    if (!api::action_allowed(owner->credential.actions, action_key)) {
        return deny(action_not_allowed(action_key));
    }
    actor->credential = owner->credential.id;
    actor->client = owner->credential.client;
    actor->sees_notes = !owner->credential.notes_hidden;
    return actor;
}

}  // namespace desk::whmcs
