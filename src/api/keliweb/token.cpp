#include "api/keliweb/token.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <utility>

#include "api/common/turned_away.hpp"
#include "util/text.hpp"

namespace desk::keliweb {

namespace {

namespace json = boost::json;

constexpr std::string_view kInvalidRequest =
    "The request is missing a required parameter, includes an invalid parameter value, includes a "
    "parameter more than once, or is otherwise malformed.";

/// A parameter's text; empty when missing or an array.
std::string text_of(const api::Params& params, std::string_view name) {
    const std::string* text = params.text(name);
    return text == nullptr ? std::string{} : *text;
}

void read_client(const api::Params& params, const std::optional<BasicCredentials>& basic,
                 TokenRequest& request) {
    request.client_id = text_of(params, "client_id");
    request.client_secret = text_of(params, "client_secret");
    if (basic && request.client_id.empty()) request.client_id = basic->name;
    if (basic && request.client_secret.empty()) request.client_secret = basic->secret;
}

std::optional<TokenRefusal> missing_of_client(const TokenRequest& request) {
    if (request.client_id.empty()) return missing_parameter("client_id");
    if (request.client_secret.empty()) return missing_parameter("client_secret");
    return std::nullopt;
}

void forbid_caching(net::Response& response) {
    response.headers.push_back({"Cache-Control", "no-store"});
    response.headers.push_back({"Pragma", "no-cache"});
}

}  // namespace

TokenRefusal invalid_client() {
    return {401, "invalid_client", "Client authentication failed", {}};
}

TokenRefusal wrong_user_or_password() {
    return {400, "invalid_grant", "The user credentials were incorrect.", {}};
}

TokenRefusal missing_parameter(std::string_view name) {
    return {400, "invalid_request", kInvalidRequest,
            "Check the `" + std::string(name) + "` parameter"};
}

TokenRefusal unreadable_request() { return {400, "invalid_request", kInvalidRequest, {}}; }

TokenRefusal unsupported_grant() {
    return {400, "unsupported_grant_type",
            "The authorization grant type is not supported by the authorization server.",
            "Check that all required parameters have been provided"};
}

TokenRefusal bad_refresh_token(core::RefreshFault fault) {
    TokenRefusal refusal{401, "invalid_request", "The refresh token is invalid.", {}};
    switch (fault) {
        case core::RefreshFault::unknown:
            refusal.hint = "Cannot decrypt the refresh token";
            break;
        case core::RefreshFault::other_credential:
            refusal.hint = "Token is not linked to client";
            break;
        case core::RefreshFault::expired:
            refusal.hint = "Token has expired";
            break;
        case core::RefreshFault::revoked:
            refusal.hint = "Token has been revoked";
            break;
    }
    return refusal;
}

tl::expected<TokenRequest, TokenRefusal> prepare_revocation(
    const api::Params& params, const std::optional<BasicCredentials>& basic) {
    TokenRequest request;
    read_client(params, basic, request);
    request.refresh_token = text_of(params, "token");
    if (auto missing = missing_of_client(request)) return tl::unexpected(std::move(*missing));
    if (request.refresh_token.empty()) return tl::unexpected(missing_parameter("token"));
    return request;
}

tl::expected<TokenRequest, TokenRefusal> prepare_token_request(
    const api::Params& params, const std::optional<BasicCredentials>& basic) {
    TokenRequest request;
    const std::string grant = text_of(params, "grant_type");
    if (grant == "refresh_token") {
        request.grant = TokenRequest::Grant::refresh_token;
    } else if (grant != "password") {
        return tl::unexpected(unsupported_grant());
    }
    read_client(params, basic, request);
    request.username = trim(text_of(params, "username"));
    request.password = text_of(params, "password");
    request.refresh_token = text_of(params, "refresh_token");

    if (auto missing = missing_of_client(request)) return tl::unexpected(std::move(*missing));
    if (request.grant == TokenRequest::Grant::password) {
        if (request.username.empty()) return tl::unexpected(missing_parameter("username"));
        if (request.password.empty()) return tl::unexpected(missing_parameter("password"));
    } else if (request.refresh_token.empty()) {
        return tl::unexpected(missing_parameter("refresh_token"));
    }
    return request;
}

net::Response render_tokens(const core::IssuedTokens& tokens) {
    net::Response response;
    response.body = json::serialize(json::object{
        {"token_type", "Bearer"},
        {"expires_in", core::kAccessTokenLifetime.count()},
        {"access_token", tokens.access},
        {"refresh_token", tokens.refresh},
    });
    forbid_caching(response);
    return response;
}

net::Response render_token_refusal(const TokenRefusal& refusal, bool basic_used) {
    json::object body{{"error", refusal.error}, {"error_description", refusal.description}};
    if (!refusal.hint.empty()) body["hint"] = refusal.hint;
    body["message"] = refusal.description;

    net::Response response;
    response.status = refusal.status;
    response.body = json::serialize(body);
    response.label = refusal.error;
    if (refusal.error == "invalid_client" || refusal.error == "invalid_grant") {
        response.turned_away = api::TurnedAway::kKey;
    }
    forbid_caching(response);
    if (basic_used && refusal.error == "invalid_client") {
        response.headers.push_back({"WWW-Authenticate", "Basic realm=\"OAuth\""});
    }
    return response;
}

}  // namespace desk::keliweb
