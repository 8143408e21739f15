#pragma once
#include <functional>
#include <memory>

#include "api/common/credential_cache.hpp"
#include "api/common/dispatch.hpp"
#include "api/common/guess_guard.hpp"
#include "api/common/rate_limit.hpp"
#include "net/http.hpp"

namespace desk::keliweb {

/// POST /oauth/token through its lanes: the client's credential, then for a password the user's
/// row, Argon2 in the slow lane (as long for a user who does not exist), and the new pair in the
/// write lane; a refresh is one write.
class TokenEndpoint {
  public:
    /// \param limits  what wrong client secrets are counted by
    TokenEndpoint(const api::Services& services, api::RateLimiter& limits)
        : services_(services),
          limits_(limits),
          credentials_(services.executor),
          guesses_(services) {}

    void handle(net::Request request, net::Respond respond);
    /// POST /oauth/revoke (RFC 7009): ends the pair of a token of the client that asks; 200 also
    /// for a token that is none.
    void revoke(net::Request request, net::Respond respond);

  private:
    struct Exchange;
    using Shared = std::shared_ptr<Exchange>;

    /// Goes on with `next` for a client whose secret is right.
    void authenticate(const Shared& exchange, std::function<void()> next);
    /// Waits until it is this guess's turn.
    void guess(const Shared& exchange);
    void find_user(const Shared& exchange);
    void verify(const Shared& exchange);
    void issue(const Shared& exchange);
    void refresh(const Shared& exchange);

    const api::Services& services_;
    api::RateLimiter& limits_;
    api::CredentialCache credentials_;
    api::GuessGuard guesses_;
};

}  // namespace desk::keliweb
