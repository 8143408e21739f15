#include "api/keliweb/keliweb.hpp"

#include <boost/json/serialize.hpp>
#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "api/common/authenticate.hpp"
#include "api/common/once.hpp"
#include "api/common/turned_away.hpp"
#include "api/keliweb/errors.hpp"
#include "api/keliweb/gate.hpp"
#include "api/keliweb/request.hpp"
#include "core/access_token.hpp"
#include "util/hash.hpp"
#include "util/log.hpp"
#include "util/text.hpp"

namespace desk::keliweb {

namespace {

namespace json = boost::json;
using core::Outcome;

constexpr std::string_view kDialect = "keliweb";  // in metrics and labels
constexpr std::string_view kTokenPath = "/oauth/token";
constexpr std::string_view kRevokePath = "/oauth/revoke";
constexpr std::string_view kMethodPrefix = "/api/v2/keliweb/";

std::string_view without_trailing_slash(std::string_view path) {
    if (path.size() > 1 && path.ends_with('/')) path.remove_suffix(1);
    return path;
}

/// What stands behind the prefix, in a path one step deeper; empty for any other path.
std::string_view behind(std::string_view prefix, std::string_view path) {
    if (!path.starts_with(prefix)) return {};
    const std::string_view rest = path.substr(prefix.size());
    return rest.find('/') == std::string_view::npos ? rest : std::string_view{};
}

/// Answers go to pages of any origin, unless the desk says otherwise: there are no cookies here
/// that a foreign page could use.
net::Respond for_origin(std::string origin, net::Respond respond, std::string call) {
    return [origin = std::move(origin), respond = std::move(respond),
            call = std::move(call)](net::Response response) {
        if (!origin.empty()) {
            response.headers.push_back({"Access-Control-Allow-Origin", origin});
            if (origin != "*") response.headers.push_back({"Vary", "Origin"});
            response.headers.push_back(
                {"Access-Control-Expose-Headers",
                 "Idempotency-Replayed, Retry-After, X-RateLimit-Limit, X-RateLimit-Remaining"});
        }
        response.dialect = kDialect;
        response.call = call;
        response.label = std::string(kDialect) + (call.empty() ? "" : " ") + call +
                         (response.label.empty() ? std::string{} : ": " + response.label);
        respond(std::move(response));
    };
}

/// What a browser asks before it sends a token from a page of another origin.
net::Response preflight(const std::string& method) {
    net::Response response;
    response.status = 204;
    response.content_type.clear();
    response.headers = {
        {"Access-Control-Allow-Methods", method + ", OPTIONS"},
        {"Access-Control-Allow-Headers",
         "authorization, cache-control, content-type, idempotency-key, x-requested-with"},
        {"Access-Control-Max-Age", "86400"},
    };
    return response;
}

net::Response method_not_allowed(const std::string& method, const std::string& allowed) {
    net::Response response = gateway_error(
        405, "The " + method +
                 " method is not supported for this route. Supported methods: " + allowed + ".");
    response.headers.push_back({"Allow", allowed});
    return response;
}

/// Of an access token: its SHA-256 in hex, so that no token has to stand in a path, which many on
/// the way may log. One that does stand there names itself, and can be ended like any other.
std::string sha256_of_id(std::string_view id) {
    constexpr std::size_t kHexDigits = 64;
    return id.size() == kHexDigits ? ascii_lower(id) : sha256_hex(id);
}

net::Response too_many(const api::Allowance& allowance) {
    net::Response response = refusal({core::Errc::too_many_requests, {}, {}});
    api::add_rate_headers(allowance, response);
    return response;
}

std::string rendered(const Method& method, const api::Call& done, const core::Settings& settings) {
    json::object body{{"result", "success"}};
    for (auto& [key, value] : method.render(done, settings)) body.emplace(key, std::move(value));
    return json::serialize(body);
}

}  // namespace

void Keliweb::handle(net::Request request, net::Respond respond) {
    const std::string path(without_trailing_slash(request.path));
    const bool is_token = path == kTokenPath || path == kRevokePath;
    const Method* method = find_method(behind(kMethodPrefix, path));
    const std::string token_id(behind(kTokensPath, path));
    const std::string allowed = token_id.empty() ? "POST" : "DELETE";
    std::string call(path == kTokenPath ? "token" : is_token ? "revoke" : "");
    if (method != nullptr) call = method->name;
    if (!token_id.empty()) call = "tokens";
    const core::SettingsNow settings = services_.settings.now();
    respond = for_origin(settings->keliweb_allow_origin, std::move(respond), std::move(call));

    if (request.method == "OPTIONS") return respond(preflight(allowed));
    if (!is_token && token_id.empty() && method == nullptr) {
        return respond(gateway_error(404, "Not Found"));
    }
    if (request.method != allowed) return respond(method_not_allowed(request.method, allowed));
    if (api::is_banned(*settings, request.remote, services_.clock.now())) {
        net::Response response = refusal({core::Errc::not_permitted, {}, {}});
        response.turned_away = api::TurnedAway::kBanned;
        return respond(std::move(response));
    }
    const api::Allowance of_address = limits_.take("address " + api::address_group(request.remote),
                                                   {settings->keliweb_address_rate_limit});
    if (of_address.is_exceeded) return respond(too_many(of_address));
    const bool takes_files = method != nullptr && method->takes_files;
    if (!takes_files && request.body.size() > kFewWordsBytes) {
        return respond(gateway_error(413, "Payload Too Large"));
    }
    if (path == kRevokePath) return tokens_.revoke(std::move(request), std::move(respond));
    if (is_token) return tokens_.handle(std::move(request), std::move(respond));
    if (!token_id.empty()) {
        return end_token(sha256_of_id(token_id), std::move(request), std::move(respond));
    }
    this->call(*method, std::move(request), std::move(respond));
}

/// One request on its way.
struct Keliweb::Exchange {
    net::Request request;
    net::Respond respond;
    Gate gate;
    std::shared_ptr<GatedCall> call;
    std::shared_ptr<api::OnceCall> once;  ///< inside `call`, for a write with a key

