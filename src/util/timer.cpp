#include "util/timer.hpp"

#include <utility>

namespace desk {

Timer::~Timer() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    changed_.notify_one();
    if (thread_.joinable()) thread_.join();
}

bool Timer::after(std::chrono::milliseconds delay, Action action) {
    const Time due = std::chrono::steady_clock::now() + delay;
    {
        const std::lock_guard lock(mutex_);
        if (stopping_ || waiting_.size() >= capacity_) return false;
        waiting_.emplace(due, std::move(action));
        if (!thread_.joinable()) thread_ = std::thread([this] { run(); });
    }
    changed_.notify_one();
    return true;
}

void Timer::run() {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        if (waiting_.empty()) {
            changed_.wait(lock);
            continue;
        }
        const Time due = waiting_.begin()->first;
        if (std::chrono::steady_clock::now() < due) {
            changed_.wait_until(lock, due);
            continue;
        }
        Action action = std::move(waiting_.begin()->second);
        waiting_.erase(waiting_.begin());
        lock.unlock();
        action();
        action = nullptr;
        lock.lock();
    }
}

}  // namespace desk
