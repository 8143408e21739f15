#include "api/whmcs/whmcs.hpp"

#include <boost/json.hpp>
#include <exception>
#include <optional>
#include <utility>

#include "api/common/authenticate.hpp"
#include "api/whmcs/auth.hpp"
#include "api/whmcs/render.hpp"
#include "util/log.hpp"

namespace desk::whmcs {

namespace {

constexpr std::string_view kDialect = "whmcs";  // in metrics
/// More than this many bytes to read, or to render, is work for the slow lane.
constexpr std::size_t kQuickReadBytes = 64 * 1024;
constexpr std::size_t kQuickRenderBytes = 512 * 1024;

/// Runs a step. A fault of ours ends the call, and must not end the thread.
template <class Step>
void guarded(const ExchangePtr& exchange, const Step& step) {
    try {
        step();
    } catch (const std::exception& fault) {
        log::error("call failed", {{"request", exchange->id}, {"fault", fault.what()}});
        exchange->give_up(core::Outcome::failed);
    }
}

/// GET and POST alone are calls. HEAD asks what a GET would send, and must not do what one does.
net::Response answer_other_method(std::string_view method) {
    net::Response response;
    response.headers = {{"Allow", "GET, HEAD, OPTIONS, POST"}};
    response.status = method == "OPTIONS" ? 204 : method == "HEAD" ? 200 : 405;
    if (response.status == 405) {
        response.body = R"({"result":"error","message":"Method Not Allowed"})";
    }
    response.label = method;
    response.dialect = kDialect;
    return response;
}

void send_over_http(const net::Respond& respond, const Exchange& exchange, const Reply& reply) {
    Rendered rendered = render(reply.answer, exchange.request.format, exchange.request.action_key);
    net::Response response;
    response.status = reply.status;
    response.content_type = std::move(rendered.content_type);
    response.body = std::move(rendered.body);
    if (reply.may_retry) response.headers.push_back({"Retry-After", "1"});
    api::add_rate_headers(reply.allowance, response);
    if (reply.is_replayed) {
        response.headers.push_back({std::string(api::kReplayedHeader), "true"});
    }
    response.label = reply.label;
    response.dialect = kDialect;
    response.turned_away = reply.turned_away;
    if (exchange.action != nullptr) response.call = exchange.action->name;
    respond(std::move(response));
}

/// What says who calls and how to answer is no parameter of the action. Of a new password, which
/// comes as `password2`, not even a digest is kept.
constexpr std::string_view kNoParameters[] = {"action",    "responsetype", "identifier",
                                              "secret",    "username",     "password",
                                              "password2", "accesskey"};

/// Its answer is a secret, which is told once and kept nowhere.
constexpr std::string_view kNeverKept = "createssotoken";

/// Prepares a write that came with a key: a refusal is kept under it as well.
void bind_once(Exchange& exchange, const api::BindContext& context) {
    if (!exchange.idempotency_key) {
        exchange.refusal = std::move(exchange.idempotency_key.error());
        return;
    }
    api::Params& params = exchange.request.params;
    const api::ParamsDigest digest(params, kNoParameters);
    auto call = exchange.action->prepare(params, context);
    api::OnceCall::Key key{"whmcs " + std::string(exchange.action->key),
                           std::move(*exchange.idempotency_key), digest.of_bound(params)};
    exchange.call =
        call ? std::move(*call) : std::make_shared<api::RefusedCall>(std::move(call.error()));
    exchange.once = std::make_shared<api::OnceCall>(
        std::move(key), exchange.call,
        [&exchange](const api::Call& done, const core::Error* refusal) {
            return exchange.kept_answer(done, refusal);
        });
}

}  // namespace

Whmcs::Whmcs(const api::Services& services)
    : services_(services),
      credentials_(services.executor),
      logins_(services),
      limits_(services.clock) {}

void Whmcs::handle(net::Request http, net::Respond respond) {
    if (http.method != "GET" && http.method != "POST") {
        return respond(answer_other_method(http.method));
    }
    const auto exchange = std::make_shared<Exchange>();
    exchange->id = http.id;
    exchange->remote = http.remote;
    exchange->is_big = http.body.size() > kQuickReadBytes;
    exchange->idempotency_key = api::idempotency_key(http);
    exchange->send = [respond = std::move(respond)](const Exchange& call, const Reply& reply) {
        send_over_http(respond, call, reply);
    };
    const auto request = std::make_shared<net::Request>(std::move(http));
    work(
        exchange, exchange->is_big,
        [exchange, request] { exchange->request = read_request(*request); },
        [this, exchange] { authenticate(exchange); });
}

void Whmcs::authenticate(const ExchangePtr& exchange) {
    const Request& request = exchange->request;
    exchange->action = find_action(request.action_key);
    if (request.refusal) return exchange->refuse(*request.refusal);
    exchange->settings = services_.settings.now();
    if (api::is_banned(*exchange->settings, exchange->remote, services_.clock.now())) {
        return exchange->deny("IP Banned", api::TurnedAway::kBanned);
    }
    const std::int64_t most_of_address = exchange->settings->whmcs_address_rate_limit;
    if (most_of_address > 0 &&
        !is_within(exchange, "address " + api::address_group(exchange->remote), most_of_address)) {
        return;
    }
    if (request.action_key.empty()) {
        return exchange->fail(400, "Empty action request", "no action");
    }
    std::optional<Claim> claim = read_claim(request.params);
    if (!claim) return deny_key(exchange, Denial(kAuthenticationFailed));
    authenticate(exchange, std::move(*claim));
}

void Whmcs::authenticate(const ExchangePtr& exchange, Claim claim) {
    std::string identifier = claim.identifier;
    credentials_.find(core::Origin::whmcs, std::move(identifier), exchange->id,
                      [this, exchange, claim = std::move(claim)](
                          core::Outcome outcome, const api::CredentialCache::Found& owner) {
                          guarded(exchange, [&] {
                              if (outcome != core::Outcome::done) return exchange->give_up(outcome);
                              if (!owner && !claim.is_named_pair && exchange->settings->md5_login) {
                                  return log_in(exchange, claim);
                              }
                              const std::string& key = exchange->request.action_key;
                              auto actor = admit(claim, owner.get(), exchange->visitor(), key);
                              if (!actor) return deny_key(exchange, actor.error());
                              exchange->actor = std::move(*actor);
                              if (!is_within_its_limit(exchange)) return;
                              if (exchange->action == nullptr)
                                  return exchange->deny(action_not_allowed(key));
                              bind(exchange);
                          });
                      });
}

bool Whmcs::is_within(const ExchangePtr& exchange, const std::string& caller,
                      std::int64_t per_minute) {
    const api::Allowance allowance = limits_.take(caller, {per_minute});
    if (allowance.is_exceeded) exchange->turn_away(allowance);
    return !allowance.is_exceeded;
}

bool Whmcs::is_within_its_limit(const ExchangePtr& exchange) {
    const std::int64_t most = exchange->settings->whmcs_rate_limit;
    if (most == 0) return true;
    const core::Actor& actor = exchange->actor;
    return is_within(exchange,
                     actor.credential.is_set()
                         ? "credential " + std::to_string(actor.credential.value())
                         : "agent " + std::to_string(actor.agent.value()),
                     most);
}

/// Whoever tries many keys is told to wait; one that is right is let in at any time.
void Whmcs::deny_key(const ExchangePtr& exchange, const Denial& denial) {
    const bool is_of_the_key = denial == kAuthenticationFailed || denial == kUnknownIdentifier;
    if (!is_of_the_key || is_within(exchange, "wrong " + api::address_group(exchange->remote),
                                    exchange->settings->wrong_key_rate_limit)) {
        exchange->deny(denial);
    }
}

void Whmcs::log_in(const ExchangePtr& exchange, const Claim& claim) {
    logins_.check(claim.identifier, claim.secret, exchange->remote, exchange->id,
                  [this, exchange](core::Outcome outcome, std::optional<core::Agent> agent,
                                   std::optional<std::int64_t> retry_after) {
                      guarded(exchange, [&] {
                          if (outcome != core::Outcome::done) return exchange->give_up(outcome);
                          if (retry_after) {
                              return exchange->turn_away(api::guessed_too_often(*retry_after));
                          }
                          if (!agent) return exchange->deny(Denial(kAuthenticationFailed));
                          auto actor = admit(*agent, exchange->visitor());
                          if (!actor) return exchange->deny(actor.error());
                          exchange->actor = std::move(*actor);
                          if (!is_within_its_limit(exchange)) return;
                          if (exchange->action == nullptr) {
                              return exchange->fail(200, kCommandNotFound, "unknown action");
                          }
                          bind(exchange);
                      });
                  });
}

void Whmcs::bind(const ExchangePtr& exchange) {
    work(
        exchange, exchange->is_big,
        [exchange] {
            const api::BindContext context{*exchange->settings, exchange->origin,
                                           exchange->agent_named};
            const bool comes_once = exchange->action->access == api::Access::write &&
                                    exchange->action->key != kNeverKept &&
                                    api::is_given(exchange->idempotency_key);
            if (comes_once) return bind_once(*exchange, context);
            auto call = exchange->action->prepare(exchange->request.params, context);
            if (call) {
                exchange->call = std::move(*call);
            } else {
                exchange->refusal = std::move(call.error());
            }
        },
        [this, exchange] { run(exchange); });
}

void Whmcs::run(const ExchangePtr& exchange) {
    if (exchange->refusal) return exchange->refuse(*exchange->refusal);
    std::shared_ptr<api::Call> call = exchange->call;
    if (exchange->once) call = exchange->once;
    api::dispatch(services_, std::move(call), exchange->actor, exchange->id,
                  [this, exchange](core::Outcome outcome, const api::Call& ended) {
                      guarded(exchange, [&] {
                          if (outcome == core::Outcome::refused) {
                              return exchange->refuse(ended.error());
                          }
                          finish(exchange, outcome);
                      });
                  });
}

void Whmcs::finish(const ExchangePtr& exchange, core::Outcome outcome) {
    if (outcome != core::Outcome::done) return exchange->give_up(outcome);
    if (const auto& once = exchange->once) {
        return exchange->repeat(once->answer(), once->is_replayed());
    }
    const bool is_slow = exchange->action->render_bytes(*exchange->call) > kQuickRenderBytes;
    // An answer is moved only by making a new one of it: assigning would copy it value by value.
    const auto answer = std::make_shared<std::optional<Answer>>();
    work(
        exchange, is_slow,
        [exchange, answer] {
            answer->emplace(exchange->new_answer("success"));
            exchange->action->render(*exchange->call, *exchange->settings, **answer);
        },
        [exchange, answer] { exchange->succeed(std::move(**answer)); });
}

void Whmcs::work(const ExchangePtr& exchange, bool is_slow, Step job, Step next) {
    if (!is_slow) {
        return guarded(exchange, [&] {
            job();
            next();
        });
    }
    services_.executor.work(
        std::move(job),
        [exchange, next = std::move(next)](core::Outcome outcome) {
            guarded(exchange, [&] {
                if (outcome != core::Outcome::done) return exchange->give_up(outcome);
                next();
            });
        },
        exchange->id);
}

}  // namespace desk::whmcs
