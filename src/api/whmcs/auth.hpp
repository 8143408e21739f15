#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "api/common/params.hpp"
#include "core/credential.hpp"
#include "core/people.hpp"
#include "core/settings.hpp"

/// Who calls (spec/whmcs.md, section 2).
namespace desk::whmcs {

/// A pair as it was sent.
struct Claim {
    std::string identifier;
    std::string secret;
    /// Sent as `identifier` and `secret`; else as `username` and `password`.
    bool is_named_pair = true;
};

/// The pair of a call: `identifier` and `secret`, else `username` and `password`. A blank value
/// counts as absent: some clients send all four always. Nothing when none is whole.
std::optional<Claim> read_claim(const api::Params& params);

/// Why a call is turned away, in the words that clients look for. Its HTTP status is 403.
using Denial = std::string;

inline constexpr std::string_view kCommandNotFound = "Command Not Found";
inline constexpr std::string_view kAuthenticationFailed = "Authentication Failed";
inline constexpr std::string_view kUnknownIdentifier = "Invalid or missing credentials";

/// Where a call comes from, and what that allows.
struct Visitor {
    std::string_view address;
    /// It brought the desk's access key, which lifts every limit to networks.
    bool has_access_key = false;
    const core::Settings& settings;
};

/// The `accesskey` of a call against the desk's own, in constant time. A wrong one is like none.
bool has_access_key(const api::Params& params, const core::Settings& settings);

/// Lets a call in as the credential's agent, or says why not: secret, agent, network, action.
/// \param owner       what `claim.identifier` was found to be; nothing when unknown
/// \param action_key  the action in lower case, whether it exists or not
tl::expected<core::Actor, Denial> admit(const Claim& claim, const core::CredentialOwner* owner,
                                        const Visitor& visitor, std::string_view action_key);

/// The same for an agent whose name and password digest were right: any action.
tl::expected<core::Actor, Denial> admit(const core::Agent& agent, const Visitor& visitor);

/// An actor that is this agent.
core::Actor acting_as(const core::Agent& agent, core::Origin origin);

Denial action_not_allowed(std::string_view action_key);

}  // namespace desk::whmcs
