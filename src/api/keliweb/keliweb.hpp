#pragma once
#include <memory>

#include "api/common/dispatch.hpp"
#include "api/keliweb/token_endpoint.hpp"
#include "net/http.hpp"

/// The ticket API of the hoster Keliweb, version 2 (seeds/003, spec/keliweb.md): OAuth tokens in
/// front of WHMCS's GetTicket, one client's tickets a token, called from browsers too.
namespace desk::keliweb {

/// Serves `/oauth/token` and all below `/api/v2/`. Owned by the application; called by the router
/// in an I/O thread, where it never blocks.
class Keliweb {
  public:
    explicit Keliweb(const api::Services& services) : services_(services), tokens_(services) {}

    void handle(net::Request request, net::Respond respond);

  private:
    struct Reading;

    void get_ticket(const net::Request& request, net::Respond respond);
    void answer(const std::shared_ptr<Reading>& reading, net::Respond respond);

    const api::Services& services_;
    TokenEndpoint tokens_;
};

}  // namespace desk::keliweb
