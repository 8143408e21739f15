#include "net/session.hpp"

#include <algorithm>
#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <cstring>
#include <utility>

#include "net/forwarded.hpp"
#include "net/server_worker.hpp"
#include "util/log.hpp"
#include "util/metrics.hpp"

namespace desk::net {

namespace {

namespace asio = boost::asio;
using boost::system::error_code;

constexpr std::size_t kHeadBuffer = 4 * 1024;
constexpr std::size_t kBodyBuffer = 64 * 1024;
/// How long a client that is still sending may take to see its last answer. Closing at once, with
/// bytes of it unread, would make the system throw that answer away.
constexpr std::chrono::seconds kLinger{2};
constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";

}  // namespace

Session::Session(Worker& worker, Arrival arrival)
    : worker_(worker),
      stream_(std::move(arrival.socket), std::move(arrival.tls)),
      place_(std::move(arrival.place)),
      patience_(worker.options().request_timeout, worker.options().min_rate),
      input_(kHeadBuffer),
      reader_(worker.options().max_head_bytes, worker.options().max_body_bytes),
      body_share_(worker.bodies()) {}

void Session::read_some() {
    if (input_begin_ == input_end_) input_begin_ = input_end_ = 0;
    if (input_begin_ > 0 && input_end_ == input_.size()) {
        std::memmove(input_.data(), input_.data() + input_begin_, input_end_ - input_begin_);
        input_end_ -= input_begin_;
        input_begin_ = 0;
    }
    if (input_end_ == input_.size()) input_.resize(2 * input_.size());
    stream_.async_read_some(asio::buffer(input_.data() + input_end_, input_.size() - input_end_),
                            [self = shared_from_this()](const error_code& error, std::size_t n) {
                                self->on_read(error, n);
                            });
}

void Session::on_read(const error_code& error, std::size_t count) {
    if (phase_ == Phase::closed) return;
    if (phase_ == Phase::lingering) return error ? close() : read_some();
    if (has_timed_out_) return refuse(408, "timed out");
    if (error) {
        const bool is_cut = is_end(error) && phase_ == Phase::reading;
        return is_cut ? refuse(400, "cut short") : close();
    }
    input_end_ += count;
    phase_ == Phase::opening ? read_introduction() : read_request();
}

void Session::begin_request() {
    phase_ = Phase::reading;
    started_at_ = Clock::now();
    deadline_ = patience_.from(started_at_);
    body_bytes_ = 0;
    id_ = worker_.new_request_id();
    if (is_behind_proxy_) remote_ = peer_->text();
}

/// What a trusted proxy says of a request, once its head is whole.
void Session::hear_proxy() {
    if (!is_behind_proxy_) return;
    const Request& request = reader_.request();
    remote_ = client_behind(*peer_, request.headers, worker_.options().trusted_proxies).text();
    const std::string* id = request.header("X-Request-Id");
    if (id != nullptr && is_safe_request_id(*id)) id_ = *id;
}

void Session::read_request() {
    for (;;) {
        const SessionReader::Progress progress =
            reader_.read({input_.data() + input_begin_, input_end_ - input_begin_});
        input_begin_ += progress.consumed;
        if (phase_ == Phase::idle && reader_.has_begun()) begin_request();
        if (progress.state != SessionReader::State::refused &&
            !body_share_.grow_to(reader_.body_bytes())) {
            return refuse(503, "no room for the body");
        }
        switch (progress.state) {
            case SessionReader::State::needs_more:
                extend_deadline_by_body();
                return read_some();
            case SessionReader::State::head_complete:
                hear_proxy();
                // Who has begun to send the body does not wait.
                if (reader_.expects_continue() && input_begin_ == input_end_) {
                    return send_continue();
                }
                break;
            case SessionReader::State::complete:
                return hand_over();
            case SessionReader::State::refused:
                return refuse(reader_.refusal(), "refused by net");
        }
    }
}

void Session::extend_deadline_by_body() {
    const std::size_t received = reader_.body_bytes();
    if (received == body_bytes_) return;
    if (input_.size() < kBodyBuffer) input_.resize(kBodyBuffer);
    deadline_ = patience_.after(deadline_, received - body_bytes_, Clock::now());
    body_bytes_ = received;
}

void Session::send_continue() {
    stream_.async_write_some({asio::buffer(kContinue), asio::const_buffer()},
                             [self = shared_from_this()](const error_code& error, std::size_t n) {
                                 if (self->phase_ == Phase::closed) return;
                                 if (self->has_timed_out_) return self->refuse(408, "timed out");
                                 if (error || n < kContinue.size()) return self->close();
                                 self->read_some();
                             });
}

std::string Session::path_to_log(const std::string& path) const {
    for (const std::string& beginning : worker_.options().unlogged_below) {
        if (path.starts_with(beginning)) return beginning;
    }
    return path;
}

void Session::hand_over() {
    hear_proxy();  // where no body followed the head
    Request request = reader_.take_request();
    method_ = request.method;
    path_ = path_to_log(request.path);
    request.remote = remote_;
    request.id = id_;
    persistence_ = !reader_.keeps_alive()  ? Persistence::close
                   : reader_.is_http_1_0() ? Persistence::explicit_keep_alive
                                           : Persistence::keep_alive;
    phase_ = Phase::handling;
    handed_over_at_ = Clock::now();
    deadline_ = Clock::time_point::max();

    const auto reply = std::make_shared<Reply>(worker_.mailbox(), weak_from_this());
    std::string failure;
    try {
        worker_.handler()(std::move(request),
                          [reply](Response response) { reply->answer(std::move(response)); });
        return;
    } catch (const std::exception& error) {
        failure = error.what();
    } catch (...) {
        failure = "an exception of an unknown type";
    }
    log::error("handler failed",
               {{"id", id_}, {"method", method_}, {"path", path_}, {"reason", failure}});
    reply->answer(plain_refusal(500, "handler failed"));
}

void Session::refuse(int status, std::string label, std::string_view message) {
    method_ = reader_.request().method;
    path_ = path_to_log(reader_.request().path);
    persistence_ = Persistence::close;
    is_refused_ = true;
    phase_ = Phase::handling;
    handed_over_at_ = started_at_;
    Response response = plain_refusal(status, std::move(label), message);
    if (status == 503) response.headers.push_back({"Retry-After", "1"});
    reader_.forget_body();
    body_share_.give_back();
    answer(std::move(response));
}

void Session::answer(Response response) {
    if (phase_ != Phase::handling) return;
    if (worker_.is_draining()) persistence_ = Persistence::close;
    response_ = std::move(response);
    if (!response_.turned_away.empty()) {
        worker_.metrics().caller_turned_away(response_.dialect, response_.turned_away);
    }
    head_.clear();
    append_response_head(head_, response_, id_, persistence_);
    body_size_ = method_ == "HEAD" || is_bodyless(response_.status) ? 0 : response_.body.size();
    written_ = 0;
    phase_ = Phase::writing;
    const Clock::time_point now = Clock::now();
    took_ = now - handed_over_at_;
    deadline_ = patience_.from(now);
    write_some();
}

void Session::write_some() {
    const std::size_t of_head = std::min(written_, head_.size());
    const std::size_t of_body = written_ - of_head;
    const std::array<asio::const_buffer, 2> rest{
        asio::buffer(head_.data() + of_head, head_.size() - of_head),
        asio::buffer(response_.body.data() + of_body, body_size_ - of_body)};
    stream_.async_write_some(rest,
                             [self = shared_from_this()](const error_code& error, std::size_t n) {
                                 self->on_written(error, n);
                             });
}

void Session::on_written(const error_code& error, std::size_t count) {
    if (phase_ != Phase::writing) return;
    written_ += count;
    if (error) {
        response_.label += response_.label.empty() ? "client gone" : ", client gone";
        log_request();
        return close();
    }
    if (written_ < head_.size() + body_size_) {
        deadline_ = patience_.after(deadline_, count, Clock::now());
        return write_some();
    }
    finish_request();
}

void Session::finish_request() {
    log_request();
    response_ = {};
    body_share_.give_back();
    if (persistence_ == Persistence::close || worker_.is_draining()) return finish_connection();
    reader_.restart();
    has_answered_ = true;
    phase_ = Phase::idle;
    deadline_ = Clock::now() + worker_.options().idle_timeout;
    if (input_begin_ < input_end_) return read_request();
    if (input_.size() > kHeadBuffer) input_ = std::vector<char>(kHeadBuffer);
    read_some();
}

void Session::finish_connection() {
    error_code ignored;
    const bool is_all_read = input_begin_ == input_end_ && stream_.socket().available(ignored) == 0;
    if (is_all_read && !is_refused_ && !stream_.is_secure()) return close();
    phase_ = Phase::lingering;
    deadline_ = Clock::now() + kLinger;
    if (!stream_.is_secure()) return linger();
    stream_.end_tls([self = shared_from_this()](const error_code& error) {
        if (self->phase_ == Phase::closed) return;
        if (!error) return self->close();  // the client has seen it all
        self->stream_.drop_tls();
        self->linger();
    });
}

/// Throws away what still comes until the client has seen the end.
void Session::linger() {
    error_code ignored;
    stream_.socket().shutdown(Socket::shutdown_send, ignored);
    input_begin_ = input_end_ = 0;
    read_some();
}

void Session::drain() {
    if (phase_ == Phase::opening) return close();
    if (phase_ != Phase::idle || input_begin_ < input_end_) return;
    error_code error;
    // Else a request has come that nobody has read yet.
    if (stream_.socket().available(error) == 0) close();
}

void Session::time_out() {
    switch (phase_) {
        case Phase::opening:
        case Phase::idle:
            if (has_answered_) {
                worker_.metrics().timed_out(Metrics::Waiting::idle);
            } else {
                worker_.metrics().timed_out(Metrics::Waiting::opening);
                log::debug("timed out before the first request", {{"remote", remote_}});
            }
            return close();
        case Phase::lingering:
            return close();
        case Phase::reading: {
            if (has_timed_out_) return close();
            worker_.metrics().timed_out(Metrics::Waiting::request);
            has_timed_out_ = true;  // what is pending ends now, and goes on to the 408
            deadline_ = patience_.from(Clock::now());
            error_code ignored;
            stream_.socket().cancel(ignored);
            return;
        }
        case Phase::writing: {
            worker_.metrics().timed_out(Metrics::Waiting::answer);
            response_.label += response_.label.empty() ? "client too slow" : ", client too slow";
            log_request();
            return close();
        }
        case Phase::handling:
        case Phase::closed:
            return;
    }
}

void Session::close() {
    if (phase_ == Phase::closed) return;
    phase_ = Phase::closed;
    error_code ignored;
    stream_.socket().close(ignored);
    place_ = {};
    worker_.metrics().connection_closed();
    worker_.remove(*this);
}

void Session::log_request() {
    using std::chrono::duration_cast;
    const auto microseconds = duration_cast<std::chrono::microseconds>(took_).count();
    worker_.metrics().request_done({response_.dialect, response_.call}, response_.status,
                                   static_cast<double>(microseconds) / 1e6);
    log::info("request", {{"id", id_},
                          {"method", method_},
                          {"path", path_},
                          {"status", std::int64_t{response_.status}},
                          {"bytes", static_cast<std::int64_t>(written_)},
                          {"ms", static_cast<double>(microseconds) / 1e3},
                          {"remote", remote_},
                          {"label", response_.label}});
}

}  // namespace desk::net
