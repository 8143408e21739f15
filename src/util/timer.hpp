#pragma once
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <map>
#include <mutex>
#include <thread>

namespace desk {

/// Does things later, in a thread of its own that starts with the first of them: nobody else has to
/// wait. Bounded. What is left when it goes is not done. Safe from any thread.
class Timer {
  public:
    using Action = std::function<void()>;

    explicit Timer(std::size_t capacity = 1024) : capacity_(capacity) {}
    ~Timer();
    Timer(const Timer&) = delete;
    Timer& operator=(const Timer&) = delete;

    /// \param action  short, must not throw
    /// \return false when too much waits already: it was not taken
    bool after(std::chrono::milliseconds delay, Action action);

  private:
    using Time = std::chrono::steady_clock::time_point;

    void run();

    const std::size_t capacity_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::multimap<Time, Action> waiting_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace desk
