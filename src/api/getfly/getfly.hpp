#pragma once
#include <functional>
#include <memory>

#include "api/common/credential_cache.hpp"
#include "api/common/dispatch.hpp"
#include "api/common/rate_limit.hpp"
#include "net/http.hpp"

/// The ticket API of Getfly CRM, version 6.1 (seeds/002, spec/getfly.md): GET, POST and PUT on a
/// few paths (route.hpp), a key in a header, JSON in and out, refusals by HTTP status.
namespace desk::getfly {

/// Serves what begins with `/api/v6.1/ticket`, and its alias `/api/v6/ticket`. Owned by the
/// application; called by the router in an I/O thread, where it never blocks.
class Getfly {
  public:
    explicit Getfly(const api::Services& services)
        : services_(services), credentials_(services.executor), limits_(services.clock) {}

    void handle(net::Request request, net::Respond respond);

  private:
    struct Exchange;
    using Shared = std::shared_ptr<Exchange>;
    using Step = std::function<void()>;

    void authenticate(const Shared& exchange);
    void deny_key(const Shared& exchange);
    /// With the caller known: checks what it may do.
    void serve(const Shared& exchange);
    /// Reads the body, a big one in the slow lane, and prepares the call.
    void prepare(const Shared& exchange);
    void run(const Shared& exchange);
    void render(const Shared& exchange);
    /// `job` in the slow lane or here and now, then `next`; a fault in either is a failed call.
    void work(const Shared& exchange, bool is_slow, Step job, Step next);

    const api::Services& services_;
    api::CredentialCache credentials_;
    api::RateLimiter limits_;
};

}  // namespace desk::getfly
