#include "app/job_timer.hpp"

#include <algorithm>
#include <chrono>

namespace desk::app {

namespace {

constexpr int kLongestShare = 20;

std::chrono::nanoseconds until_next_second() {
    const auto now = std::chrono::system_clock::now();
    return std::chrono::floor<std::chrono::seconds>(now) + std::chrono::seconds(1) - now;
}

}  // namespace

JobTimer::JobTimer(JobRunner& runner) : runner_(runner), thread_([this] { run(); }) {}

JobTimer::~JobTimer() {
    runner_.stop();
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    changed_.notify_one();
    thread_.join();
}

void JobTimer::run() {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        lock.unlock();
        const auto started = std::chrono::steady_clock::now();
        runner_.run_due();
        const std::chrono::nanoseconds took = std::chrono::steady_clock::now() - started;
        lock.lock();
        const auto pause = std::max(until_next_second(), kLongestShare * took);
        changed_.wait_for(lock, pause, [this] { return stopping_; });
    }
}

}  // namespace desk::app
