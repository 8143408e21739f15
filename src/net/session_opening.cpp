// What stands in front of the first request: the limit of connections, the PROXY protocol, TLS.

#include <openssl/err.h>

#include <algorithm>
#include <boost/asio/buffer.hpp>

#include "net/proxy_header.hpp"
#include "net/server_worker.hpp"
#include "net/session.hpp"
#include "util/log.hpp"
#include "util/metrics.hpp"

namespace desk::net {

namespace {

namespace asio = boost::asio;
using boost::system::error_code;

/// How long a connection beyond the limit may take to hear so.
constexpr std::chrono::seconds kTurnAway{5};

Address to_address(const asio::ip::address& address) {
    if (address.is_v6()) return Address::v6(address.to_v6().to_bytes());
    const auto bytes = address.to_v4().to_bytes();
    return Address::v4({bytes[0], bytes[1], bytes[2], bytes[3]});
}

bool is_http(const error_code& error) {
    return error.category() == asio::error::get_ssl_category() &&
           ERR_GET_REASON(static_cast<unsigned long>(error.value())) == SSL_R_HTTP_REQUEST;
}

}  // namespace

void Session::start() {
    worker_.metrics().connection_opened();
    const bool is_turned_away = place_.kind() == ConnectionLimit::Place::Kind::turned_away;
    deadline_ = is_turned_away ? Clock::now() + kTurnAway : patience_.from(Clock::now());
    error_code error;
    const auto peer = stream_.socket().remote_endpoint(error);
    if (error) return close();  // gone already
    meet(to_address(peer.address()));
    stream_.socket().set_option(asio::ip::tcp::no_delay(true), error);
    log::debug("connection opened", {{"remote", remote_}, {"tls", stream_.wants_tls()}});
    if (is_behind_proxy_ && worker_.options().proxy_protocol) return read_some();
    open();
}

void Session::meet(const Address& peer) {
    peer_ = peer;
    remote_ = peer.text();
    is_behind_proxy_ = any_holds(worker_.options().trusted_proxies, peer);
}

/// The header of the PROXY protocol, in front of everything else.
void Session::read_introduction() {
    const ProxyHeader header =
        read_proxy_header({input_.data() + input_begin_, input_end_ - input_begin_});
    switch (header.state) {
        case ProxyHeader::State::needs_more:
            return read_some();
        case ProxyHeader::State::malformed:
            log::warning(
                "no PROXY header from a trusted proxy; switch proxy_protocol off, or its "
                "counterpart in the proxy on",
                {{"remote", remote_}});
            begin_request();
            return refuse(400, "no PROXY header");
        case ProxyHeader::State::complete:
            input_begin_ += header.size;
            if (header.source) meet(*header.source);
            return open();
    }
}

void Session::open() { stream_.wants_tls() ? shake_hands() : serve(); }

void Session::shake_hands() {
    stream_.start_tls(asio::buffer(input_.data() + input_begin_, input_end_ - input_begin_),
                      [self = shared_from_this()](const error_code& error, std::size_t) {
                          self->on_handshake(error);
                      });
}

void Session::on_handshake(const error_code& error) {
    if (phase_ == Phase::closed) return;
    input_begin_ = input_end_ = 0;
    if (!error) return serve();
    if (stream_.has_heard_nothing() && is_end(error)) return close();
    worker_.metrics().tls_handshake_failed();
    log::debug("TLS handshake failed", {{"remote", remote_}, {"reason", error.message()}});
    if (!is_http(error)) return close();
    stream_.drop_tls();
    begin_request();
    refuse(400, "HTTP where TLS is spoken", "This port speaks HTTPS alone; write https://");
}

void Session::serve() {
    if (place_.kind() == ConnectionLimit::Place::Kind::turned_away) {
        begin_request();
        return refuse(503, "too many connections", "Too many connections; try again in a moment");
    }
    phase_ = Phase::idle;
    deadline_ =
        Clock::now() + std::min(worker_.options().idle_timeout, worker_.options().request_timeout);
    input_begin_ < input_end_ ? read_request() : read_some();
}

}  // namespace desk::net
