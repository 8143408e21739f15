#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "api/common/params.hpp"
#include "api/keliweb/request.hpp"
#include "core/access_token.hpp"
#include "net/http.hpp"

/// The pure half of POST /oauth/token (spec/keliweb.md 2.1): what is asked for, and the words of
/// the OAuth library that the original runs on.
namespace desk::keliweb {

/// A refusal of the token endpoint, after RFC 6749.
struct TokenRefusal {
    int status = 400;
    std::string_view error;
    std::string_view description;
    std::string hint;  ///< may be empty
};

TokenRefusal invalid_client();
TokenRefusal wrong_user_or_password();
TokenRefusal missing_parameter(std::string_view name);
TokenRefusal unreadable_request();
TokenRefusal unsupported_grant();
TokenRefusal bad_refresh_token(core::RefreshFault fault);

struct TokenRequest {
    enum class Grant { password, refresh_token };

    Grant grant = Grant::password;
    std::string client_id;
    std::string client_secret;
    std::string username;
    std::string password;
    std::string refresh_token;
};

/// \param basic  the client's pair from the Authorization header, where the body has none
tl::expected<TokenRequest, TokenRefusal> prepare_token_request(
    const api::Params& params, const std::optional<BasicCredentials>& basic);

/// POST /oauth/revoke: the client, and in `refresh_token` the token of either kind.
tl::expected<TokenRequest, TokenRefusal> prepare_revocation(
    const api::Params& params, const std::optional<BasicCredentials>& basic);

/// The new pair, never to be cached.
net::Response render_tokens(const core::IssuedTokens& tokens);

/// \param basic_used  true where the client signed by an Authorization header: then a wrong client
///                    is challenged to do so again
net::Response render_token_refusal(const TokenRefusal& refusal, bool basic_used);

}  // namespace desk::keliweb
