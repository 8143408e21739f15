#include "api/getfly/getfly.hpp"

#include <algorithm>
#include <array>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "api/common/authenticate.hpp"
#include "api/common/json_value.hpp"
#include "api/getfly/errors.hpp"
#include "api/getfly/get_ticket.hpp"
#include "api/getfly/language.hpp"
#include "api/getfly/open_ticket.hpp"
#include "api/getfly/update_ticket.hpp"
#include "util/hash.hpp"

namespace desk::getfly {

namespace {

namespace json = boost::json;
using core::Outcome;

/// A megabyte of content is at most six of JSON; the rest leaves room for custom fields.
constexpr std::size_t kMaxBodyBytes = 8 * 1024 * 1024;
constexpr std::size_t kSlowBodyBytes = 64 * 1024;

enum class Method { get, post, put };

struct Route {
    std::string_view method;
    Method what;
    std::string_view permission;  ///< among a key's allowed actions
    std::string_view label;
};

constexpr std::array kRoutes{
    Route{"GET", Method::get, "ticket.read", "getfly GET ticket"},
    Route{"HEAD", Method::get, "ticket.read", "getfly GET ticket"},
    Route{"POST", Method::post, "ticket.create", "getfly POST ticket"},
    Route{"PUT", Method::put, "ticket.update", "getfly PUT ticket"},
};

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

core::Result<json::object> parse_body(std::string_view body) {
    constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
    if (body.starts_with(kByteOrderMark)) body.remove_prefix(kByteOrderMark.size());
    std::optional<json::value> value = api::parse_json(body);
    if (!value || !value->is_object()) return core::fail(core::Errc::malformed_request);
    return std::move(value->get_object());
}

net::Response json_response(const json::object& object) {
    net::Response response;
    response.body = json::serialize(object);
    return response;
}

/// `{"message":…,"data":{"identity":…,"ticket_code":…}}`
net::Response written(std::string_view message, core::TicketId id, const std::string& code) {
    return json_response({{"message", message},
                          {"data", json::object{{"identity", id.value()}, {"ticket_code", code}}}});
}

}  // namespace

/// One request on its way.
struct Getfly::Exchange {
    net::Request request;
    net::Respond respond;
    const Route* route;
    api::CredentialCache::Found owner;
    core::Actor actor;
    core::Result<json::object> body{};

