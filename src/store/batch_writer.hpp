#pragma once
#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <thread>

#include "store/bulk_target.hpp"

namespace desk::store {

/// Writes batches in a thread of its own, in their order.
class BatchWriter {
  public:
    explicit BatchWriter(BulkTarget& target);
    /// Leaves what is waiting.
    ~BatchWriter();
    BatchWriter(const BatchWriter&) = delete;
    BatchWriter& operator=(const BatchWriter&) = delete;

    /// Takes the rows of a batch and leaves it empty; waits while there is much to do.
    /// \throws what writing an earlier one threw
    void post(BulkBatch& batch);
    /// Waits until all are written. \throws what writing one threw
    void finish();

  private:
    void run();
    void end();

    BulkTarget& target_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<BulkBatch> waiting_;
    std::vector<BulkBatch> written_;  ///< to be written over
    bool ending_ = false;
    std::exception_ptr failure_;
    std::thread thread_;
};

}  // namespace desk::store
