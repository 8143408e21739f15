#pragma once
#include <condition_variable>
#include <future>
#include <mutex>
#include <string>
#include <vector>

#include "core/ports.hpp"

namespace desk::test {

/// Makes jobs, keeps what each was answered with, and waits for all of them.
class JobBox {
  public:
    core::Job job(std::function<bool(core::Tx&)> run) {
        const std::size_t index = open_slot();
        return {std::move(run), [this, index](core::Outcome outcome) { close(index, outcome); },
                "job-" + std::to_string(index)};
    }
    /// For Executor::work.
    std::function<void(core::Outcome)> finish() {
        const std::size_t index = open_slot();
        return [this, index](core::Outcome outcome) { close(index, outcome); };
    }

    /// Waits until every job was answered. \return the answers, in the order of the jobs
    std::vector<core::Outcome> wait() {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return answered_ >= outcomes_.size(); });
        return outcomes_;
    }
    /// How many answers have come so far; more than jobs when one was answered twice.
    std::size_t answered() {
        const std::lock_guard lock(mutex_);
        return answered_;
    }

  private:
    std::size_t open_slot() {
        const std::lock_guard lock(mutex_);
        outcomes_.push_back(core::Outcome::failed);
        return outcomes_.size() - 1;
    }
    void close(std::size_t index, core::Outcome outcome) {
        const std::lock_guard lock(mutex_);
        outcomes_.at(index) = outcome;
        ++answered_;
        changed_.notify_all();
    }

    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<core::Outcome> outcomes_;
    std::size_t answered_ = 0;
};

/// Occupies a lane's thread until it is let go.
class Gate {
  public:
    /// In the lane: says that it is there, and waits.
    void pass() {
        arrived_.set_value();
        opened_.get_future().wait();
    }
    void wait_until_reached() { arrived_.get_future().wait(); }
    void open() { opened_.set_value(); }

  private:
    std::promise<void> arrived_;
    std::promise<void> opened_;
};

}  // namespace desk::test
