#include "store/live_settings.hpp"

namespace desk::store {

namespace {

constexpr int kLongerPause = 10;  // times the usual one, while the database is away

}  // namespace

Repeater::Repeater(std::chrono::milliseconds pause, std::function<bool()> run) {
    thread_ = std::thread([this, pause, run = std::move(run)] {
        auto wait = pause;
        std::unique_lock lock(mutex_);
        while (!changed_.wait_for(lock, wait, [this] { return stopping_; })) {
            lock.unlock();
            wait = run() ? pause : pause * kLongerPause;
            lock.lock();
        }
    });
}

Repeater::~Repeater() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    changed_.notify_one();
    thread_.join();
}

}  // namespace desk::store
