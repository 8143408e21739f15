#pragma once
#include <cstddef>
#include <optional>
#include <string_view>

#include "util/network.hpp"

namespace desk::net {

/// More than any header of the PROXY protocol that is sent in earnest: version 1 has at most 107
/// bytes, version 2 an address and a few hundred bytes of further values, which are skipped.
constexpr std::size_t kMaxProxyHeader = 4096;

/// What stands in front of a connection that a proxy passes on (the PROXY protocol by HAProxy,
/// versions 1 and 2, proxy-protocol.txt).
struct ProxyHeader {
    enum class State { needs_more, complete, malformed };

    State state = State::needs_more;
    std::size_t size = 0;  ///< once complete: bytes of the header
    /// Who is behind the proxy. Nothing where the proxy speaks for itself (LOCAL, UNKNOWN: its own
    /// checks) or of a client without an internet address.
    std::optional<Address> source{};
};

/// Reads the beginning of a connection. Pure: call it again with more when it needs more.
ProxyHeader read_proxy_header(std::string_view input);

}  // namespace desk::net
