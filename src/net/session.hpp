#pragma once
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/system/error_code.hpp>
#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "net/body_budget.hpp"
#include "net/http.hpp"
#include "net/response_head.hpp"
#include "net/session_reader.hpp"

namespace desk::net {

class Worker;

using Socket =
    boost::asio::basic_stream_socket<boost::asio::ip::tcp, boost::asio::io_context::executor_type>;

/// One connection: read a request, hand it over, wait for its answer, write that, start again. One
/// thing at a time, so pipelined requests are answered in order. Owned by its Worker and touched by
/// the Worker's thread only; answers of other threads come through the Mailbox.
class Session : public std::enable_shared_from_this<Session> {
  public:
    using Clock = std::chrono::steady_clock;

    Session(Worker& worker, Socket socket);

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
        idle,       ///< between requests
        reading,    ///< a request has begun to come in
        handling,   ///< it is with the handler; nothing is read or written
        writing,    ///< its answer is going out
        lingering,  ///< the last answer is out; what still comes is thrown away
        closed,
    };

    void read_some();
    void on_read(const boost::system::error_code& error, std::size_t count);
    void read_request();
    void extend_deadline_by_body();
    void send_continue();
    void hand_over();
    void refuse(int status, std::string label);
    void write_some();
    void on_written(const boost::system::error_code& error, std::size_t count);
    void finish_request();
    void finish_connection();
    void log_request();

    Worker& worker_;
    Socket socket_;
    std::string remote_;
    Phase phase_ = Phase::idle;
    Clock::time_point deadline_;
    bool has_timed_out_ = false;
    bool is_refused_ = false;  ///< by net: bytes of the request may still come

    std::vector<char> input_;  ///< what is read but not yet consumed is [input_begin_, input_end_)
    std::size_t input_begin_ = 0;
    std::size_t input_end_ = 0;
    SessionReader reader_;
    BodyBudget::Share body_share_;

    // Of the present request.
    Clock::time_point started_at_;
    Clock::time_point handed_over_at_;
    Clock::duration took_{};  ///< from the last byte of the request to the answer
    std::string id_;
    std::string method_;
    std::string path_;
    Persistence persistence_ = Persistence::keep_alive;

    Response response_;
    std::string head_;
    std::size_t body_size_ = 0;  ///< bytes of the body that go out: none to a HEAD
    std::size_t written_ = 0;    ///< of head and body together
};

}  // namespace desk::net
