#pragma once
#include <memory>

#include "api/common/credential_cache.hpp"
#include "api/common/dispatch.hpp"
#include "net/http.hpp"

namespace desk::keliweb {

/// POST /oauth/token through its lanes: the client's credential, then for a password the user's
/// row, Argon2 in the slow lane (as long for a user who does not exist), and the new pair in the
/// write lane; a refresh is one write.
class TokenEndpoint {
  public:
    explicit TokenEndpoint(const api::Services& services)
        : services_(services), credentials_(services.executor) {}

    void handle(net::Request request, net::Respond respond);

  private:
    struct Exchange;
    using Shared = std::shared_ptr<Exchange>;

    void find_user(const Shared& exchange);
    void verify(const Shared& exchange);
    void issue(const Shared& exchange);
    void refresh(const Shared& exchange);

    const api::Services& services_;
    api::CredentialCache credentials_;
};

}  // namespace desk::keliweb
