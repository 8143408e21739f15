#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "core/event.hpp"
#include "core/ports.hpp"

/// Single sign-on: a program that knows who somebody is lets them into the client area, once,
/// within a minute. Only the token's hash is kept.
namespace desk::core {

namespace event_type {
inline constexpr std::string_view kSsoTokenCreate = "SsoTokenCreate";  ///< ours
inline constexpr std::string_view kSsoLogin = "SsoLogin";              ///< ours
}  // namespace event_type

inline constexpr std::chrono::seconds kSsoTokenLifetime{60};
inline constexpr std::size_t kSsoTokenLength = 64;

/// As whom, and where to.
struct SsoVisit {
    ClientId client;  ///< not set: the user chooses among theirs
    UserId user;
    std::string destination;  ///< "clientarea:tickets"; empty: the home page
    std::string path;         ///< of "sso:custom_redirect": a path of this site
};

struct CreateSsoTokenInput : SsoVisit {};

struct CreatedSsoToken {
    std::string token;  ///< told here and never again
    std::string url;    ///< where it is redeemed; begins with the setting client_area_url
};

/// Without a user: as the client's owner.
/// \return Errc::field_required (neither client nor user), client_not_found, user_not_found
/// (`about` client: not one of that client's, or it has no owner), value_invalid (`about`:
/// destination, path), not_permitted
Result<CreatedSsoToken> create_sso_token(Tx& tx, const Actor& actor,
                                         const CreateSsoTokenInput& input);

/// Uses up a token. \return nothing for one that is unknown, used, too old, or of a user or client
/// that is gone or disabled
std::optional<SsoVisit> redeem_sso_token(Tx& tx, std::string_view token);

}  // namespace desk::core
