#pragma once
#include <boost/json/monotonic_resource.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "api/common/once.hpp"
#include "api/common/turned_away.hpp"
#include "api/whmcs/action.hpp"
#include "api/whmcs/auth.hpp"
#include "api/whmcs/request.hpp"
#include "core/error.hpp"
#include "core/people.hpp"
#include "core/ports.hpp"

namespace desk::whmcs {

/// What a call gets, before it is made bytes.
struct Reply {
    int status = 200;
    Answer answer;
    std::string label;           ///< for the log line: the action, and the refusal if there was one
    bool may_retry = false;      ///< in a moment
    bool is_replayed = false;    ///< it was kept under an Idempotency-Key
    api::Allowance allowance{};  ///< where too many came
    std::string_view turned_away{};  ///< see net::Response
};

/// One call on its way, from the socket or from the Local API. Each ends with exactly one `reply`.
struct Exchange {
    Request request;
    core::Origin origin = core::Origin::whmcs;
    bool agent_named = true;                    ///< see api::BindContext
    bool is_big = false;                        ///< reading it is work for the slow lane
    std::string id;                             ///< for the log
    std::string remote;                         ///< the address it came from
    core::Result<std::string> idempotency_key;  ///< empty: none
    core::SettingsNow settings;                 ///< one call sees the settings of one moment

    core::Actor actor;
    const Action* action = nullptr;
    std::shared_ptr<api::Call> call;
    std::shared_ptr<api::OnceCall> once;  ///< around `call`, for a write with a key
    std::optional<core::Error> refusal;   ///< by binding

    /// Makes a reply bytes and sends it. Throws only before it has sent anything.
    std::function<void(const Exchange&, Reply)> send;

    [[nodiscard]] Visitor visitor() const {
        return {remote, has_access_key(request.params, *settings), *settings};
    }
    /// An answer with its `result`. It and what is put into it lie in memory of the exchange, which
    /// is given back as a whole: whoever keeps an answer longer copies it.
    [[nodiscard]] Answer new_answer(std::string_view result) const;
    void succeed(Answer answer) const;
    void refuse(const core::Error& error) const;
    [[nodiscard]] Reply reply_to(const core::Error& refusal) const;
    /// What is kept of a call under a key: its answer as JSON, whatever format it leaves in.
    [[nodiscard]] api::OnceCall::Answer kept_answer(const api::Call& done,
                                                    const core::Error* error) const;
    /// Sends what was kept.
    void repeat(const api::OnceCall::Answer& kept, bool is_replayed) const;
    void deny(const Denial& denial, std::string_view turned_away = api::TurnedAway::kKey) const;
    void turn_away(const api::Allowance& allowance) const;
    void give_up(core::Outcome outcome) const;
    void fail(int status, std::string_view message, std::string_view refusal_name,
              bool may_retry = false) const;

  private:
    [[nodiscard]] std::string label(std::string_view refusal_name) const;
    [[nodiscard]] Reply failed(int status, std::string_view message, std::string_view refusal_name,
                               bool may_retry) const;

    mutable boost::json::monotonic_resource memory_{std::size_t{4096}};
};

using ExchangePtr = std::shared_ptr<Exchange>;

}  // namespace desk::whmcs