    void answer(net::Response response) {
        std::string label(route->label);
        if (!response.label.empty()) label += ": " + response.label;
        response.label = std::move(label);
        respond(std::move(response));
    }
    [[nodiscard]] bool permitted() const {
        return api::action_allowed(owner->credential.actions, route->permission);
    }
    [[nodiscard]] Language language() const {
        return preferred_language(request.header("Accept-Language"));
    }
};

void Getfly::handle(net::Request request, net::Respond respond) {
    const auto route = std::find_if(kRoutes.begin(), kRoutes.end(),
                                    [&](const Route& r) { return r.method == request.method; });
    if (route == kRoutes.end()) {
        net::Response response = message_response(405, "Method Not Allowed");
        response.headers.push_back({"Allow", "GET, POST, PUT"});
        return respond(std::move(response));
    }
    auto exchange = std::make_shared<Exchange>();
    exchange->request = std::move(request);
    exchange->respond = std::move(respond);
    exchange->route = &*route;
    authenticate(exchange);
}

void Getfly::authenticate(const Shared& exchange) {
    if (api::is_banned(*services_.settings.now(), exchange->request.remote,
                       services_.clock.now())) {
        return exchange->answer(refusal({core::Errc::not_permitted, {}, {}}));
    }
    const std::string* key = exchange->request.header("X-API-KEY");
    if (key == nullptr || key->empty()) {
        return exchange->answer(message_response(401, "Unauthorized"));
    }
    credentials_.find(core::Origin::getfly, sha256_hex(*key), exchange->request.id,
                      [this, exchange](Outcome outcome, api::CredentialCache::Found owner) {
                          if (outcome != Outcome::done) return exchange->answer(failure(outcome));
                          exchange->owner = std::move(owner);
                          serve(exchange);
                      });
}

void Getfly::serve(const Shared& exchange) {
    if (!exchange->owner || exchange->owner->credential.disabled) {
        return exchange->answer(message_response(401, "Unauthorized"));
    }
    const core::Credential& credential = exchange->owner->credential;
    // An update says "not found" before "not permitted", so its permission is asked for later.
    const bool asked_later = exchange->route->what == Method::put;
    if (!api::address_allowed(credential.networks, exchange->request.remote) ||
        (!asked_later && !exchange->permitted())) {
        return exchange->answer(refusal({core::Errc::not_permitted, {}, {}}));
    }
    exchange->actor = actor_of(*exchange->owner);
    if (exchange->route->what == Method::get) return get(exchange);
    read_body(exchange);
}

void Getfly::get(const Shared& exchange) {
    const auto prepared = prepare_get_ticket(exchange->request.query);
    if (!prepared) return exchange->answer(refusal(prepared.error()));
    using GetCall = api::TypedCall<core::GetTicketInput, core::Ticket>;
    auto call = std::make_shared<GetCall>(api::Access::read, core::get_ticket, prepared->input);
    run(exchange, call, [this, exchange, call, fields = prepared->fields] {
        const auto render = [&services = services_, call, fields] {
            return json_response(render_ticket(call->output(), fields, *services.settings.now()));
        };
        if (!renders_slowly(call->output(), fields)) return exchange->answer(render());
        const auto response = std::make_shared<net::Response>();
        services_.executor.work([render, response] { *response = render(); },
                                [exchange, response](Outcome outcome) {
                                    exchange->answer(outcome == Outcome::done ? std::move(*response)
                                                                              : failure(outcome));
                                },
                                exchange->request.id);
    });
}

void Getfly::read_body(const Shared& exchange) {
    const std::string& body = exchange->request.body;
    if (body.size() > kMaxBodyBytes) {
        return exchange->answer(message_response(413, "Payload Too Large"));
    }
    const auto parse = [exchange] { exchange->body = parse_body(exchange->request.body); };
    const auto parsed = [this, exchange](Outcome outcome) {
        if (outcome != Outcome::done) return exchange->answer(failure(outcome));
        if (!exchange->body) return exchange->answer(refusal(exchange->body.error()));
        if (exchange->route->what == Method::post) return open(exchange);
        update(exchange);
    };
    if (body.size() > kSlowBodyBytes) {
        return services_.executor.work(parse, parsed, exchange->request.id);
    }
    parse();
    parsed(Outcome::done);
}

void Getfly::open(const Shared& exchange) {
    auto prepared = prepare_open_ticket(*exchange->body);
    if (!prepared) return exchange->answer(refusal(prepared.error()));
    using OpenCall = api::TypedCall<core::OpenTicketInput, core::OpenedTicket>;
    auto call =
        std::make_shared<OpenCall>(api::Access::write, core::open_ticket, std::move(*prepared));
    run(exchange, call, [exchange, call] {
        const bool vietnamese = exchange->language() == Language::vietnamese;
        const core::OpenedTicket& ticket = call->output();
        exchange->answer(written(vietnamese ? "Thêm mới thành công" : "Successfully added",
                                 ticket.id, ticket.code));
    });
}

void Getfly::update(const Shared& exchange) {
    auto prepared = prepare_update_ticket(*exchange->body);
    if (!prepared) return exchange->answer(refusal(prepared.error()));
    if (!exchange->permitted()) prepared->refusal = core::Error{core::Errc::not_permitted, {}, {}};
    const api::Access access = prepared->refusal ? api::Access::read : api::Access::write;
    using UpdateCall = api::TypedCall<UpdateRequest, core::UpdatedTicket>;
    auto call = std::make_shared<UpdateCall>(access, update_ticket, std::move(*prepared));
    run(exchange, call, [exchange, call] {
        const bool vietnamese = exchange->language() == Language::vietnamese;
        const core::UpdatedTicket& ticket = call->output();
        exchange->answer(written(vietnamese ? "Cập nhật thành công" : "Successfully updated",
                                 ticket.id, ticket.code));
    });
}

void Getfly::run(const Shared& exchange, std::shared_ptr<api::Call> call,
                 std::function<void()> render) {
    api::dispatch(services_, std::move(call), exchange->actor, exchange->request.id,
                  [exchange, render = std::move(render)](Outcome outcome, api::Call& done) {
                      if (outcome == Outcome::done) return render();
                      if (outcome == Outcome::refused) {
                          return exchange->answer(refusal(done.error()));
                      }
                      exchange->answer(failure(outcome));
                  });
}

}  // namespace desk::getfly
