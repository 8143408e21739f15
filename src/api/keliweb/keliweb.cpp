#include "api/keliweb/keliweb.hpp"

#include <boost/json/serialize.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "api/common/authenticate.hpp"
#include "api/keliweb/errors.hpp"
#include "api/keliweb/get_ticket.hpp"
#include "api/keliweb/request.hpp"
#include "core/access_token.hpp"

namespace desk::keliweb {

namespace {

namespace json = boost::json;
using core::Outcome;

constexpr std::string_view kTokenPath = "/oauth/token";
constexpr std::string_view kGetTicketPath = "/api/v2/keliweb/get-ticket";

std::string_view without_trailing_slash(std::string_view path) {
    if (path.size() > 1 && path.ends_with('/')) path.remove_suffix(1);
    return path;
}

/// Answers go to pages of any origin: there are no cookies here that a foreign page could use.
net::Respond for_any_origin(net::Respond respond, std::string_view label) {
    return [respond = std::move(respond), label](net::Response response) {
        response.headers.push_back({"Access-Control-Allow-Origin", "*"});
        response.label =
            std::string(label) + (response.label.empty() ? std::string{} : ": " + response.label);
        respond(std::move(response));
    };
}

/// What a browser asks before it sends a token from a page of another origin.
net::Response preflight() {
    net::Response response;
    response.status = 204;
    response.content_type.clear();
    response.headers = {
        {"Access-Control-Allow-Methods", "POST, OPTIONS"},
        {"Access-Control-Allow-Headers",
         "authorization, cache-control, content-type, x-requested-with"},
        {"Access-Control-Max-Age", "86400"},
    };
    return response;
}

net::Response method_not_allowed(const std::string& method) {
    net::Response response = gateway_error(405, "The " + method +
                                                    " method is not supported for this route. "
                                                    "Supported methods: POST.");
    response.headers.push_back({"Allow", "POST"});
    return response;
}

core::Actor actor_of(const core::TokenBearer& bearer) {
    core::Actor actor;
    actor.kind = core::Actor::Kind::user;
    actor.origin = core::Origin::keliweb;
    actor.credential = bearer.credential.id;
    actor.client = bearer.credential.client;
    actor.user = bearer.user;
    actor.sees_notes = !bearer.credential.notes_hidden;
    return actor;
}

/// By the method's name here or by WHMCS's.
bool may_get_ticket(const core::Credential& credential, std::string_view remote) {
    return api::address_allowed(credential.networks, remote) &&
           (api::action_allowed(credential.actions, "get-ticket") ||
            api::action_allowed(credential.actions, "getticket"));
}

}  // namespace

void Keliweb::handle(net::Request request, net::Respond respond) {
    const std::string_view path = without_trailing_slash(request.path);
    const bool token = path == kTokenPath;
    const bool known = token || path == kGetTicketPath;
    std::string_view label = "keliweb";
    if (known) label = token ? "keliweb token" : "keliweb get-ticket";
    respond = for_any_origin(std::move(respond), label);

    if (request.method == "OPTIONS") return respond(preflight());
    if (!known) return respond(gateway_error(404, "Not Found"));
    if (request.method != "POST") return respond(method_not_allowed(request.method));
    if (api::is_banned(*services_.settings.now(), request.remote, services_.clock.now())) {
        return respond(refusal({core::Errc::not_permitted, {}, {}}));
    }
    if (request.body.size() > kMaxBodyBytes) {
        return respond(gateway_error(413, "Payload Too Large"));
    }
    if (token) return tokens_.handle(std::move(request), std::move(respond));
    get_ticket(request, std::move(respond));
}

/// Token, rights and ticket, all from one read transaction.
struct Keliweb::Reading {
    std::string token;
    std::string remote;
    std::string id;
    core::Result<GetTicketRequest> asked;
    std::optional<core::TokenBearer> bearer;
    core::Result<core::Ticket> ticket = core::fail(core::Errc::ticket_not_found);

    void run(core::Tx& tx) {
        bearer = core::find_bearer(tx, token);
        if (!bearer) return;
        if (!may_get_ticket(bearer->credential, remote)) {
            ticket = core::fail(core::Errc::not_permitted);
        } else if (!asked) {
            ticket = tl::unexpected(asked.error());
        } else {
            ticket = core::get_ticket(tx, actor_of(*bearer), {asked->ref, {}});
        }
    }
};

void Keliweb::get_ticket(const net::Request& request, net::Respond respond) {
    auto token = bearer_token(request);
    if (!token) return respond(unauthenticated());
    auto reading = std::make_shared<Reading>();
    reading->token = std::move(*token);
    reading->remote = request.remote;
    reading->id = request.id;
    reading->asked = read_params(request, true).and_then(prepare_get_ticket);

    core::Job job;
    job.run = [reading](core::Tx& tx) {
        reading->run(tx);
        return true;
    };
    job.finish = [this, reading, respond = std::move(respond)](Outcome outcome) {
        if (outcome != Outcome::done) return respond(failure(outcome));
        answer(reading, respond);
    };
    job.label = request.id;
    services_.executor.read(std::move(job));
}

void Keliweb::answer(const std::shared_ptr<Reading>& reading, net::Respond respond) {
    if (!reading->bearer) return respond(unauthenticated());
    if (!reading->ticket) return respond(refusal(reading->ticket.error()));
    const auto response = std::make_shared<net::Response>();
    const auto render = [settings = services_.settings.now(), reading, response] {
        response->body = json::serialize(
            render_ticket(*reading->ticket, reading->asked->newest_first, *settings));
    };
    if (!renders_slowly(*reading->ticket)) {
        render();
        return respond(std::move(*response));
    }
    services_.executor.work(
        render,
        [response, respond = std::move(respond)](Outcome outcome) {
            respond(outcome == Outcome::done ? std::move(*response) : failure(outcome));
        },
        reading->id);
}

}  // namespace desk::keliweb
