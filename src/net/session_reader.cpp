#include "net/session_reader.hpp"

#include <algorithm>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>
#include <optional>
#include <utility>

#include "util/encoding.hpp"
#include "util/text.hpp"

namespace desk::net {

namespace {

namespace http = boost::beast::http;
using boost::beast::error_code;

/// Room for a body is made at once up to here, and for the rest of it when this much has come: a
/// Content-Length alone costs no memory.
constexpr std::size_t kTrustedBodyBytes = 256 * 1024;
constexpr std::size_t kUsualHeaders = 12;
/// What a chunked body ends with. Beast 1.81 is not to see less of it at once: it asserts that the
/// last chunk's line does not come alone (boostorg/beast#2861).
constexpr std::string_view kLastChunk = "0\r\n\r\n";

/// Path and query of a target in any of its forms ("/a?b", "http://host/a?b", "*").
void split_target(Request& request) {
    std::string_view rest = request.target;
    if (!rest.starts_with('/')) {
        const std::size_t authority = rest.find("://");
        if (authority != std::string_view::npos) {
            const std::size_t path = rest.find_first_of("/?", authority + 3);
            rest = path == std::string_view::npos ? "/" : rest.substr(path);
        }
    }
    const std::size_t mark = rest.find('?');
    if (mark != std::string_view::npos) request.query = rest.substr(mark + 1);
    rest = rest.substr(0, mark);

    const bool is_encoded = rest.find('%') != std::string_view::npos;
    std::string path = is_encoded ? percent_decode(rest, false) : std::string(rest);
    path.erase(
        std::unique(path.begin(), path.end(), [](char a, char b) { return a == '/' && b == '/'; }),
        path.end());
    const bool is_plain = std::all_of(path.begin(), path.end(), [](char c) { return c > 0; });
    request.path = is_plain ? std::move(path) : make_valid(std::move(path));
    if (request.path.empty()) request.path = "/";
}

/// Fills a Request without a detour over Beast's own message type.
class Parser final : public http::basic_parser<true> {
  public:
    explicit Parser(Request& request) : request_(request) {}

    [[nodiscard]] bool expects_continue() const { return expects_continue_; }
    [[nodiscard]] bool has_unknown_coding() const { return has_unknown_coding_; }
    [[nodiscard]] int version() const { return version_; }

  private:
    using View = boost::beast::string_view;

    void on_request_impl(http::verb, View method, View target, int version, error_code&) override {
        request_.method = method;
        request_.target = target;
        request_.headers.reserve(kUsualHeaders);
        version_ = version;
        split_target(request_);
    }
    void on_response_impl(int, View, int, error_code&) override {}
    void on_field_impl(http::field field, View name, View value, error_code&) override {
        if (is_head_done_) return;  // trailers come unasked and unchecked
        if (field == http::field::expect) {
            expects_continue_ = equal_ignoring_case({value.data(), value.size()}, "100-continue");
        } else if (field == http::field::transfer_encoding) {
            has_unknown_coding_ |= !equal_ignoring_case({value.data(), value.size()}, "chunked");
        }
        request_.headers.push_back({std::string(name), std::string(value)});
    }
    void on_header_impl(error_code&) override { is_head_done_ = true; }
    void on_body_init_impl(const boost::optional<std::uint64_t>& length, error_code&) override {
        length_ = length ? static_cast<std::size_t>(*length) : 0;
        request_.body.reserve(std::min(length_, kTrustedBodyBytes));
    }
    std::size_t on_body_impl(View bytes, error_code&) override { return append(bytes); }
    void on_chunk_header_impl(std::uint64_t, View, error_code&) override {}
    std::size_t on_chunk_body_impl(std::uint64_t, View bytes, error_code&) override {
        return append(bytes);
    }
    void on_finish_impl(error_code&) override {}

    std::size_t append(View bytes) {
        std::string& body = request_.body;
        if (body.size() + bytes.size() > body.capacity() && length_ > body.capacity()) {
            body.reserve(length_);
        }
        body.append(bytes.data(), bytes.size());
        return bytes.size();
    }

