#include <optional>
#include <utility>

#include "api/whmcs/auth.hpp"
#include "api/whmcs/whmcs.hpp"
#include "util/text.hpp"

/// The Local API of the documents: an in-process call with an administrator's name.
namespace desk::whmcs {

namespace {

constexpr std::string_view kLabel = "local call";

/// The agent that acts: the named one, or the first that may. Nobody where the desk has none yet:
/// then the system acts.
using FoundAgent = std::optional<core::Agent>;

FoundAgent find_agent(core::Tx& tx, const std::string& login) {
    return login.empty() ? tx.first_api_agent() : tx.find_agent_by_login(login);
}

core::Actor local_actor(const FoundAgent& agent) {
    if (agent) return acting_as(*agent, core::Origin::local);
    core::Actor actor;
    actor.origin = core::Origin::local;
    return actor;
}

}  // namespace

void Whmcs::local_call(std::string action, api::Params params, std::string admin_login,
                       std::function<void(Answer)> done) {
    const auto exchange = std::make_shared<Exchange>();
    exchange->request.params = std::move(params);
    exchange->request.action_key = ascii_lower(trim(make_valid(std::move(action))));
    exchange->origin = core::Origin::local;
    exchange->agent_named = !admin_login.empty();
    exchange->is_big = true;  // nobody knows, and nobody waits in line
    exchange->id = kLabel;
    exchange->settings = services_.settings.now();
    exchange->send = [done = std::move(done)](const Exchange&, const Reply& reply) {
        done(Answer(reply.answer, {}));  // outlives the exchange
    };
    exchange->action = find_action(exchange->request.action_key);
    if (exchange->action == nullptr) {
        return exchange->fail(200, kCommandNotFound, "unknown action");
    }

    const auto agent = std::make_shared<FoundAgent>();
    core::Job job;
    job.run = [agent, login = std::move(admin_login)](core::Tx& tx) {
        *agent = find_agent(tx, login);
        return true;
    };
    job.finish = [this, exchange, agent](core::Outcome outcome) {
        if (outcome != core::Outcome::done) return exchange->give_up(outcome);
        if (!*agent && exchange->agent_named) return exchange->deny("Admin User Not Found");
        if (*agent && (*agent)->disabled) return exchange->deny("Administrator Account Disabled");
        exchange->actor = local_actor(*agent);
        bind(exchange);
    };
    job.label = kLabel;
    services_.executor.read(std::move(job));
}

}  // namespace desk::whmcs
