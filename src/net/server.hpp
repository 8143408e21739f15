#pragma once
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "net/http.hpp"
#include "util/metrics.hpp"
#include "util/network.hpp"
#include "util/random.hpp"

namespace desk::net {

struct ListenAddress {
    std::string host = "127.0.0.1";
    std::uint16_t port = 8080;  ///< 0: one the system picks
    bool is_tls = false;

    bool operator==(const ListenAddress&) const = default;
};

/// In PEM form.
struct TlsFiles {
    std::string certificate;  ///< the server's own first, then those that vouch for it
    std::string key;          ///< without a passphrase
};

struct ServerOptions {
    std::vector<ListenAddress> listen{ListenAddress{}};
    TlsFiles tls{};   ///< needed where an address is TLS
    int threads = 2;  ///< I/O threads, an io_context each
    /// Beyond: 503 and closed.
    std::size_t max_connections = 1000;
    std::size_t max_head_bytes = 16 * 1024;         ///< beyond: 431
    std::size_t max_body_bytes = 64 * 1024 * 1024;  ///< beyond: 413, before the body is read
    /// All bodies that are being read or worked on; a big one that does not fit in: 503
    std::size_t max_bodies_bytes = 256 * 1024 * 1024;
    /// For the head of a request, for a TLS handshake, and as long as a body or the reading of an
    /// answer may stay below `min_rate`: 408, or closed.
    std::chrono::milliseconds request_timeout{30'000};
    std::size_t min_rate = 16 * 1024;                 ///< bytes a second
    std::chrono::milliseconds idle_timeout{75'000};   ///< between requests: closed in silence
    std::chrono::milliseconds drain_timeout{10'000};  ///< how long stop() waits for answers
    /// Paths that go on with what may be a secret: the log has only what stands here.
    std::vector<std::string> unlogged_below{};
    /// Whose `X-Forwarded-For` and `X-Request-Id` count.
    std::vector<Network> trusted_proxies{};
    /// Connections of trusted proxies begin with a header of the PROXY protocol.
    bool proxy_protocol = false;
};

/// The HTTP server: listens, reads requests, hands them to `handler` in an I/O thread, writes the
/// answers in order, logs one line a request and counts it. Keep-alive, pipelining (one request at
/// a time), Expect: 100-continue, HEAD, TLS, proxies in front.
class Server {
  public:
    /// Reads the certificate and binds at once.
    /// \throws std::runtime_error (or std::system_error, one of them) that names the address or
    /// file
    Server(ServerOptions options, Handler handler, Metrics& metrics, Random& random);
    ~Server();

    void start();
    /// Of the first address.
    [[nodiscard]] std::uint16_t port() const;
    /// "127.0.0.1:8080, [::1]:8080": the plain addresses or those for TLS, as they are bound.
    [[nodiscard]] std::string addresses(bool is_tls) const;
    /// Reads certificate and key again, where an address is TLS; new connections get them, and none
    /// is dropped. From any thread.
    /// \throws std::runtime_error as the constructor does; then all stays as it was
    void reload_tls(const TlsFiles& files);
    /// Drains: no new connections, answers in flight are sent with `Connection: close`, idle
    /// connections are closed; returns when all are gone or after drain_timeout.
    void stop();

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace desk::net
