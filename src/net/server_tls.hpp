#pragma once
#include <boost/asio/ssl/context.hpp>
#include <chrono>
#include <memory>
#include <string>

#include "net/server.hpp"
#include "util/clock.hpp"

namespace desk::net {

/// A certificate with its key, ready for handshakes. Connections share it; one that is replaced
/// lives as long as the last of them.
struct TlsContext {
    boost::asio::ssl::context context{boost::asio::ssl::context::tls_server};
    Timestamp not_before{};
    Timestamp not_after{};
    std::string subject{};  ///< "CN=desk.example"
};
using TlsContextPtr = std::shared_ptr<TlsContext>;

/// Reads certificate (with its chain) and key, both in PEM form. TLS 1.2 and 1.3, ciphers with
/// forward secrecy alone.
/// \throws std::runtime_error that says which file is wrong, how, and what to do
TlsContextPtr load_tls(const TlsFiles& files);

}  // namespace desk::net
