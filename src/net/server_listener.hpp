#pragma once
#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "net/server.hpp"
#include "net/session_stream.hpp"

namespace desk::net {

/// One address that connections are accepted on, by the thread of one io_context.
class Listener {
  public:
    /// Picks the io_context of the next connection.
    using PickIo = std::function<boost::asio::io_context&()>;
    using Accepted = std::function<void(Socket)>;
    using Failed = std::function<void(const boost::system::error_code&)>;

    /// Binds. \param all  the addresses of the server, this one among them
    /// \throws std::system_error that names the address
    Listener(boost::asio::io_context& io, const ListenAddress& address,
             const std::vector<ListenAddress>& all);

    /// Accepts until close(). After a failure, as a rule for want of descriptors, it leaves the
    /// queue of the system alone for a moment: trying at once would only use up the processor.
    /// \param accepted  is called between pick_io and the next pick_io
    void start(PickIo pick_io, Accepted accepted, Failed failed);
    /// In the io_context's thread, or when it does not run.
    void close();

    [[nodiscard]] bool is_tls() const { return address_.is_tls; }
    [[nodiscard]] std::uint16_t port() const { return port_; }
    /// "127.0.0.1:8080", "[::1]:8080"
    [[nodiscard]] std::string text() const;

  private:
    using Acceptor = boost::asio::basic_socket_acceptor<boost::asio::ip::tcp,
                                                        boost::asio::io_context::executor_type>;

    void accept();
    void on_accepted(const boost::system::error_code& error, Socket socket);

    ListenAddress address_;
    Acceptor acceptor_;
    boost::asio::steady_timer pause_;
    std::uint16_t port_ = 0;
    PickIo pick_io_;
    Accepted accepted_;
    Failed failed_;
};

}  // namespace desk::net
