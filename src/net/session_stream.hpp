#pragma once
#include <array>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <optional>
#include <utility>

#include "net/server_tls.hpp"

namespace desk::net {

using Socket =
    boost::asio::basic_stream_socket<boost::asio::ip::tcp, boost::asio::io_context::executor_type>;

/// The peer has sent its last byte, whether or not it said so in the way of TLS.
inline bool is_end(const boost::system::error_code& error) {
    return error == boost::asio::error::eof || error == boost::asio::ssl::error::stream_truncated;
}

/// The bytes of one connection, in the clear until start_tls() and through TLS from then on: the
/// session that reads and writes them need not know.
class Stream {
  public:
    /// \param tls  what start_tls() works with; null: this connection stays as it is
    Stream(Socket socket, TlsContextPtr tls)
        : socket_(std::move(socket)), context_(std::move(tls)) {}

    [[nodiscard]] Socket& socket() { return socket_; }
    [[nodiscard]] bool wants_tls() const { return context_ != nullptr; }
    [[nodiscard]] bool is_secure() const { return tls_.has_value(); }

    /// \param first  what has been read already; stays where it is until `done(error, size)`
    template <class Done>
    void start_tls(boost::asio::const_buffer first, Done done) {
        tls_.emplace(socket_, context_->context);
        tls_->async_handshake(boost::asio::ssl::stream_base::server, first, std::move(done));
    }
    /// True when a handshake failed for no byte of the client: it only looked whether we listen.
    [[nodiscard]] bool has_heard_nothing() {
        return SSL_get_state(tls_->native_handle()) == TLS_ST_BEFORE;
    }
    /// Says the end of what we send, and waits for the peer's.
    template <class Done>
    void end_tls(Done done) {
        tls_->async_shutdown(std::move(done));
    }
    /// From here on in the clear; nothing may be under way.
    void drop_tls() { tls_.reset(); }

    template <class Done>
    void async_read_some(boost::asio::mutable_buffer room, Done done) {
        tls_ ? tls_->async_read_some(room, std::move(done))
             : socket_.async_read_some(room, std::move(done));
    }
    template <class Done>
    void async_write_some(const std::array<boost::asio::const_buffer, 2>& bytes, Done done) {
        tls_ ? tls_->async_write_some(bytes, std::move(done))
             : socket_.async_write_some(bytes, std::move(done));
    }

  private:
    Socket socket_;
    TlsContextPtr context_;
    std::optional<boost::asio::ssl::stream<Socket&>> tls_{};
};

}  // namespace desk::net
