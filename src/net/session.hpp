#pragma once
#include <boost/system/error_code.hpp>
#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "net/body_budget.hpp"
#include "net/connection_limit.hpp"
#include "net/http.hpp"
#include "net/patience.hpp"
#include "net/response_head.hpp"
#include "net/session_reader.hpp"
#include "net/session_stream.hpp"

namespace desk::net {

class Worker;

/// A connection that has just been accepted.
struct Arrival {
    Socket socket;
    TlsContextPtr tls;  ///< null: in the clear
    ConnectionLimit::Place place;
};

/// One connection: what comes in front (PROXY protocol, TLS), then again and again: read a request,
/// hand it over, wait for its answer, write that. One thing at a time, so pipelined requests are
/// answered in order and wait in the client's hands. Owned by its Worker and touched by the
/// Worker's thread only; answers of other threads come through the Mailbox.
class Session : public std::enable_shared_from_this<Session> {
  public:
    using Clock = std::chrono::steady_clock;

    Session(Worker& worker, Arrival arrival);

    void start();
    /// The answer to the request that is with the handler.
    void answer(Response response);
    /// Closes if no request is under way; else the next answer will be the last one.
    void drain();
    [[nodiscard]] bool is_due(Clock::time_point now) const { return now >= deadline_; }
    /// Does what is to be done when the deadline has passed.
    void time_out();
    /// Closes at once, whatever is under way.
    void close();

  private:
    enum class Phase {
        opening,    ///< what stands in front of the first request
        idle,       ///< between requests
        reading,    ///< a request has begun to come in
        handling,   ///< it is with the handler; nothing is read or written
        writing,    ///< its answer is going out
        lingering,  ///< the last answer is out; what still comes is thrown away
        closed,
    };

    void meet(const Address& peer);
    void read_introduction();
    void open();
    void shake_hands();
    void on_handshake(const boost::system::error_code& error);
    void serve();
    void read_some();
    void on_read(const boost::system::error_code& error, std::size_t count);
    void read_request();
    void begin_request();
    void hear_proxy();
    void extend_deadline_by_body();
    void send_continue();
    [[nodiscard]] std::string path_to_log(const std::string& path) const;
    void hand_over();
    void refuse(int status, std::string label, std::string_view message = {});
    void write_some();
    void on_written(const boost::system::error_code& error, std::size_t count);
    void finish_request();
    void finish_connection();
    void linger();
    void log_request();

    Worker& worker_;
    Stream stream_;
    ConnectionLimit::Place place_;
    std::optional<Address> peer_{};  ///< the other end, or who stands behind it by PROXY protocol
    bool is_behind_proxy_ = false;   ///< the peer is a trusted proxy
    const Patience patience_;
    Phase phase_ = Phase::opening;
    Clock::time_point deadline_;
    bool has_answered_ = false;  ///< a first request; until then `idle` is a wait for it
    bool has_timed_out_ = false;
    bool is_refused_ = false;  ///< by net: bytes of the request may still come

    std::vector<char> input_;  ///< what is read but not yet consumed is [input_begin_, input_end_)
    std::size_t input_begin_ = 0;
    std::size_t input_end_ = 0;
    SessionReader reader_;
    BodyBudget::Share body_share_;

    // Of the present request.
    std::string remote_;          ///< the client's address
    std::size_t body_bytes_ = 0;  ///< that the deadline has been moved for
    Clock::time_point started_at_;
    Clock::time_point handed_over_at_;
    Clock::duration took_{};  ///< from the last byte of the request to the answer
    std::string id_;
    std::string method_;
    std::string path_;  ///< for the log
    Persistence persistence_ = Persistence::keep_alive;

    Response response_;
    std::string head_;
    std::size_t body_size_ = 0;  ///< bytes of the body that go out: none to a HEAD
    std::size_t written_ = 0;    ///< of head and body together
};

}  // namespace desk::net
