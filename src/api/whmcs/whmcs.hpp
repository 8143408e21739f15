#pragma once
#include <functional>
#include <string>

#include "api/common/credential_cache.hpp"
#include "api/common/dispatch.hpp"
#include "api/common/rate_limit.hpp"
#include "api/whmcs/action.hpp"
#include "api/whmcs/agent_logins.hpp"
#include "api/whmcs/exchange.hpp"
#include "net/http.hpp"

namespace desk::whmcs {

/// The WHMCS dialect: one path, many actions. Owned by the application; outlives every request.
/// Called from I/O threads, continues in whatever thread a lane answers from; what takes long (big
/// bodies, files, much HTML) goes through the slow lane.
class Whmcs {
  public:
    explicit Whmcs(const api::Services& services);

    /// The handler of `…/includes/api.php`.
    void handle(net::Request http, net::Respond respond);

    /// The Local API: the same actions and answers without credentials, for `polydesk api`.
    /// \param action       in any letter case
    /// \param admin_login  the agent that acts; empty: the first with API access, who then never
    ///                     counts as the opener of a ticket
    /// \param done         called exactly once, from any thread; `result` comes first in the answer
    void local_call(std::string action, api::Params params, std::string admin_login,
                    std::function<void(Answer)> done);

  private:
    using Step = std::function<void()>;

    void authenticate(const ExchangePtr& exchange);
    void authenticate(const ExchangePtr& exchange, Claim claim);
    /// With an agent's own name and password digest, where the desk allows it.
    void log_in(const ExchangePtr& exchange, const Claim& claim);
    /// False where that is one call too many: it was told so.
    bool is_within(const ExchangePtr& exchange, const std::string& caller, std::int64_t per_minute);
    bool is_within_its_limit(const ExchangePtr& exchange);
    void deny_key(const ExchangePtr& exchange, const Denial& denial);
    void bind(const ExchangePtr& exchange);
    void run(const ExchangePtr& exchange);
    void finish(const ExchangePtr& exchange, core::Outcome outcome);
    /// `job` in the slow lane or here and now, then `next`; a fault in either is a failed call.
    void work(const ExchangePtr& exchange, bool is_slow, Step job, Step next);

    api::Services services_;
    api::CredentialCache credentials_;
    AgentLogins logins_;
    api::RateLimiter limits_;
};

}  // namespace desk::whmcs
