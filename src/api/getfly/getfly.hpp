#pragma once
#include <functional>
#include <memory>

#include "api/common/credential_cache.hpp"
#include "api/common/dispatch.hpp"
#include "net/http.hpp"

/// The ticket API of Getfly CRM, version 6.1 (seeds/002, spec/getfly.md): GET, POST and PUT on one
/// path, a key in a header, JSON in and out, refusals by HTTP status.
namespace desk::getfly {

/// Serves `/api/v6.1/ticket` and its alias `/api/v6/ticket`. Owned by the application; called by
/// the router in an I/O thread, where it never blocks.
class Getfly {
  public:
    explicit Getfly(const api::Services& services)
        : services_(services), credentials_(services.executor) {}

    void handle(net::Request request, net::Respond respond);

  private:
    struct Exchange;
    using Shared = std::shared_ptr<Exchange>;

    void authenticate(const Shared& exchange);
    /// With the caller known: checks what it may do, then goes by the method.
    void serve(const Shared& exchange);
    void get(const Shared& exchange);
    /// Parses the body, a big one in the slow lane, then opens or updates.
    void read_body(const Shared& exchange);
    void open(const Shared& exchange);
    void update(const Shared& exchange);
    /// Runs a call; `render` answers its success.
    void run(const Shared& exchange, std::shared_ptr<api::Call> call, std::function<void()> render);

    const api::Services& services_;
    api::CredentialCache credentials_;
};

}  // namespace desk::getfly
