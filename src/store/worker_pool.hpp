#pragma once
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace desk::store {

/// A few threads behind a bounded queue. Tasks must not throw. Safe to use from any thread.
class WorkerPool {
  public:
    using Task = std::function<void()>;

    WorkerPool(int threads, std::size_t capacity);
    ~WorkerPool();  ///< stops

    /// \return false when the queue is full or the pool stopped: the task was not taken
    bool post(Task&& task);
    /// Runs what is queued, then ends the threads. Nothing is taken from now on.
    void stop();

  private:
    void run();

    const std::size_t capacity_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<Task> queue_;
    bool stopping_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace desk::store
