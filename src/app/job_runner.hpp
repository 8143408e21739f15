#pragma once
#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "app/chore.hpp"
#include "util/clock.hpp"
#include "util/metrics.hpp"

namespace desk::app {

/// Runs the desk's jobs, a bounded piece at a time through the write lane. Several nodes (and the
/// commands) may have a runner each on one database: whoever holds a job's lease runs it, and every
/// piece proves in its own transaction that it still does. A node that dies loses its leases by
/// time. A job that fails is logged and tried again later and later; the others go on.
///
/// Knows no thread and never sleeps: JobTimer calls it every second, tests call it themselves. One
/// thread at a time, except for stop().
class JobRunner {
  public:
    static constexpr std::chrono::seconds kLease{60};

    enum class Ended { done, not_due, leased, lost, stopped, failed };
    struct Result {
        Ended ended = Ended::failed;
        std::int64_t done = 0;
        std::string lease_owner;  ///< leased: who has it
    };
    struct Overview {
        std::string_view name;
        std::string_view about;
        std::optional<Timestamp> next_run;  ///< in the past: due now; none: not as things are
        core::JobState state;
    };

    /// \param owner  the name of this node in its leases; no two runners have the same
    JobRunner(core::Executor& executor, const Clock& clock, Metrics& metrics,
              std::vector<std::unique_ptr<Chore>> chores, std::string owner);

    /// Looks at each job and runs those that are due and nobody else has.
    void run_due();
    /// Runs a job now, whether or not it is due.
    /// \param progress  called with what is done so far after each piece
    /// \return nothing when there is no such job
    std::optional<Result> run_now(std::string_view name,
                                  const std::function<void(std::int64_t done)>& progress);
    /// From any thread: ends after the piece that is on; from then on nothing is run.
    void stop() { stopping_ = true; }

    std::vector<Overview> overview(core::Tx& tx);

  private:
    struct Entry {
        std::unique_ptr<Chore> chore;
        std::string label;  ///< of its work in the log
        // What the database may be too broken to keep:
        std::int64_t failures = 0;
        std::optional<Timestamp> not_before;
    };
    enum class Why { due, asked };

    bool is_due(Entry& entry);
    Result run(Entry& entry, Why why, const std::function<void(std::int64_t)>& progress);
    /// \return done: the lease is ours
    Ended take(Entry& entry, Why why, core::JobState& state);
    Ended run_pieces(Entry& entry, std::int64_t& done,
                     const std::function<void(std::int64_t)>& progress);
    Ended run_piece(Entry& entry, core::Piece& piece);
    void end(Entry& entry, Ended ended, core::JobState state, double seconds);
    void note_failure(Entry& entry);
    core::Outcome wait_for(bool writes, const std::string& label,
                           const std::function<bool(core::Tx&)>& run);

    core::Executor& executor_;
    const Clock& clock_;
    Metrics& metrics_;
    const std::string owner_;
    std::vector<Entry> entries_;
    std::atomic<bool> stopping_{false};
};

/// "host:4711:k3x9qa", another one each time.
std::string new_job_owner(Random& random);

}  // namespace desk::app
