#pragma once
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "store/sqlite_connection.hpp"

namespace desk::store {

/// Keeps the WAL small. Its thread copies most of it into the database while the writer goes on;
/// since the writer adds pages meanwhile, that alone never finishes, so the writer does the short
/// rest between two of its batches and the next batch starts the WAL over. SQLite syncs the
/// database only with that rest: the thread syncs what it copied by itself, so that the writer has
/// little to wait for.
class SqliteCheckpointer {
  public:
    explicit SqliteCheckpointer(const SqliteOptions& options);
    ~SqliteCheckpointer();

    /// Called by the writer, outside any transaction.
    void between_batches(SqliteConnection& writer);

  private:
    enum class SyncAfter { no, yes };

    void run();
    void wait_for_thread();
    /// \return true when all of the WAL was copied
    bool copy(SqliteConnection& connection, SyncAfter sync) noexcept;

    SqliteConnection connection_;
    int next_start_;  ///< pages in the WAL at which the thread is woken; the writer's alone
    std::atomic<bool> rest_is_due_{false};
    std::atomic<bool> is_running_{false};
    std::atomic<std::int64_t> last_complaint_{0};
    std::mutex mutex_;
    std::condition_variable changed_;
    bool wanted_ = false;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace desk::store
