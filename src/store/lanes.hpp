#pragma once
#include <functional>
#include <memory>
#include <string>

#include "core/ports.hpp"
#include "store/worker_pool.hpp"
#include "util/metrics.hpp"

namespace desk::store {

/// An executor as the Store owns it. Destroyed, it finishes what is queued.
class Lanes : public core::Executor {
  public:
    /// True while the database answers.
    virtual bool is_ready() = 0;
    /// Finishes what is queued; from then on every job is turned away. Call it from one thread.
    virtual void stop() = 0;
};

/// The slow lane: a bounded pool, of which the executors use the threads but not the connections.
class SlowLane {
  public:
    SlowLane(int threads, std::size_t capacity, Metrics& metrics)
        : metrics_(metrics), pool_(threads, capacity) {}

    /// Hands the job to `run`, which must call its `finish`; answers busy when the queue is full.
    void post(core::Job&& job, std::function<void(const core::Job&)> run);
    /// Work without the database.
    void post(std::function<void()>&& run, std::function<void(core::Outcome)>&& finish,
              std::string&& label);
    void stop() { pool_.stop(); }

  private:
    bool queue(std::function<void()> task);

    Metrics& metrics_;
    WorkerPool pool_;
};

}  // namespace desk::store
