#include "api/keliweb/gate.hpp"

#include "api/common/authenticate.hpp"

namespace desk::keliweb {

namespace {

core::Actor actor_of(const core::TokenBearer& bearer) {
    core::Actor actor;
    // A pair that the command line made was nobody's login.
    actor.kind = bearer.user.is_set() ? core::Actor::Kind::user : core::Actor::Kind::client;
    actor.origin = core::Origin::keliweb;
    actor.credential = bearer.credential.id;
    actor.client = bearer.credential.client;
    actor.user = bearer.user;
    actor.sees_notes = !bearer.credential.notes_hidden;
    return actor;
}

/// A credential may name a method as it is named here or as WHMCS names it.
bool allows(const core::Credential& credential, const Gate& gate) {
    if (!api::address_allowed(credential.networks, gate.remote)) return false;
    return gate.method == nullptr || api::action_allowed(credential.actions, gate.method->name) ||
           api::action_allowed(credential.actions, gate.method->whmcs_name);
}

}  // namespace

Gate::Verdict Gate::look(core::Tx& tx, core::Actor& actor) const {
    const auto bearer = core::find_bearer(tx, token);
    if (!bearer) return Verdict::unauthenticated;
    if (!allows(bearer->credential, *this)) return Verdict::not_permitted;
    if (!*allowance) {
        *allowance = limits->take("credential " + std::to_string(bearer->credential.id.value()),
                                  {calls_a_minute});
    }
    if ((*allowance)->is_exceeded) return Verdict::too_many;
    actor = actor_of(*bearer);
    actor.opens_for_guests = tx.settings().keliweb_allow_guests;
    return Verdict::let_in;
}

bool GatedCall::run(core::Tx& tx, const core::Actor&) {
    core::Actor actor;
    verdict_ = gate_.look(tx, actor);
    error_.reset();
    if (verdict_ == Gate::Verdict::too_many) {
        error_ = core::Error{core::Errc::too_many_requests, {}, {}};
    } else if (verdict_ != Gate::Verdict::let_in) {
        error_ = core::Error{core::Errc::not_permitted, {}, {}};
    } else if (!inner_) {
        error_ = inner_.error();
    } else if (!(*inner_)->run(tx, actor)) {
        error_ = (*inner_)->error();
    }
    return !error_;
}

}  // namespace desk::keliweb
