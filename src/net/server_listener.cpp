#include "net/server_listener.hpp"

#include <netinet/tcp.h>

#include <algorithm>
#include <boost/asio/ip/v6_only.hpp>
#include <chrono>
#include <system_error>
#include <utility>

namespace desk::net {

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

constexpr std::chrono::milliseconds kPause{100};
/// What the system may hold of an answer that it has not sent yet. With more, a slow reader takes
/// its answer in steps so far apart that it looks like one who has stopped.
constexpr int kUnsentBytes = 128 * 1024;

tcp::endpoint resolve(asio::io_context& io, const ListenAddress& address, error_code& error) {
    tcp::resolver resolver(io);
    const auto found =
        resolver.resolve(address.host, std::to_string(address.port), tcp::resolver::passive, error);
    return error ? tcp::endpoint{} : found.begin()->endpoint();
}

std::string to_text(const std::string& host, std::uint16_t port) {
    const bool is_v6 = host.find(':') != std::string::npos;
    return (is_v6 ? "[" + host + "]" : host) + ":" + std::to_string(port);
}

}  // namespace

Listener::Listener(asio::io_context& io, const ListenAddress& address,
                   const std::vector<ListenAddress>& all)
    : address_(address), acceptor_(io), pause_(io) {
    error_code error;
    const tcp::endpoint endpoint = resolve(io, address, error);
    if (!error) acceptor_.open(endpoint.protocol(), error);
    if (!error) acceptor_.set_option(Acceptor::reuse_address(true), error);
    // By default `[::]` takes IPv4 as well, unless that has an address of its own.
    const bool is_divided = std::any_of(all.begin(), all.end(), [&](const ListenAddress& other) {
        return other.port == address.port && other.host.find(':') == std::string::npos;
    });
    if (!error && endpoint.protocol() == tcp::v6() && is_divided) {
        acceptor_.set_option(asio::ip::v6_only(true), error);
    }
    if (!error) acceptor_.bind(endpoint, error);
    if (!error) acceptor_.listen(Acceptor::max_listen_connections, error);
    if (!error) port_ = acceptor_.local_endpoint(error).port();
    if (error) {
        throw std::system_error(error, "cannot listen on " + to_text(address.host, address.port));
    }
    // Connections inherit it. It may fail without harm.
    ::setsockopt(acceptor_.native_handle(), IPPROTO_TCP, TCP_NOTSENT_LOWAT, &kUnsentBytes,
                 sizeof kUnsentBytes);
}

void Listener::start(PickIo pick_io, Accepted accepted, Failed failed) {
    pick_io_ = std::move(pick_io);
    accepted_ = std::move(accepted);
    failed_ = std::move(failed);
    accept();
}

void Listener::accept() {
    acceptor_.async_accept(pick_io_(), [this](const error_code& error, Socket socket) {
        on_accepted(error, std::move(socket));
    });
}

void Listener::on_accepted(const error_code& error, Socket socket) {
    if (!acceptor_.is_open()) return;
    if (!error) {
        accepted_(std::move(socket));
    } else if (error != asio::error::connection_aborted) {
        failed_(error);
        pause_.expires_after(kPause);
        return pause_.async_wait([this](const error_code& stopped) {
            if (!stopped && acceptor_.is_open()) accept();
        });
    }
    accept();
}

void Listener::close() {
    error_code ignored;
    acceptor_.close(ignored);
    pause_.cancel();
}

std::string Listener::text() const { return to_text(address_.host, port_); }

}  // namespace desk::net
