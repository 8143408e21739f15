#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "core/ports.hpp"

namespace desk::core {

inline constexpr std::chrono::seconds kAccessTokenLifetime = std::chrono::hours(1);
inline constexpr std::chrono::seconds kRefreshTokenLifetime = std::chrono::hours(10 * 24);

/// A token pair in clear: told once, kept as hashes only.
struct IssuedTokens {
    std::string access;   ///< 80 letters and digits
    std::string refresh;  ///< "def502" and hex digits, the shape that Keliweb's clients know
};

/// A new pair for a credential and its client.
/// \param user  who logged in with a password; not set for a pair that the command line made
IssuedTokens issue_tokens(Tx& tx, CredentialId credential, ClientId client, UserId user);

enum class RefreshFault { unknown, other_credential, expired, revoked };

/// Trades a refresh token for a new pair and revokes the old one. Of two calls with the same token
/// one gets RefreshFault::revoked, as does a user who was disabled or left the client.
tl::expected<IssuedTokens, RefreshFault> refresh_tokens(Tx& tx, const Credential& credential,
                                                        std::string_view refresh_token);

/// Ends the pair that an access or a refresh token is of, where it is one of that credential.
void revoke_token(Tx& tx, const Credential& credential, std::string_view token);

/// Ends the pair of an access token by its SHA-256 in hex, where the actor has got it by the same
/// credential and as the same user.
/// \return its id; Errc::record_not_found where the actor has no such token
Result<TokenId> end_token(Tx& tx, const Actor& actor, const std::string& access_sha256);

struct TokenBearer {
    Credential credential;
    UserId user;
};

/// Whose access token this is; nothing when it is unknown, expired or revoked, its credential
/// disabled, or its user disabled or no longer one of the client.
std::optional<TokenBearer> find_bearer(Tx& tx, std::string_view access_token);

}  // namespace desk::core
