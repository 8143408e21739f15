#include "net/server_worker.hpp"

#include <algorithm>
#include <boost/asio/executor_work_guard.hpp>
#include <utility>
#include <vector>

#include "util/encoding.hpp"
#include "util/log.hpp"

namespace desk::net {

namespace {

using std::chrono::milliseconds;

constexpr std::size_t kIdBytes = 8;

/// How often deadlines are looked at: they may be missed by this much.
milliseconds interval_for(const ServerOptions& options) {
    const milliseconds shortest = std::min(options.request_timeout, options.idle_timeout);
    return std::clamp(shortest / 8, milliseconds(5), milliseconds(1000));
}

}  // namespace

Worker::Worker(const ServerParts& parts, BodyBudget& bodies)
    : parts_(parts),
      bodies_(bodies),
      interval_(interval_for(parts.options)),
      mailbox_(std::make_shared<Mailbox>(io_)) {}

void Worker::run() {
    mailbox_->enter_thread();
    watch();
    const auto guard = boost::asio::make_work_guard(io_);
    while (!io_.stopped()) {
        try {
            io_.run();
        } catch (const std::exception& error) {
            log::error("I/O thread", {{"reason", error.what()}});
        }
    }
    mailbox_->leave_thread();
}

void Worker::stop() { io_.stop(); }

void Worker::open(Arrival arrival) {
    if (is_draining_) return;
    const auto session = std::make_shared<Session>(*this, std::move(arrival));
    sessions_.emplace(session.get(), session);
    session->start();
}

void Worker::remove(Session& session) {
    sessions_.erase(&session);
    tell_if_drained();
}

void Worker::drain(std::function<void()> done) {
    is_draining_ = true;
    on_drained_ = std::move(done);
    std::vector<std::shared_ptr<Session>> all;
    for (const auto& [key, session] : sessions_) all.push_back(session);
    for (const auto& session : all) session->drain();
    tell_if_drained();
}

void Worker::tell_if_drained() {
    if (!is_draining_ || !sessions_.empty() || !on_drained_) return;
    std::exchange(on_drained_, nullptr)();
}

std::size_t Worker::abandon() {
    mailbox_->close();
    on_drained_ = nullptr;
    const auto all = std::exchange(sessions_, {});
    for (const auto& [key, session] : all) session->close();
    return all.size();
}

void Worker::watch() {
    timer_.expires_after(interval_);
    timer_.async_wait([this](const boost::system::error_code& error) {
        if (error) return;
        close_overdue();
        watch();
    });
}

void Worker::close_overdue() {
    const auto now = Session::Clock::now();
    std::vector<std::shared_ptr<Session>> overdue;
    for (const auto& [key, session] : sessions_) {
        if (session->is_due(now)) overdue.push_back(session);
    }
    for (const auto& session : overdue) session->time_out();
}

std::string Worker::new_request_id() {
    if (chance_used_ == chance_.size()) {
        parts_.random.fill(chance_);
        chance_used_ = 0;
    }
    const auto* bytes = reinterpret_cast<const char*>(chance_.data() + chance_used_);
    chance_used_ += kIdBytes;
    return hex_encode({bytes, kIdBytes});
}

}  // namespace desk::net
