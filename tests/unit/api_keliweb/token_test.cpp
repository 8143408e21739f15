#include "api/keliweb/token.hpp"

#include <gtest/gtest.h>

#include <initializer_list>
#include <utility>

namespace desk::keliweb {
namespace {

using Fields = std::initializer_list<std::pair<const char*, const char*>>;

tl::expected<TokenRequest, TokenRefusal> token_request(
    Fields fields, const std::optional<BasicCredentials>& basic = std::nullopt) {
    api::Params params;
    for (const auto& [name, text] : fields) params.set(name, text);
    return prepare_token_request(params, basic);
}

std::string body_of(const TokenRefusal& refusal) {
    return render_token_refusal(refusal, false).body;
}

std::string header(const net::Response& response, std::string_view name) {
    for (const net::Header& header : response.headers) {
        if (header.name == name) return header.value;
    }
    return "(none)";
}

TEST(KeliwebToken, TakesThePasswordGrant) {
    const auto request = token_request({{"grant_type", "password"},
                                        {"client_id", "id"},
                                        {"client_secret", "secret"},
                                        {"username", " testuser@whmcs.com "},
                                        {"password", " kept as sent "},
                                        {"scope", "ignored"}});
    ASSERT_TRUE(request);
    EXPECT_EQ(request->grant, TokenRequest::Grant::password);
    EXPECT_EQ(request->client_id, "id");
    EXPECT_EQ(request->client_secret, "secret");
    EXPECT_EQ(request->username, "testuser@whmcs.com");
    EXPECT_EQ(request->password, " kept as sent ");
}

TEST(KeliwebToken, TakesTheRefreshGrant) {
    const auto request = token_request({{"grant_type", "refresh_token"},
                                        {"client_id", "id"},
                                        {"client_secret", "secret"},
                                        {"refresh_token", "def502aa"}});
    ASSERT_TRUE(request);
    EXPECT_EQ(request->grant, TokenRequest::Grant::refresh_token);
    EXPECT_EQ(request->refresh_token, "def502aa");
}

TEST(KeliwebToken, TakesTheClientFromBasicAuthorization) {
    const BasicCredentials basic{"basic id", "basic secret"};
    const auto request =
        token_request({{"grant_type", "refresh_token"}, {"refresh_token", "r"}}, basic);
    ASSERT_TRUE(request);
    EXPECT_EQ(request->client_id, "basic id");
    EXPECT_EQ(request->client_secret, "basic secret");
    const auto in_body = token_request({{"grant_type", "refresh_token"},
                                        {"refresh_token", "r"},
                                        {"client_id", "id"},
                                        {"client_secret", "secret"}},
                                       basic);
    EXPECT_EQ(in_body->client_id, "id");
    EXPECT_EQ(in_body->client_secret, "secret");
}

TEST(KeliwebToken, NamesTheMissingParameter) {
    const auto hint = [](Fields fields) {
        const auto request = token_request(fields);
        EXPECT_FALSE(request);
        EXPECT_EQ(request.error().status, 400);
        EXPECT_EQ(request.error().error, "invalid_request");
        return request.error().hint;
    };
    EXPECT_EQ(hint({{"grant_type", "password"}}), "Check the `client_id` parameter");
    EXPECT_EQ(hint({{"grant_type", "password"}, {"client_id", "i"}}),
              "Check the `client_secret` parameter");
    EXPECT_EQ(hint({{"grant_type", "password"}, {"client_id", "i"}, {"client_secret", "s"}}),
              "Check the `username` parameter");
    EXPECT_EQ(hint({{"grant_type", "password"},
                    {"client_id", "i"},
                    {"client_secret", "s"},
                    {"username", "u"}}),
              "Check the `password` parameter");
    EXPECT_EQ(hint({{"grant_type", "refresh_token"}, {"client_id", "i"}, {"client_secret", "s"}}),
              "Check the `refresh_token` parameter");
}

TEST(KeliwebToken, RefusesOtherGrants) {
    for (const char* grant : {"", "client_credentials", "Password", "authorization_code"}) {
        const auto request = token_request({{"grant_type", grant}});
        ASSERT_FALSE(request);
        EXPECT_EQ(request.error().error, "unsupported_grant_type");
    }
    EXPECT_FALSE(token_request({}));
}

TEST(KeliwebToken, RendersExactlyTheDocumentedKeys) {
    const net::Response response = render_tokens({"access", "def502refresh"});
    EXPECT_EQ(response.status, 200);
    EXPECT_EQ(response.body, R"({"token_type":"Bearer","expires_in":3600,"access_token":"access",)"
                             R"("refresh_token":"def502refresh"})");
    EXPECT_EQ(header(response, "Cache-Control"), "no-store");
    EXPECT_EQ(header(response, "Pragma"), "no-cache");
}

TEST(KeliwebToken, RefusesInTheWordsOfTheLibrary) {
    EXPECT_EQ(body_of(invalid_client()),
              R"({"error":"invalid_client","error_description":"Client authentication failed",)"
              R"("message":"Client authentication failed"})");
    EXPECT_EQ(invalid_client().status, 401);
    EXPECT_EQ(body_of(wrong_user_or_password()),
              R"({"error":"invalid_grant",)"
              R"("error_description":"The user credentials were incorrect.",)"
              R"("message":"The user credentials were incorrect."})");
    EXPECT_EQ(wrong_user_or_password().status, 400);
    EXPECT_EQ(body_of(missing_parameter("username")),
              R"({"error":"invalid_request","error_description":"The request is missing a )"
              R"(required parameter, includes an invalid parameter value, includes a parameter )"
              R"(more than once, or is otherwise malformed.","hint":"Check the `username` )"
              R"(parameter","message":"The request is missing a required parameter, includes an )"
              R"(invalid parameter value, includes a parameter more than once, or is otherwise )"
              R"(malformed."})");
    EXPECT_EQ(body_of(unsupported_grant()),
              R"({"error":"unsupported_grant_type","error_description":"The authorization grant )"
              R"(type is not supported by the authorization server.","hint":"Check that all )"
              R"(required parameters have been provided","message":"The authorization grant )"
              R"(type is not supported by the authorization server."})");
}

TEST(KeliwebToken, SaysWhatIsWrongWithARefreshToken) {
    using core::RefreshFault;
    EXPECT_EQ(bad_refresh_token(RefreshFault::unknown).hint, "Cannot decrypt the refresh token");
    EXPECT_EQ(bad_refresh_token(RefreshFault::other_credential).hint,
              "Token is not linked to client");
    EXPECT_EQ(bad_refresh_token(RefreshFault::expired).hint, "Token has expired");
    EXPECT_EQ(body_of(bad_refresh_token(RefreshFault::revoked)),
              R"({"error":"invalid_request","error_description":"The refresh token is invalid.",)"
              R"("hint":"Token has been revoked","message":"The refresh token is invalid."})");
    EXPECT_EQ(bad_refresh_token(RefreshFault::revoked).status, 401);
}

TEST(KeliwebToken, ChallengesOnlyClientsThatSignedByHeader) {
    EXPECT_EQ(header(render_token_refusal(invalid_client(), true), "WWW-Authenticate"),
              "Basic realm=\"OAuth\"");
    EXPECT_EQ(header(render_token_refusal(invalid_client(), false), "WWW-Authenticate"), "(none)");
    EXPECT_EQ(header(render_token_refusal(unsupported_grant(), true), "WWW-Authenticate"),
              "(none)");
}

}  // namespace
}  // namespace desk::keliweb
