#include "api/whmcs/action.hpp"
#include "core/sso_token.hpp"

/// CreateSsoToken. Source: developers.whmcs.com/api-reference/createssotoken (since 7.10).
namespace desk::whmcs {

namespace {

using api::optional;
using core::Result;

struct Request : core::CreateSsoTokenInput {
    core::ServiceId service;
    core::DomainId domain;
};

// clang-format off
constexpr std::tuple kFields{
    optional("client_id",         &Request::client,      "Client to be let in as"),
    optional("user_id",           &Request::user,        "User to be let in as; without one the client's owner"),
    optional("destination",       &Request::destination, "Where to, as in clientarea:tickets; the home page by default"),
    optional("service_id",        &Request::service,     "Not looked at: services have no pages of their own"),
    optional("domain_id",         &Request::domain,      "Not looked at: domains have no pages of their own"),
    optional("sso_redirect_path", &Request::path,        "Path of this site, with sso:custom_redirect"),
};
// clang-format on

Result<core::CreateSsoTokenInput> prepare(api::Params& params, const api::BindContext& context) {
    Result<Request> request = api::bind<Request>(kFields, params, context);
    if (!request) return tl::unexpected(std::move(request.error()));
    return core::CreateSsoTokenInput(std::move(*request));
}

void render(const core::CreateSsoTokenInput&, const core::CreatedSsoToken& created,
            const core::Settings&, Answer& answer) {
    answer.emplace("access_token", created.token);
    answer.emplace("redirect_url", created.url);
}

constexpr Operation<core::CreateSsoTokenInput, core::CreatedSsoToken> kOperation{
    ActionId::create_sso_token,
    "CreateSsoToken",
    "createssotoken",
    api::Access::write,
    prepare,
    core::create_sso_token,
    render};

}  // namespace

constinit const Action kCreateSsoToken = make_action<kOperation, kFields>();

}  // namespace desk::whmcs
