#pragma once
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "net/http.hpp"
#include "util/metrics.hpp"
#include "util/random.hpp"

namespace desk::net {

struct ServerOptions {
    std::string host = "127.0.0.1";
    std::uint16_t port = 8080;                      ///< 0: one the system picks, see Server::port()
    int threads = 2;                                ///< I/O threads, an io_context each
    std::size_t max_head_bytes = 16 * 1024;         ///< beyond: 431
    std::size_t max_body_bytes = 64 * 1024 * 1024;  ///< beyond: 413, before the body is read
    /// All bodies that are being read or worked on; a big one that does not fit in: 503
    std::size_t max_bodies_bytes = 256 * 1024 * 1024;
    /// From the first byte of a request to its last, and a second more for every 16 KiB of body
    /// that have come: 408. Also how long a client may take none of its answer.
    std::chrono::milliseconds request_timeout{30'000};
    std::chrono::milliseconds idle_timeout{75'000};   ///< between requests: closed in silence
    std::chrono::milliseconds drain_timeout{10'000};  ///< how long stop() waits for answers
};

/// The HTTP server: listens, reads requests, hands them to `handler` in an I/O thread, writes the
/// answers in order, logs one line a request and counts it. Keep-alive, pipelining (one request at
/// a time), Expect: 100-continue, HEAD.
class Server {
  public:
    /// Binds at once. \throws std::system_error with the address in its text
    Server(ServerOptions options, Handler handler, Metrics& metrics, Random& random);
    ~Server();

    void start();
    [[nodiscard]] std::uint16_t port() const;
    /// Drains: no new connections, answers in flight are sent with `Connection: close`, idle
    /// connections are closed; returns when all are gone or after drain_timeout.
    void stop();

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace desk::net
