#include "api/getfly/getfly.hpp"

#include <boost/json.hpp>
#include <exception>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "api/common/authenticate.hpp"
#include "api/common/json_value.hpp"
#include "api/common/once.hpp"
#include "api/common/turned_away.hpp"
#include "api/getfly/errors.hpp"
#include "api/getfly/language.hpp"
#include "api/getfly/route.hpp"
#include "api/getfly/ticket_object.hpp"
#include "util/hash.hpp"
#include "util/log.hpp"
#include "util/text.hpp"

namespace desk::getfly {

namespace {

namespace json = boost::json;
using core::Outcome;

constexpr std::string_view kDialect = "getfly";  // in metrics
/// A megabyte of content is at most six of JSON; the rest leaves room for custom fields.
constexpr std::size_t kMaxBodyBytes = 8 * 1024 * 1024;
constexpr std::size_t kSlowBodyBytes = 64 * 1024;

/// What stands behind the version, without a trailing slash: "ticket/categories".
std::string_view resource_of(std::string_view path) {
    for (const std::string_view version : {"/api/v6.1/", "/api/v6/"}) {
        if (!path.starts_with(version)) continue;
        path.remove_prefix(version.size());
        if (path.ends_with('/')) path.remove_suffix(1);
        return path;
    }
    return {};
}

core::Actor actor_of(const core::CredentialOwner& owner) {
    core::Actor actor;
    actor.kind = core::Actor::Kind::credential;
    actor.origin = core::Origin::getfly;
    actor.credential = owner.credential.id;
    actor.agent = owner.agent.id;
    actor.agent_name = owner.agent.display_name();
    actor.client = owner.credential.client;
    return actor;
}

core::Result<json::object> parse_body(std::string_view body, bool is_optional) {
    if (is_optional && is_blank(body)) return json::object{};
    constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
    if (body.starts_with(kByteOrderMark)) body.remove_prefix(kByteOrderMark.size());
    std::optional<json::value> value = api::parse_json(body);
    if (!value || !value->is_object()) return core::fail(core::Errc::malformed_request);
    return std::move(value->get_object());
}

/// Adds of `names` what the query says and the body does not.
core::Result<json::object> with_query(json::object body, std::span<const std::string_view> names,
                                      std::string_view query) {
    for (const std::string_view name : names) {
        if (body.contains(name)) continue;
        const auto params = read_query(query);
        if (!params) return tl::unexpected(params.error());
        if (const std::string* text = params->text(name)) body[name] = *text;
    }
    return body;
}

}  // namespace

/// One request on its way.
struct Getfly::Exchange {
    net::Request request;
    net::Respond respond;
    const Route* route = nullptr;
    api::CredentialCache::Found owner;
    core::Result<std::shared_ptr<api::Call>> call{};
    std::shared_ptr<api::OnceCall> once;  ///< around `call`, for a write with a key
    api::Allowance allowance;