    [[nodiscard]] bool is_big() const { return request.body.size() > kFewWordsBytes; }

    void prepare(const core::SettingsSource& settings) {
        const core::SettingsNow now = settings.now();
        const api::BindContext context{*now, core::Origin::keliweb};
        const core::Result<std::string> key = api::idempotency_key(request);
        const bool comes_once = gate.method->access == api::Access::write && api::is_given(key);
        core::Result<std::shared_ptr<api::Call>> prepared =
            read_params(request, true).and_then([&](api::Params params) {
                if (comes_once) return prepare_once(key, params, now);
                return gate.method->prepare(params, context);
            });
        request.body = {};
        call = std::make_shared<GatedCall>(gate, std::move(prepared));
    }

    core::Result<std::shared_ptr<api::Call>> prepare_once(const core::Result<std::string>& key,
                                                          api::Params& params,
                                                          const core::SettingsNow& settings) {
        if (!key) return tl::unexpected(key.error());
        const api::ParamsDigest digest(params, {});
        auto inner = gate.method->prepare(params, {*settings, core::Origin::keliweb});
        if (!inner) inner = std::make_shared<api::RefusedCall>(std::move(inner.error()));
        once = std::make_shared<api::OnceCall>(
            api::OnceCall::Key{"keliweb " + std::string(gate.method->name), *key,
                               digest.of_bound(params)},
            std::move(*inner),
            [method = gate.method, settings](const api::Call& done, const core::Error* error) {
                if (error != nullptr) {
                    net::Response said = refusal(*error);
                    return api::OnceCall::Answer{said.status, std::move(said.body), said.label};
                }
                return api::OnceCall::Answer{200, rendered(*method, done, *settings), {}};
            });
        return once;
    }
};

Keliweb::Shared Keliweb::let_come(const Method* method, net::Request request,
                                  net::Respond respond) {
    auto token = bearer_token(request);
    if (!token) {
        respond(deny_token(request.remote));
        return nullptr;
    }
    auto exchange = std::make_shared<Exchange>();
    exchange->gate = {std::move(*token), request.remote, method, &limits_,
                      services_.settings.now()->keliweb_rate_limit};
    exchange->request = std::move(request);
    exchange->respond = [allowance = exchange->gate.allowance,
                         respond = std::move(respond)](net::Response response) {
        if (*allowance) api::add_rate_headers(**allowance, response);
        respond(std::move(response));
    };
    return exchange;
}

void Keliweb::end_token(std::string access_sha256, net::Request request, net::Respond respond) {
    const Shared exchange = let_come(nullptr, std::move(request), std::move(respond));
    if (!exchange) return;
    exchange->call = std::make_shared<GatedCall>(
        exchange->gate, std::make_shared<api::TypedCall<std::string, core::TokenId>>(
                            api::Access::write, core::end_token, std::move(access_sha256)));
    api::dispatch(services_, exchange->call, {}, exchange->request.id,
                  [this, exchange](Outcome outcome, api::Call& call) {
                      if (outcome == Outcome::done) {
                          return exchange->respond({.status = 204, .content_type = {}});
                      }
                      const bool is_unknown = outcome == Outcome::refused &&
                                              call.error().code == core::Errc::record_not_found;
                      if (is_unknown) return exchange->respond(gateway_error(404, "Not Found"));
                      answer(exchange, outcome);
                  });
}

/// A big body is not read, and no file is kept, for a caller whose token does not count.
void Keliweb::call(const Method& method, net::Request request, net::Respond respond) {
    const Shared exchange = let_come(&method, std::move(request), std::move(respond));
    if (!exchange) return;
    const auto prepare = [this, exchange] { exchange->prepare(services_.settings); };
    if (exchange->is_big()) {
        return check_token(exchange, [this, exchange, prepare] {
            work(exchange, true, prepare, [this, exchange] { run(exchange); });
        });
    }
    work(exchange, false, prepare, [this, exchange] {
        if (exchange->call->attachments() == nullptr) return run(exchange);
        check_token(exchange, [this, exchange] { run(exchange); });
    });
}

/// Whoever tries many tokens is told to wait; one that counts is let in at any time.
net::Response Keliweb::deny_token(const std::string& remote) {
    const api::Allowance allowance = limits_.take("wrong " + api::address_group(remote),
                                                  {services_.settings.now()->wrong_key_rate_limit});
    if (!allowance.is_exceeded) return unauthenticated();
    return too_many(allowance);
}

void Keliweb::check_token(const Shared& exchange, Step next) {
    const auto verdict = std::make_shared<Gate::Verdict>(Gate::Verdict::unauthenticated);
    core::Job job;
    job.run = [exchange, verdict](core::Tx& tx) {
        core::Actor actor;
        *verdict = exchange->gate.look(tx, actor);
        return true;
    };
    job.finish = [this, exchange, verdict, next = std::move(next)](Outcome outcome) {
        if (outcome != Outcome::done) return exchange->respond(failure(outcome));
        switch (*verdict) {
            case Gate::Verdict::unauthenticated:
                return exchange->respond(deny_token(exchange->gate.remote));
            case Gate::Verdict::too_many:
                return exchange->respond(refusal({core::Errc::too_many_requests, {}, {}}));
            case Gate::Verdict::not_permitted:
                return exchange->respond(refusal({core::Errc::not_permitted, {}, {}}));
            case Gate::Verdict::let_in:
                return next();
        }
    };
    job.label = exchange->request.id;
    services_.executor.read(std::move(job));
}

void Keliweb::run(const Shared& exchange) {
    api::dispatch(services_, exchange->call, {}, exchange->request.id,
                  [this, exchange](Outcome outcome, api::Call&) { answer(exchange, outcome); });
}

void Keliweb::answer(const Shared& exchange, Outcome outcome) {
    const GatedCall& call = *exchange->call;
    if (outcome == Outcome::refused) {
        return exchange->respond(call.is_unauthenticated() ? deny_token(exchange->gate.remote)
                                                           : refusal(call.error()));
    }
    if (outcome != Outcome::done) return exchange->respond(failure(outcome));
    if (const auto& once = exchange->once) return exchange->respond(once->response());
    const Method& method = *exchange->gate.method;
    const auto response = std::make_shared<net::Response>();
    work(
        exchange, method.renders_slowly(call.inner()),
        [this, exchange, &method, response] {
            response->body = rendered(method, exchange->call->inner(), *services_.settings.now());
        },
        [exchange, response] { exchange->respond(std::move(*response)); });
}

void Keliweb::work(const Shared& exchange, bool is_slow, Step job, Step next) {
    if (is_slow) {
        return services_.executor.work(
            std::move(job),
            [exchange, next = std::move(next)](Outcome outcome) {
                if (outcome != Outcome::done) return exchange->respond(failure(outcome));
                next();
            },
            exchange->request.id);
    }
    try {
        job();
    } catch (const std::exception& fault) {
        log::error("call failed", {{"request", exchange->request.id}, {"fault", fault.what()}});
        return exchange->respond(failure(Outcome::failed));
    }
    next();
}

}  // namespace desk::keliweb
