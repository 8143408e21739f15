#pragma once
#include <atomic>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "store/lanes.hpp"
#include "store/postgres_connection.hpp"
#include "store/sql_tx.hpp"
#include "store/store.hpp"

namespace desk::store {

/// Connections, made when they are needed and kept while they are alive.
class PostgresConnections {
  public:
    PostgresConnections(std::string url, std::chrono::milliseconds lock_timeout)
        : url_(std::move(url)), lock_timeout_(lock_timeout) {}

    std::unique_ptr<PostgresConnection> take();
    void give_back(std::unique_ptr<PostgresConnection> connection);
    /// After one was lost the idle ones are lost too, most likely.
    void forget_idle();

  private:
    const std::string url_;
    const std::chrono::milliseconds lock_timeout_;
    std::mutex mutex_;
    std::vector<std::unique_ptr<PostgresConnection>> idle_;
};

/// Reads and writes run in a pool with as many threads as connections. Writes that queue up share a
/// transaction, without savepoints: when one of them refuses or fails, all are rolled back and run
/// again, each in a transaction of its own. A serialization failure, a deadlock or a lost
/// connection runs a job again. Searches and work have the slow pool.
class PostgresExecutor final : public Lanes {
  public:
    PostgresExecutor(const StoreOptions& options, TxServices& services, Metrics& metrics);
    ~PostgresExecutor() override;

    void read(core::Job job) override;
    void write(core::Job job) override;
    void search(core::Job job) override;
    void work(std::function<void()> run, std::function<void(core::Outcome)> finish,
              std::string label) override;
    /// What the last answer of the database was; asks it anew in the background.
    bool is_ready() override;
    void stop() override;

  private:
    enum class Use { read, write, search };

    using SharedJob = std::shared_ptr<const core::Job>;

    void post(core::Job&& job, Use use);
    void write_next();
    /// What this thread takes of the writes that wait; none when another took its share before.
    std::vector<SharedJob> take_writes();
    /// \return false when nothing was done, and each is to be run alone
    bool run_together(const std::vector<SharedJob>& jobs);
    void run(const core::Job& job, Use use);
    core::Outcome run_until_ended(const core::Job& job, Use use);
    core::Outcome run_once(PostgresConnection& connection, const core::Job& job, Use use,
                           bool& is_committing);

    TxServices& services_;
    Metrics& metrics_;
    std::atomic<bool> answers_{true};
    std::atomic<bool> is_asking_{false};
    PostgresConnections connections_;
    const std::size_t threads_;
    std::mutex waiting_mutex_;
    std::deque<SharedJob> waiting_;  ///< writes; for each there is a task in the pool
    int alone_ = 0;                  ///< how many are run alone, since a group was in vain
    WorkerPool pool_;
    SlowLane slow_;
};

}  // namespace desk::store
