#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/ids.hpp"
#include "core/people.hpp"
#include "util/clock.hpp"

namespace desk::core {

/// A pair (or a single key) that a program signs its calls with. Secrets are never stored, only
/// their SHA-256: they have at least 128 random bits, so a slow hash would add nothing.
struct Credential {
    CredentialId id;
    Origin dialect = Origin::whmcs;
    /// What it is looked up by: WHMCS `identifier`, Keliweb `client_id`; for Getfly, which has one
    /// key and no name for it, the SHA-256 of the key.
    std::string identifier;
    std::string secret_sha256;  ///< 64 hex digits
    AgentId agent;              ///< WHMCS: whose rights it carries
    ClientId client;            ///< if set: sees and opens this client's tickets alone
    /// Allowed actions in lower case, its own and those of its roles; empty: all. A credential
    /// whose roles allow nothing has kNoAction alone.
    std::vector<std::string> actions;
    std::vector<std::string> networks;  ///< allowed addresses and CIDR networks; empty: any
    bool notes_hidden = false;
    bool disabled = false;
};

/// What no action is called.
inline constexpr std::string_view kNoAction = "none";

/// An agent with what its legacy login is checked by.
struct AgentLogin {
    Agent agent;
    std::string digest_hash;  ///< Argon2id of the MD5 hex digest; empty: no password was set
};

/// A credential with the agent it belongs to, as authentication needs it.
struct CredentialOwner {
    Credential credential;
    Agent agent;  ///< id not set where it belongs to none
};

/// A token pair of the Keliweb dialect.
struct AccessToken {
    TokenId id;
    std::string access_sha256;
    std::string refresh_sha256;
    CredentialId credential;
    ClientId client;
    UserId user;
    Timestamp issued_at;
    Timestamp expires_at;
    Timestamp refresh_expires_at;
    bool revoked = false;
};

}  // namespace desk::core
