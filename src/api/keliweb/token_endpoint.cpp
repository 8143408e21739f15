#include "api/keliweb/token_endpoint.hpp"

#include <optional>
#include <utility>

#include "api/common/authenticate.hpp"
#include "api/common/turned_away.hpp"
#include "api/keliweb/errors.hpp"
#include "api/keliweb/token.hpp"
#include "core/access_token.hpp"
#include "util/password.hpp"
#include "util/text.hpp"

namespace desk::keliweb {

using core::Outcome;

/// One request on its way.
struct TokenEndpoint::Exchange {
    net::Respond respond;
    std::string id;
    std::string remote;
    std::string guessed;  ///< the password and the address, for the guard
    bool basic_used = false;
    TokenRequest asked;
    api::CredentialCache::Found owner;
    std::optional<core::User> user;
    bool password_matches = false;
    tl::expected<core::IssuedTokens, core::RefreshFault> issued;

    void refuse(const TokenRefusal& refusal) { respond(render_token_refusal(refusal, basic_used)); }
    void turn_away(const api::Allowance& allowance) {
        net::Response response = refusal({core::Errc::too_many_requests, {}, {}});
        response.turned_away = api::turned_away_by(allowance);
        api::add_rate_headers(allowance, response);
        respond(std::move(response));
    }
};

void TokenEndpoint::handle(net::Request request, net::Respond respond) {
    auto exchange = std::make_shared<Exchange>();
    exchange->respond = std::move(respond);
    exchange->id = request.id;
    const auto params = read_params(request, false);
    if (!params) return exchange->refuse(unreadable_request());
    const auto basic = basic_credentials(request);
    exchange->basic_used = basic.has_value();
    auto asked = prepare_token_request(*params, basic);
    if (!asked) return exchange->refuse(asked.error());
    exchange->asked = std::move(*asked);

    exchange->remote = request.remote;
    authenticate(exchange, [this, exchange] {
        if (exchange->asked.grant == TokenRequest::Grant::password) return guess(exchange);
        refresh(exchange);
    });
}

void TokenEndpoint::authenticate(const Shared& exchange, std::function<void()> next) {
    credentials_.find(core::Origin::keliweb, exchange->asked.client_id, exchange->id,
                      [this, exchange, next = std::move(next)](Outcome outcome,
                                                               api::CredentialCache::Found owner) {
                          if (outcome != Outcome::done) return exchange->respond(failure(outcome));
                          const bool authentic =
                              owner && !owner->credential.disabled &&
                              api::secret_matches(exchange->asked.client_secret,
                                                  owner->credential.secret_sha256) &&
                              api::address_allowed(owner->credential.networks, exchange->remote);
                          if (!authentic) {
                              const api::Allowance allowance =
                                  limits_.take("wrong " + api::address_group(exchange->remote),
                                               {services_.settings.now()->wrong_key_rate_limit});
                              if (allowance.is_exceeded) return exchange->turn_away(allowance);
                              return exchange->refuse(invalid_client());
                          }
                          exchange->owner = std::move(owner);
                          next();
                      });
}

void TokenEndpoint::revoke(net::Request request, net::Respond respond) {
    auto exchange = std::make_shared<Exchange>();
    exchange->respond = std::move(respond);
    exchange->id = request.id;
    exchange->remote = request.remote;
    const auto params = read_params(request, false);
    if (!params) return exchange->refuse(unreadable_request());
    const auto basic = basic_credentials(request);
    exchange->basic_used = basic.has_value();
    auto asked = prepare_revocation(*params, basic);
    if (!asked) return exchange->refuse(asked.error());
    exchange->asked = std::move(*asked);
    authenticate(exchange, [this, exchange] {
        core::Job job;
        job.run = [exchange](core::Tx& tx) {
            core::revoke_token(tx, exchange->owner->credential, exchange->asked.refresh_token);
            return true;
        };
        job.finish = [exchange](Outcome outcome) {
            if (outcome != Outcome::done) return exchange->respond(failure(outcome));
            net::Response response;
            response.body = "{}";
            exchange->respond(std::move(response));
        };
        job.label = exchange->id;
        services_.executor.write(std::move(job));
    });
}

void TokenEndpoint::guess(const Shared& exchange) {
    const std::string& user = exchange->asked.username;
    exchange->guessed = api::GuessGuard::subject_of(
        "keliweb", exchange->asked.client_id + "\n" + fold(user), exchange->remote);
    guesses_.attempt(exchange->guessed, exchange->id,
                     [this, exchange](Outcome outcome, std::optional<std::int64_t> retry_after) {
                         if (outcome != Outcome::done) return exchange->respond(failure(outcome));
                         if (retry_after) {
                             return exchange->turn_away(api::guessed_too_often(*retry_after));
                         }
                         find_user(exchange);
                     });
}

void TokenEndpoint::find_user(const Shared& exchange) {
    core::Job job;
    job.run = [exchange](core::Tx& tx) {
        exchange->user =
            tx.find_client_user(exchange->owner->credential.client, exchange->asked.username);
        return true;
    };
    job.finish = [this, exchange](Outcome outcome) {
        if (outcome != Outcome::done) {
            guesses_.give_up(exchange->guessed);
            return exchange->respond(failure(outcome));
        }
        verify(exchange);
    };
    job.label = exchange->id;
    services_.executor.read(std::move(job));
}

void TokenEndpoint::verify(const Shared& exchange) {
    services_.executor.work(
        [exchange] {
            const auto& user = exchange->user;
            const bool can_log_in = user && !user->disabled && !user->password_hash.empty();
            if (!can_log_in) return pretend_to_verify(exchange->asked.password);
            exchange->password_matches =
                verify_password(exchange->asked.password, user->password_hash);
        },
        [this, exchange](Outcome outcome) {
            if (outcome != Outcome::done) {
                guesses_.give_up(exchange->guessed);
                return exchange->respond(failure(outcome));
            }
            if (exchange->password_matches) {
                return guesses_.right(exchange->guessed, exchange->id,
                                      [this, exchange](Outcome noted) {
                                          if (noted == Outcome::done) return issue(exchange);
                                          exchange->respond(failure(noted));
                                      });
            }
            guesses_.wrong(exchange->guessed, exchange->id, [exchange](Outcome noted) {
                if (noted != Outcome::done) return exchange->respond(failure(noted));
                exchange->refuse(wrong_user_or_password());
            });
        },
        exchange->id);
}

void TokenEndpoint::issue(const Shared& exchange) {
    core::Job job;
    job.run = [exchange](core::Tx& tx) {
        const core::Credential& credential = exchange->owner->credential;
        exchange->issued =
            core::issue_tokens(tx, credential.id, credential.client, exchange->user->id);
        return true;
    };
    job.finish = [exchange](Outcome outcome) {
        if (outcome != Outcome::done) return exchange->respond(failure(outcome));
        exchange->respond(render_tokens(*exchange->issued));
    };
    job.label = exchange->id;
    services_.executor.write(std::move(job));
}

void TokenEndpoint::refresh(const Shared& exchange) {
    core::Job job;
    job.run = [exchange](core::Tx& tx) {
        exchange->issued =
            core::refresh_tokens(tx, exchange->owner->credential, exchange->asked.refresh_token);
        return exchange->issued.has_value();
    };
    job.finish = [exchange](Outcome outcome) {
        if (outcome == Outcome::refused) {
            return exchange->refuse(bad_refresh_token(exchange->issued.error()));
        }
        if (outcome != Outcome::done) return exchange->respond(failure(outcome));
        exchange->respond(render_tokens(*exchange->issued));
    };
    job.label = exchange->id;
    services_.executor.write(std::move(job));
}

}  // namespace desk::keliweb
