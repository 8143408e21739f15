#pragma once
#include <condition_variable>
#include <mutex>
#include <thread>

#include "app/job_runner.hpp"

namespace desk::app {

/// Calls a JobRunner from a thread of its own as each second begins, so that whatever is due at a
/// second is done in it and every change is seen within one. Where looking takes long, it is done
/// less often: a twentieth of the time at most.
class JobTimer {
  public:
    explicit JobTimer(JobRunner& runner);
    /// Waits for the piece of work that is on.
    ~JobTimer();
    JobTimer(const JobTimer&) = delete;
    JobTimer& operator=(const JobTimer&) = delete;

  private:
    void run();

    JobRunner& runner_;
    std::mutex mutex_;
    std::condition_variable changed_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace desk::app
