#pragma once
#include <functional>
#include <memory>
#include <string_view>

#include "api/common/dispatch.hpp"
#include "api/common/rate_limit.hpp"
#include "api/keliweb/method.hpp"
#include "api/keliweb/token_endpoint.hpp"
#include "net/http.hpp"

/// The ticket API of the hoster Keliweb, version 2 (seeds/003, spec/keliweb.md): OAuth tokens in
/// front of WHMCS's ticket actions, one client's tickets a token, called from browsers too.
namespace desk::keliweb {

/// `{id}` stands behind it, and may be a token itself: that part is not logged.
inline constexpr std::string_view kTokensPath = "/oauth/tokens/";

/// Serves `/oauth/token`, `/oauth/revoke`, `/oauth/tokens/{id}` and all below `/api/v2/`. Owned by
/// the application; called by the router in an I/O thread, where it never blocks: bodies with files
/// in them, and what they hold, are read and kept in the slow lane, once the token is known to
/// count.
class Keliweb {
  public:
    explicit Keliweb(const api::Services& services)
        : services_(services), limits_(services.clock), tokens_(services, limits_) {}

    void handle(net::Request request, net::Respond respond);

  private:
    struct Exchange;
    using Shared = std::shared_ptr<Exchange>;
    using Step = std::function<void()>;

    /// An exchange of whoever sent a token; nothing, and an answer, without one.
    /// \param method  none: what any token may do
    Shared let_come(const Method* method, net::Request request, net::Respond respond);
    /// DELETE /oauth/tokens/{id}, the framework's own route: 204, or 404 for a token that is not
    /// the caller's.
    void end_token(std::string access_sha256, net::Request request, net::Respond respond);
    void call(const Method& method, net::Request request, net::Respond respond);
    /// Answers a caller that may not call, and goes on with `next` for one that may.
    void check_token(const Shared& exchange, Step next);
    net::Response deny_token(const std::string& remote);
    void run(const Shared& exchange);
    void answer(const Shared& exchange, core::Outcome outcome);
    /// `job` in the slow lane or here and now, then `next`; a fault in either is a failed call.
    void work(const Shared& exchange, bool is_slow, Step job, Step next);

    const api::Services& services_;
    api::RateLimiter limits_;
    TokenEndpoint tokens_;
};

}  // namespace desk::keliweb
