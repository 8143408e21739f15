#pragma once
#include <atomic>
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

/// Reads and writes run in a pool with as many threads as connections, each job in a transaction of
/// its own; a serialization failure, a deadlock or a lost connection runs it again. Searches and
/// work have the slow pool.
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

    void post(core::Job&& job, Use use);
    void run(const core::Job& job, Use use);
    core::Outcome run_until_ended(const core::Job& job, Use use);
    core::Outcome run_once(PostgresConnection& connection, const core::Job& job, Use use,
                           bool& is_committing);

    TxServices& services_;
    Metrics& metrics_;
    std::atomic<bool> answers_{true};
    std::atomic<bool> is_asking_{false};
    PostgresConnections connections_;
    WorkerPool pool_;
    SlowLane slow_;
};

}  // namespace desk::store