    Request& request_;
    std::size_t length_ = 0;
    int version_ = 11;
    bool is_head_done_ = false;
    bool expects_continue_ = false;
    bool has_unknown_coding_ = false;
};

int refusal_of(const error_code& error) {
    if (error == http::error::header_limit) return 431;
    if (error == http::error::body_limit) return 413;
    return 400;
}

}  // namespace

struct SessionReader::Impl {
    std::size_t max_head_bytes;
    std::size_t max_body_bytes;
    Request request;
    std::optional<Parser> parser;
    std::size_t head_bytes = 0;
    int refusal = 400;

    Progress refuse(int status, std::size_t consumed) {
        refusal = status;
        return {State::refused, consumed};
    }

    /// Everything up to and including the empty line counts against its limit.
    Progress read_head(std::string_view input) {
        std::size_t consumed = 0;
        while (!parser->got_some() && consumed < input.size() &&
               (input[consumed] == '\r' || input[consumed] == '\n')) {
            ++consumed;  // line breaks in front of a request (RFC 9112, 2.2)
        }
        const std::size_t left = input.size() - consumed;
        if (left == 0) return {State::needs_more, consumed};
        error_code error;
        const std::size_t used = parser->put({input.data() + consumed, left}, error);
        consumed += used;
        head_bytes += used;
        const bool needs_more = error == http::error::need_more;
        if (error && !needs_more) return refuse(refusal_of(error), consumed);
        if (head_bytes + (needs_more ? left - used : 0) > max_head_bytes) {
            return refuse(431, consumed);
        }
        if (needs_more) return {State::needs_more, consumed};
        if (parser->has_unknown_coding()) return refuse(501, consumed);
        if (parser->is_done()) return {State::complete, consumed};
        parser->eager(true);
        return {State::head_complete, consumed};
    }

    Progress read_body(std::string_view input) {
        const std::size_t least = parser->chunked() ? kLastChunk.size() : 1;
        if (input.size() < least) return {State::needs_more, 0};
        error_code error;
        const std::size_t consumed = parser->put({input.data(), input.size()}, error);
        if (error && error != http::error::need_more) return refuse(refusal_of(error), consumed);
        if (parser->is_done()) return {State::complete, consumed};
        // Only a chunk's head or the trailer is ever left over, and neither may grow without end.
        if (input.size() - consumed > max_head_bytes) return refuse(431, consumed);
        return {State::needs_more, consumed};
    }
};

SessionReader::SessionReader(std::size_t max_head_bytes, std::size_t max_body_bytes)
    : impl_(std::make_unique<Impl>()) {
    impl_->max_head_bytes = max_head_bytes;
    impl_->max_body_bytes = max_body_bytes;
    restart();
}

SessionReader::~SessionReader() = default;

void SessionReader::restart() {
    impl_->request = {};
    impl_->parser.emplace(impl_->request);
    impl_->parser->header_limit(static_cast<std::uint32_t>(impl_->max_head_bytes + 1));
    impl_->parser->body_limit(impl_->max_body_bytes);
    impl_->head_bytes = 0;
}

SessionReader::Progress SessionReader::read(std::string_view input) {
    return impl_->parser->is_header_done() ? impl_->read_body(input) : impl_->read_head(input);
}

bool SessionReader::has_begun() const { return impl_->parser->got_some(); }
int SessionReader::refusal() const { return impl_->refusal; }
bool SessionReader::expects_continue() const {
    return impl_->parser->expects_continue() && !is_http_1_0();  // which knows no interim answer
}
bool SessionReader::keeps_alive() const { return impl_->parser->keep_alive(); }
bool SessionReader::is_http_1_0() const { return impl_->parser->version() == 10; }
void SessionReader::forget_body() { impl_->request.body = {}; }
std::size_t SessionReader::body_bytes() const { return impl_->request.body.size(); }
const Request& SessionReader::request() const { return impl_->request; }
Request SessionReader::take_request() { return std::move(impl_->request); }

}  // namespace desk::net