    void answer(net::Response response) {
        api::add_rate_headers(allowance, response);
        response.dialect = kDialect;
        response.call = std::string(route->method) + " " + std::string(route->path);
        std::string label = "getfly " + response.call;
        if (!response.label.empty()) label += ": " + response.label;
        response.label = std::move(label);
        respond(std::move(response));
    }
    void turn_away() { answer(refusal({core::Errc::too_many_requests, {}, {}})); }
    [[nodiscard]] bool permitted() const {
        return api::action_allowed(owner->credential.actions, route->permission);
    }
    void prepare(const core::SettingsNow& settings) {
        json::object none;
        core::Result<json::object> body =
            route->has_body() ? parse_body(request.body, route->body_optional) : none;
        request.body = {};
        if (body && route->body_optional) {
            body = with_query(std::move(*body), route->members, request.query);
        }
        const std::string_view id = match_path(route->path, resource_of(request.path)).value_or("");
        call = body.and_then([&](const json::object& members) {
            return route->prepare({request.query, members, id, permitted()});
        });
        const core::Result<std::string> key = api::idempotency_key(request);
        if (!body || route->method == "GET" || !api::is_given(key)) return;
        if (!key) {
            call = tl::unexpected(key.error());
            return;
        }
        if (!call) call = std::make_shared<api::RefusedCall>(std::move(call.error()));
        const Language language = preferred_language(request.header("Accept-Language"));
        once = std::make_shared<api::OnceCall>(
            api::OnceCall::Key{
                "getfly " + std::string(route->method) + " " + std::string(route->path), *key,
                api::digest_of(id, route->members, *body)},
            *call,
            [route = route, language, settings](const api::Call& done, const core::Error* error) {
                if (error != nullptr) {
                    net::Response said = refusal(*error);
                    return api::OnceCall::Answer{said.status, std::move(said.body), said.label};
                }
                return api::OnceCall::Answer{
                    200, json::serialize(route->render(done, {*settings, language})), {}};
            });
    }
    void repeat() { answer(once->response()); }
};

void Getfly::handle(net::Request request, net::Respond respond) {
    const std::string_view resource = resource_of(request.path);
    const std::string methods = methods_of(resource);
    const Route* route = find_route(request.method, resource);
    if (route == nullptr) {
        net::Response response;
        if (methods.empty()) {
            response = message_response(404, "Not Found");
        } else if (request.method == "OPTIONS") {
            response.status = 204;
        } else {
            response = message_response(405, "Method Not Allowed");
        }
        if (!methods.empty()) response.headers.push_back({"Allow", methods});
        response.dialect = kDialect;
        return respond(std::move(response));
    }
    auto exchange = std::make_shared<Exchange>();
    exchange->request = std::move(request);
    exchange->respond = std::move(respond);
    exchange->route = route;
    authenticate(exchange);
}

void Getfly::authenticate(const Shared& exchange) {
    if (api::is_banned(*services_.settings.now(), exchange->request.remote,
                       services_.clock.now())) {
        net::Response response = refusal({core::Errc::not_permitted, {}, {}});
        response.turned_away = api::TurnedAway::kBanned;
        return exchange->answer(std::move(response));
    }
    const core::SettingsNow settings = services_.settings.now();
    const std::string address = api::address_group(exchange->request.remote);
    exchange->allowance = limits_.take("address " + address, {settings->getfly_address_rate_limit});
    if (exchange->allowance.is_exceeded) return exchange->turn_away();
    exchange->allowance = {};
    const std::string* key = exchange->request.header("X-API-KEY");
    if (key == nullptr || key->empty()) return deny_key(exchange);
    credentials_.find(core::Origin::getfly, sha256_hex(*key), exchange->request.id,
                      [this, exchange](Outcome outcome, api::CredentialCache::Found owner) {
                          if (outcome != Outcome::done) return exchange->answer(failure(outcome));
                          exchange->owner = std::move(owner);
                          serve(exchange);
                      });
}

/// Whoever tries many keys is told to wait; one that counts is let in at any time.
void Getfly::deny_key(const Shared& exchange) {
    exchange->allowance = limits_.take("wrong " + api::address_group(exchange->request.remote),
                                       {services_.settings.now()->wrong_key_rate_limit});
    if (exchange->allowance.is_exceeded) return exchange->turn_away();
    exchange->allowance = {};
    net::Response response = message_response(401, "Unauthorized");
    response.turned_away = api::TurnedAway::kKey;
    exchange->answer(std::move(response));
}

void Getfly::serve(const Shared& exchange) {
    if (!exchange->owner || exchange->owner->credential.disabled) return deny_key(exchange);
    const core::SettingsNow settings = services_.settings.now();
    exchange->allowance =
        limits_.take("credential " + std::to_string(exchange->owner->credential.id.value()),
                     {settings->getfly_rate_limit, settings->getfly_rate_burst});
    if (exchange->allowance.is_exceeded) return exchange->turn_away();
    const Route& route = *exchange->route;
    const bool comes_from_elsewhere =
        !api::address_allowed(exchange->owner->credential.networks, exchange->request.remote);
    if (comes_from_elsewhere || (!route.says_forbidden_itself && !exchange->permitted())) {
        return exchange->answer(refusal({core::Errc::not_permitted, {}, {}}));
    }
    prepare(exchange);
}

void Getfly::prepare(const Shared& exchange) {
    const std::size_t bytes = exchange->route->has_body() ? exchange->request.body.size() : 0;
    if (bytes > kMaxBodyBytes) return exchange->answer(message_response(413, "Payload Too Large"));
    work(
        exchange, bytes > kSlowBodyBytes,
        [this, exchange] { exchange->prepare(services_.settings.now()); },
        [this, exchange] {
            if (!exchange->call) return exchange->answer(refusal(exchange->call.error()));
            run(exchange);
        });
}

void Getfly::run(const Shared& exchange) {
    std::shared_ptr<api::Call> call = *exchange->call;
    if (exchange->once) call = exchange->once;
    api::dispatch(services_, std::move(call), actor_of(*exchange->owner), exchange->request.id,
                  [this, exchange](Outcome outcome, const api::Call& ended) {
                      if (outcome == Outcome::done) {
                          return exchange->once ? exchange->repeat() : render(exchange);
                      }
                      if (outcome == Outcome::refused) {
                          return exchange->answer(refusal(ended.error()));
                      }
                      exchange->answer(failure(outcome));
                  });
}

void Getfly::render(const Shared& exchange) {
    const auto response = std::make_shared<net::Response>();
    work(
        exchange, exchange->route->renders_slowly(**exchange->call),
        [this, exchange, response] {
            const core::SettingsNow settings = services_.settings.now();
            const Language language =
                preferred_language(exchange->request.header("Accept-Language"));
            response->body =
                json::serialize(exchange->route->render(**exchange->call, {*settings, language}));
        },
        [exchange, response] { exchange->answer(std::move(*response)); });
}

void Getfly::work(const Shared& exchange, bool is_slow, Step job, Step next) {
    if (is_slow) {
        return services_.executor.work(
            std::move(job),
            [exchange, next = std::move(next)](Outcome outcome) {
                if (outcome != Outcome::done) return exchange->answer(failure(outcome));
                next();
            },
            exchange->request.id);
    }
    try {
        job();
    } catch (const std::exception& fault) {
        log::error("call failed", {{"request", exchange->request.id}, {"fault", fault.what()}});
        return exchange->answer(failure(Outcome::failed));
    }
    next();
}

}  // namespace desk::getfly
