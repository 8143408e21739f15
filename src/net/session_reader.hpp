#pragma once
#include <cstddef>
#include <memory>
#include <string_view>

#include "net/http.hpp"

namespace desk::net {

/// Turns the bytes of one connection into requests, one after the other, within limits. Knows no
/// socket and no time. Boost.Beast's parser does the work, hidden so that few files pay for it.
class SessionReader {
  public:
    enum class State {
        needs_more,     ///< nothing is wrong; more bytes are needed
        head_complete,  ///< the head is within the limits, a body follows: call read() again
        complete,       ///< take_request()
        refused,        ///< refusal() says why; the connection cannot go on
    };

    struct Progress {
        State state;
        std::size_t consumed;  ///< bytes of the input that are done with
    };

    SessionReader(std::size_t max_head_bytes, std::size_t max_body_bytes);
    ~SessionReader();

    /// Reads on. Bytes that were not consumed must stand in front of the next call's input.
    Progress read(std::string_view input);
    /// Forgets the request, for the next one of the connection.
    void restart();

    /// True when bytes of a request have been seen.
    [[nodiscard]] bool has_begun() const;
    /// The status to answer a refused request with: 400, 413, 431 or 501.
    [[nodiscard]] int refusal() const;
    /// After the head: whether the client waits for `100 Continue` before it sends the body.
    [[nodiscard]] bool expects_continue() const;
    /// After the head: whether the connection may stay open, as the client asks.
    [[nodiscard]] bool keeps_alive() const;
    [[nodiscard]] bool is_http_1_0() const;
    [[nodiscard]] std::size_t body_bytes() const;

    /// Lets go of what has come of a body that nobody will ask for.
    void forget_body();

    /// What is known of the request so far; everything but `remote` and `id` once it is complete.
    [[nodiscard]] const Request& request() const;
    [[nodiscard]] Request take_request();

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace desk::net
