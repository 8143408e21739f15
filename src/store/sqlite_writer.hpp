#pragma once
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

#include "store/sql_tx.hpp"
#include "store/sqlite_checkpointer.hpp"
#include "store/sqlite_connection.hpp"
#include "store/sqlite_read_mark.hpp"
#include "util/metrics.hpp"

namespace desk::store {

/// Group commit: one thread runs everything that has queued up as one transaction, a savepoint for
/// each job, and commits once. A job is answered only after the commit that holds it.
///
/// SQLite may roll the whole transaction back by itself when a statement fails (a full disk does);
/// savepoints set after that would commit on their own. So after every job and every failure the
/// writer asks whether its transaction is still there. If it is gone, or COMMIT fails, nothing of
/// the batch was written: the job it died under gets the error, and all others run again, each in a
/// transaction of its own.
///
/// A long job is a batch without a savepoint: there SQLite goes through all that the job has done
/// so far after each of its statements.
class SqliteWriter {
  public:
    struct Limits {
        std::size_t queue;
        std::size_t batch_jobs;
        std::chrono::microseconds batch_time;
        std::chrono::milliseconds quiet;  ///< with nothing to write, until it marks for readers
    };

    SqliteWriter(const SqliteOptions& options, const Limits& limits, TxServices& services,
                 Metrics& metrics);
    ~SqliteWriter();  ///< stops

    /// Takes a job from any thread; answers busy at once when the queue is full.
    void post(core::Job&& job);
    /// Commits what is queued, then ends the thread. Jobs that come later are unavailable.
    void stop();

  private:
    struct Entry {
        core::Job job;
        core::Outcome outcome = core::Outcome::failed;
        bool is_final = false;  ///< it gets this outcome whatever becomes of the batch
    };

    void run();
    /// Moves queued jobs to the batch, as many as it may still hold. \return false: none may
    bool take_jobs(std::size_t most);
    void take_job();
    bool wait_for_jobs();
    void run_batch();
    /// Runs one job in its savepoint, unless it is long. \return false when the whole transaction
    /// is lost
    bool run_job(Entry& entry);
    /// Undoes what one job has done.
    void undo(const Entry& entry);
    /// Runs a job in a transaction of its own. \return false when none could be begun
    bool run_alone(Entry& entry);
    /// Each job of a lost batch that is not answered yet.
    void run_again();
    bool begin_or_refuse();
    /// Answers all of the batch and forgets it.
    void answer();

    const Limits limits_;
    TxServices& services_;
    Metrics& metrics_;
    SqliteConnection connection_;
    SqliteCheckpointer checkpointer_;
    SqliteReadMark read_mark_;
    std::vector<Entry> batch_;  ///< the thread's own

    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<core::Job> queue_;
    bool is_waiting_ = false;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace desk::store
