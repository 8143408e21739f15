#include "support/http_client.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <stdexcept>

namespace desk::test {

namespace {

constexpr int kTimeoutSeconds = 30;

[[noreturn]] void fail(const std::string& what) {
    throw std::runtime_error("HTTP client: " + what + ": " + std::strerror(errno));
}

bool same_name(std::string_view a, std::string_view b) {
    return a.size() == b.size() && ::strncasecmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace

std::string HttpAnswer::header(std::string_view name) const {
    for (const auto& [key, value] : headers) {
        if (same_name(key, name)) return value;
    }
    return {};
}

/// The client's end of a TLS connection over its socket.
struct HttpConnection::Tls {
    std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context{SSL_CTX_new(TLS_client_method()),
                                                              &SSL_CTX_free};
    std::unique_ptr<SSL, decltype(&SSL_free)> connection{nullptr, &SSL_free};
};

HttpConnection::HttpConnection(std::uint16_t port) : HttpConnection(port, nullptr) {}

HttpConnection::HttpConnection(std::uint16_t port, const std::function<void(int)>& prepare) {
    socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (socket_ < 0) fail("socket");
    const timeval limit{kTimeoutSeconds, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
    const int on = 1;
    ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (prepare) prepare(socket_);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
        const int error = errno;
        ::close(socket_);
        errno = error;
        fail("connect to port " + std::to_string(port));
    }
}

HttpConnection::~HttpConnection() {
    if (tls_) SSL_shutdown(tls_->connection.get());
    ERR_clear_error();
    ::close(socket_);
}

HttpConnection& HttpConnection::start_tls(int most_version) {
    tls_ = std::make_unique<Tls>();
    SSL_CTX_set_max_proto_version(tls_->context.get(), most_version);
    SSL_CTX_set_security_level(tls_->context.get(), 0);  // so that the server must refuse
    tls_->connection.reset(SSL_new(tls_->context.get()));
    SSL_set_fd(tls_->connection.get(), socket_);
    if (SSL_connect(tls_->connection.get()) != 1) {
        const char* reason = ERR_reason_error_string(ERR_get_error());
        ERR_clear_error();
        tls_.reset();
        throw std::runtime_error("TLS client: " + std::string(reason ? reason : "closed"));
    }
    return *this;
}

std::string HttpConnection::tls_version() const { return SSL_get_version(tls_->connection.get()); }

std::string HttpConnection::certificate_subject() const {
    const std::unique_ptr<X509, decltype(&X509_free)> certificate(
        SSL_get1_peer_certificate(tls_->connection.get()), &X509_free);
    char text[256] = "";
    return X509_NAME_oneline(X509_get_subject_name(certificate.get()), text, sizeof text);
}

bool HttpConnection::was_ended_by_tls() const {
    return (SSL_get_shutdown(tls_->connection.get()) & SSL_RECEIVED_SHUTDOWN) != 0;
}

void HttpConnection::send(std::string_view bytes) {
    if (tls_) {
        const int size = static_cast<int>(bytes.size());
        if (size > 0 && SSL_write(tls_->connection.get(), bytes.data(), size) != size) {
            throw std::runtime_error("TLS client: cannot send");
        }
        return;
    }
    while (!bytes.empty()) {
        const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR) continue;
        if (sent < 0) fail("send");
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
}

void HttpConnection::finish_sending() {
    if (tls_) SSL_shutdown(tls_->connection.get());
    ::shutdown(socket_, SHUT_WR);
}

bool HttpConnection::receive() {
    char buffer[16 * 1024];
    if (tls_) {
        const int count = SSL_read(tls_->connection.get(), buffer, sizeof buffer);
        if (count > 0) received_.append(buffer, static_cast<std::size_t>(count));
        ERR_clear_error();
        return count > 0;
    }
    for (;;) {
        const ssize_t count = ::recv(socket_, buffer, sizeof buffer, 0);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) fail("receive");
        received_.append(buffer, static_cast<std::size_t>(count));
        return count > 0;
    }
}

std::string HttpConnection::read_line() {
    std::size_t end;
    while ((end = received_.find("\r\n")) == std::string::npos) {
        if (!receive()) throw std::runtime_error("HTTP client: closed in a line: " + received_);
    }
    std::string line = received_.substr(0, end);
    received_.erase(0, end + 2);
    return line;
}

std::string HttpConnection::read_exactly(std::size_t count) {
    while (received_.size() < count) {
        if (!receive()) throw std::runtime_error("HTTP client: closed in a body");
    }
    std::string bytes = received_.substr(0, count);
    received_.erase(0, count);
    return bytes;
}

HttpAnswer HttpConnection::read_answer(bool to_head) {
    HttpAnswer answer;
    const std::string first = read_line();
    if (first.rfind("HTTP/1.", 0) != 0 || first.size() < 12) {
        throw std::runtime_error("HTTP client: not an answer: " + first);
    }
    answer.status = std::stoi(first.substr(9, 3));
    for (std::string line = read_line(); !line.empty(); line = read_line()) {
        const std::size_t colon = line.find(':');
        const std::size_t value = line.find_first_not_of(" \t", colon + 1);
        answer.headers.emplace_back(line.substr(0, colon),
                                    value == std::string::npos ? "" : line.substr(value));
    }
    if (to_head || answer.status < 200 || answer.status == 204 || answer.status == 304) {
        return answer;
    }
    if (same_name(answer.header("Transfer-Encoding"), "chunked")) {
        for (;;) {
            const std::size_t size = std::stoul(read_line(), nullptr, 16);
            answer.body += read_exactly(size);
            if (size == 0) break;
            read_line();
        }
        while (!read_line().empty()) {
        }
    } else if (const std::string length = answer.header("Content-Length"); !length.empty()) {
        answer.body = read_exactly(std::stoul(length));
    } else {
        answer.body = read_to_end();
    }
    return answer;
}

std::string HttpConnection::read_to_end() {
    while (receive()) {
    }
    return std::exchange(received_, {});
}

HttpAnswer HttpConnection::request(std::string_view method, std::string_view target,
                                   const HttpHeaders& headers, std::string_view body) {
    std::string bytes;
    bytes.append(method).append(" ").append(target).append(" HTTP/1.1\r\nHost: localhost\r\n");
    for (const auto& [name, value] : headers) bytes += name + ": " + value + "\r\n";
    if (!body.empty() || method == "POST" || method == "PUT") {
        bytes += "Content-Length: " + std::to_string(body.size()) + "\r\n";
    }
    bytes.append("\r\n").append(body);
    send(bytes);
    return read_answer(method == "HEAD");
}

HttpAnswer http_request(std::uint16_t port, std::string_view method, std::string_view target,
                        const HttpHeaders& headers, std::string_view body) {
    HttpConnection connection(port);
    return connection.request(method, target, headers, body);
}

}  // namespace desk::test
