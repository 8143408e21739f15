#pragma once
#include <atomic>
#include <boost/asio/io_context.hpp>
#include <memory>
#include <mutex>
#include <vector>

#include "net/http.hpp"

namespace desk::net {

class Session;

/// Brings answers from whatever thread gives them to the I/O thread that owns the connection. One
/// per I/O thread; many answers that come together cost one wake-up. Outlives its thread as long as
/// anybody may still answer; after close() answers are dropped.
class Mailbox : public std::enable_shared_from_this<Mailbox> {
  public:
    explicit Mailbox(boost::asio::io_context& io) : io_(io) {}

    /// Makes the calling thread the owner: what it answers itself takes no detour.
    void enter_thread();
    void leave_thread();

    void deliver(std::weak_ptr<Session> session, Response response);
    /// Call before the io_context goes away.
    void close();

  private:
    struct Letter {
        std::weak_ptr<Session> session;
        Response response;
    };

    void hand_out();

    boost::asio::io_context& io_;
    std::mutex mutex_;
    bool is_open_ = true;
    std::vector<Letter> letters_;
    std::vector<Letter> handing_out_;  // the owner's: keeps its room from one batch to the next
};

/// The right to answer one request, shared by all copies of its Respond. The first answer counts;
/// if the last copy goes without one, the client gets a 500 rather than silence.
class Reply {
  public:
    Reply(std::shared_ptr<Mailbox> mailbox, std::weak_ptr<Session> session)
        : mailbox_(std::move(mailbox)), session_(std::move(session)) {}
    ~Reply();
    Reply(const Reply&) = delete;
    Reply& operator=(const Reply&) = delete;

    void answer(Response response);

  private:
    std::shared_ptr<Mailbox> mailbox_;
    std::weak_ptr<Session> session_;
    std::atomic<bool> is_answered_ = false;
};

}  // namespace desk::net
