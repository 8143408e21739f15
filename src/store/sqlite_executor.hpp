#pragma once
#include <memory>
#include <mutex>
#include <vector>

#include "store/lanes.hpp"
#include "store/sqlite_writer.hpp"
#include "store/store.hpp"

namespace desk::store {

/// Connections for readers, made when they are needed and kept.
class SqliteReaders {
  public:
    explicit SqliteReaders(SqliteOptions options) : options_(std::move(options)) {}

    std::unique_ptr<SqliteConnection> take();
    void give_back(std::unique_ptr<SqliteConnection> connection);

  private:
    const SqliteOptions options_;
    std::mutex mutex_;
    std::vector<std::unique_ptr<SqliteConnection>> idle_;
};

/// Reads run in the calling thread, writes in the writer's, searches and work in the slow pool.
class SqliteExecutor final : public Lanes {
  public:
    SqliteExecutor(const SqliteOptions& sqlite, const StoreOptions& options, TxServices& services,
                   Metrics& metrics);
    ~SqliteExecutor() override;

    void read(core::Job job) override;
    void write(core::Job job) override;
    void search(core::Job job) override;
    void work(std::function<void()> run, std::function<void(core::Outcome)> finish,
              std::string label) override;
    bool is_ready() override;
    void stop() override;

  private:
    /// \return false when it turned out to be long and was not finished
    bool run_read(const core::Job& job, Pace pace);

    TxServices& services_;
    Metrics& metrics_;
    SqliteReaders readers_;
    SqliteWriter writer_;
    SlowLane slow_;
};

}  // namespace desk::store
