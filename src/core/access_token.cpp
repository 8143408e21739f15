#include "core/access_token.hpp"

#include <utility>

#include "util/hash.hpp"

namespace desk::core {

namespace {

constexpr std::size_t kAccessLength = 80;
constexpr std::string_view kRefreshPrefix = "def502";
constexpr std::size_t kRefreshDigits = 128;

/// True for a token of no user, and for a user who may still log in as one of the client.
bool user_still_counts(Tx& tx, const AccessToken& token) {
    if (!token.user.is_set()) return true;
    const std::optional<User> user = tx.find_user(token.user);
    if (!user || user->disabled) return false;
    const std::optional<User> member = tx.find_client_user(token.client, user->email);
    return member && member->id == user->id;
}

}  // namespace

IssuedTokens issue_tokens(Tx& tx, CredentialId credential, ClientId client, UserId user) {
    Random& random = tx.random();
    IssuedTokens issued;
    issued.access = random.text(kLettersAndDigits, kAccessLength);
    issued.refresh = std::string(kRefreshPrefix) + random.text("0123456789abcdef", kRefreshDigits);
    AccessToken token;
    token.access_sha256 = sha256_hex(issued.access);
    token.refresh_sha256 = sha256_hex(issued.refresh);
    token.credential = credential;
    token.client = client;
    token.user = user;
    token.issued_at = tx.clock().now();
    token.expires_at = token.issued_at + kAccessTokenLifetime;
    token.refresh_expires_at = token.issued_at + kRefreshTokenLifetime;
    tx.insert_access_token(token);
    return issued;
}

tl::expected<IssuedTokens, RefreshFault> refresh_tokens(Tx& tx, const Credential& credential,
                                                        std::string_view refresh_token) {
    const auto token = tx.find_refresh_token(sha256_hex(refresh_token));
    if (!token) return tl::unexpected(RefreshFault::unknown);
    if (token->credential != credential.id || token->client != credential.client) {
        return tl::unexpected(RefreshFault::other_credential);
    }
    if (token->refresh_expires_at <= tx.clock().now()) return tl::unexpected(RefreshFault::expired);
    if (token->revoked || !user_still_counts(tx, *token) || !tx.revoke_access_token(token->id)) {
        return tl::unexpected(RefreshFault::revoked);
    }
    return issue_tokens(tx, token->credential, token->client, token->user);
}

void revoke_token(Tx& tx, const Credential& credential, std::string_view token) {
    const std::string digest = sha256_hex(token);
    auto found = tx.find_access_token(digest);
    if (!found) found = tx.find_refresh_token(digest);
    if (found && found->credential == credential.id) tx.revoke_access_token(found->id);
}

Result<TokenId> end_token(Tx& tx, const Actor& actor, const std::string& access_sha256) {
    const auto token = tx.find_access_token(access_sha256);
    if (!token || token->credential != actor.credential || token->user != actor.user) {
        return fail(Errc::record_not_found, "token");
    }
    tx.revoke_access_token(token->id);
    return token->id;
}

std::optional<TokenBearer> find_bearer(Tx& tx, std::string_view access_token) {
    const auto token = tx.find_access_token(sha256_hex(access_token));
    if (!token || token->revoked || token->expires_at <= tx.clock().now()) return std::nullopt;
    auto owner = tx.find_credential(token->credential);
    if (!owner || owner->credential.disabled || owner->credential.client != token->client) {
        return std::nullopt;
    }
    if (!user_still_counts(tx, *token)) return std::nullopt;
    return TokenBearer{std::move(owner->credential), token->user};
}

}  // namespace desk::core
