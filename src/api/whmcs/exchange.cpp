#include "api/whmcs/exchange.hpp"

#include <boost/json.hpp>

#include "api/common/errc_name.hpp"
#include "api/whmcs/errors.hpp"

namespace desk::whmcs {

Answer Exchange::new_answer(std::string_view result) const {
    Answer answer(&memory_);
    answer.emplace("result", result);
    return answer;
}

/// Goes to the log: nothing that was sent may be in it.
std::string Exchange::label(std::string_view refusal_name) const {
    std::string text(action == nullptr ? "unknown" : action->name);
    if (!refusal_name.empty()) text.append(" ").append(refusal_name);
    return text;
}

void Exchange::succeed(Answer answer) const {
    send(*this, {200, std::move(answer), label({}), false});
}

Reply Exchange::failed(int status, std::string_view message, std::string_view refusal_name,
                       bool may_retry) const {
    Answer answer = new_answer("error");
    answer.emplace("message", message);
    return {status, std::move(answer), label(refusal_name), may_retry};
}

void Exchange::fail(int status, std::string_view message, std::string_view refusal_name,
                    bool may_retry) const {
    send(*this, failed(status, message, refusal_name, may_retry));
}

/// What cannot be read is a bad request; a refusal by an action is an answer like any other, and
/// clients read its `result`.
Reply Exchange::reply_to(const core::Error& error) const {
    using enum core::Errc;
    const bool is_unreadable = error.code == malformed_request ||
                               error.code == too_many_parameters || error.code == nested_too_deeply;
    const ActionId action_of_words = action == nullptr ? ActionId::get_ticket : action->id;
    Reply reply = failed(is_unreadable ? 400 : 200, words(error, action_of_words),
                         api::errc_name(error.code), false);
    reply.turned_away = api::turned_away_by(error.code);
    return reply;
}

void Exchange::refuse(const core::Error& error) const { send(*this, reply_to(error)); }

api::OnceCall::Answer Exchange::kept_answer(const api::Call& done, const core::Error* error) const {
    if (error != nullptr) {
        const Reply reply = reply_to(*error);
        return {reply.status, boost::json::serialize(reply.answer), reply.label};
    }
    Answer answer = new_answer("success");
    action->render(done, *settings, answer);
    return {200, boost::json::serialize(answer), label({})};
}

void Exchange::repeat(const api::OnceCall::Answer& kept, bool is_replayed) const {
    namespace json = boost::json;
    json::value answer = json::parse(kept.body);
    send(*this, {kept.status, Answer(std::move(answer.as_object())),
                 is_replayed ? label("replayed") : kept.label, false, is_replayed});
}

void Exchange::deny(const Denial& denial, std::string_view turned_away) const {
    Reply reply = failed(403, denial, "denied", false);
    const bool is_of_action = denial == action_not_allowed(request.action_key);
    reply.turned_away = is_of_action ? api::TurnedAway::kAction : turned_away;
    send(*this, std::move(reply));
}

void Exchange::turn_away(const api::Allowance& allowance) const {
    Reply reply = failed(429, words({core::Errc::too_many_requests, {}, {}}, ActionId::get_ticket),
                         "too_many_requests", false);
    reply.allowance = allowance;
    reply.turned_away = api::turned_away_by(allowance);
    send(*this, std::move(reply));
}

void Exchange::give_up(core::Outcome outcome) const {
    const Failure failure = failure_of(outcome, id);
    fail(failure.status, failure.message, "failed", failure.status == 503);
}

}  // namespace desk::whmcs
