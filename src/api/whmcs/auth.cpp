#include "api/whmcs/auth.hpp"

#include "api/common/authenticate.hpp"
#include "util/text.hpp"

namespace desk::whmcs {

namespace {

std::string trimmed(const api::Params& params, std::string_view name) {
    const std::string* text = params.text(name);
    return text == nullptr ? std::string() : std::string(trim(*text));
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

tl::expected<core::Actor, Denial> admit(const Claim& claim, const core::CredentialOwner* owner,
                                        std::string_view remote, std::string_view action_key) {
    const auto deny = [](std::string denial) { return tl::unexpected<Denial>(std::move(denial)); };
    if (owner == nullptr && claim.is_named_pair) return deny("Invalid or missing credentials");
    if (owner == nullptr || owner->credential.disabled ||
        !api::secret_matches(claim.secret, owner->credential.secret_sha256)) {
        return deny(std::string(kAuthenticationFailed));
    }
    const core::Agent& agent = owner->agent;
    if (agent.disabled) return deny("Administrator Account Disabled");
    if (!agent.id.is_set() || !agent.api_access) return deny("Access Denied");
    if (!api::address_allowed(owner->credential.networks, remote)) {
        return deny("Invalid IP " + std::string(remote));
    }
    if (!api::action_allowed(owner->credential.actions, action_key)) {
        return deny(action_not_allowed(action_key));
    }
    core::Actor actor = acting_as(agent, core::Origin::whmcs);
    actor.credential = owner->credential.id;
    actor.client = owner->credential.client;
    actor.sees_notes = !owner->credential.notes_hidden;
    return actor;
}

}  // namespace desk::whmcs
