#pragma once
#include <string_view>
#include <vector>

#include "net/http.hpp"
#include "util/network.hpp"

/// What a trusted proxy says about a request that it passes on. From anybody else these headers are
/// worth nothing, and must not reach these functions.
namespace desk::net {

/// Who a request came from, by the `X-Forwarded-For` headers in their order: proxies append the
/// address that they see, so the right-most address that is no trusted proxy is the client; what
/// stands left of it is the client's own invention. Where all are trusted it is the left-most.
/// Reading ends at what is no address ("unknown"): the proxy that passed it on stands for it then.
/// \param peer  the trusted proxy that the request came from
Address client_behind(const Address& peer, const std::vector<Header>& headers,
                      const std::vector<Network>& trusted);

/// True for a request's id that can go into answers and logs as it is: 1 to 128 letters, digits
/// and `-_.:+/=@`.
bool is_safe_request_id(std::string_view id);

}  // namespace desk::net
