#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// A blocking HTTP client over a raw loopback socket, for tests: it sends exactly the bytes it is
/// given. Everything gives up after 30 seconds. Failures are std::runtime_error.
namespace desk::test {

using HttpHeaders = std::vector<std::pair<std::string, std::string>>;

struct HttpAnswer {
    int status = 0;
    HttpHeaders headers;
    std::string body;  ///< chunks already joined

    /// The first header of that name in any letter case; empty when absent.
    [[nodiscard]] std::string header(std::string_view name) const;
};

/// One connection; kept open from request to request.
class HttpConnection {
  public:
    explicit HttpConnection(std::uint16_t port);
    /// With the options of a socket that must be set before it connects.
    HttpConnection(std::uint16_t port, const std::function<void(int socket)>& prepare);
    ~HttpConnection();
    HttpConnection(const HttpConnection&) = delete;
    HttpConnection& operator=(const HttpConnection&) = delete;

    /// Goes on through TLS, whoever the server says it is. \throws std::runtime_error with what
    /// OpenSSL says. \param most_version  such as TLS1_2_VERSION; 0: whatever is spoken
    HttpConnection& start_tls(int most_version = 0);
    [[nodiscard]] std::string tls_version() const;  ///< "TLSv1.3"
    /// The subject of the server's certificate: "/CN=desk.example".
    [[nodiscard]] std::string certificate_subject() const;
    /// True when the server has said that nothing more will come, rather than just closed.
    [[nodiscard]] bool was_ended_by_tls() const;

    void send(std::string_view bytes);
    /// Says that nothing more will be sent; answers can still be read.
    void finish_sending();

    /// The next answer; an interim one (100) counts as an answer of its own.
    /// \param to_head  true for the answer to a HEAD request, which has no body
    HttpAnswer read_answer(bool to_head = false);
    /// The next bytes, so many.
    std::string read_exactly(std::size_t count);
    /// Waits until the server closes. \return what it sent before that
    std::string read_to_end();

    /// Sends a whole request with Host and Content-Length, and reads its answer.
    HttpAnswer request(std::string_view method, std::string_view target,
                       const HttpHeaders& headers = {}, std::string_view body = {});

  private:
    bool receive();  ///< false when the server has closed
    std::string read_line();

    struct Tls;

    int socket_ = -1;
    std::unique_ptr<Tls> tls_;
    std::string received_;
};

/// One request on a connection of its own.
HttpAnswer http_request(std::uint16_t port, std::string_view method, std::string_view target,
                        const HttpHeaders& headers = {}, std::string_view body = {});

}  // namespace desk::test
