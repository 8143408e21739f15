#pragma once
#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <unordered_map>

#include "net/body_budget.hpp"
#include "net/server.hpp"
#include "net/session.hpp"
#include "net/session_mailbox.hpp"

namespace desk::net {

/// What all I/O threads of a server share.
struct ServerParts {
    ServerOptions options;
    Handler handler;
    Metrics& metrics;
    Random& random;
};

/// One I/O thread: its io_context, its connections, and the one timer that watches over their
/// deadlines. A timer for each connection would be set and taken back with every request; looking
/// at all of them now and then costs nothing a request.
class Worker {
  public:
    Worker(const ServerParts& parts, BodyBudget& bodies);

    [[nodiscard]] boost::asio::io_context& io() { return io_; }
    /// The body of the thread: serves until stop().
    void run();
    /// From any thread: run() returns, whatever is under way.
    void stop();

    // All below: from the worker's own thread, or when it does not run.

    void open(Arrival arrival);
    /// No request begins any more; `done` is called once, when the last connection is closed.
    void drain(std::function<void()> done);
    /// Closes every connection. \return how many there were
    std::size_t abandon();

    // For its sessions.

    [[nodiscard]] const ServerOptions& options() const { return parts_.options; }
    [[nodiscard]] const Handler& handler() const { return parts_.handler; }
    [[nodiscard]] BodyBudget& bodies() const { return bodies_; }
    [[nodiscard]] Metrics& metrics() const { return parts_.metrics; }
    [[nodiscard]] const std::shared_ptr<Mailbox>& mailbox() const { return mailbox_; }
    [[nodiscard]] bool is_draining() const { return is_draining_; }
    /// 16 hex digits; chance is fetched for many at once, a system call each would be felt.
    [[nodiscard]] std::string new_request_id();
    void remove(Session& session);

  private:
    void watch();
    void close_overdue();
    void tell_if_drained();

    const ServerParts& parts_;
    BodyBudget& bodies_;
    boost::asio::io_context io_{1};
    boost::asio::steady_timer timer_{io_};
    std::chrono::milliseconds interval_;
    std::shared_ptr<Mailbox> mailbox_;
    std::unordered_map<Session*, std::shared_ptr<Session>> sessions_;
    bool is_draining_ = false;
    std::function<void()> on_drained_;
    std::array<std::byte, 2048> chance_;
    std::size_t chance_used_ = sizeof chance_;
};

}  // namespace desk::net
