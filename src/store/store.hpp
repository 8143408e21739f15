#pragma once
#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "core/ports.hpp"
#include "util/metrics.hpp"

/// The desk's data behind core/ports.hpp, on SQLite or PostgreSQL.
namespace desk::store {

struct StoreOptions {
    /// "sqlite:/path/to/desk.sqlite", or "postgresql://…" (also "postgres://…").
    std::string database;
    int connections = 6;  ///< PostgreSQL: of the pool (4 to 8 are best on 2 cores)
    int slow_threads = 2;
    std::size_t write_queue = 4096;  ///< jobs; beyond: Outcome::busy
    std::size_t slow_queue = 256;
    std::size_t batch_jobs = 256;                   ///< SQLite: most jobs of one commit
    std::chrono::microseconds batch_time{5'000};    ///< SQLite: no further job is taken after this
    std::chrono::milliseconds quiet{10};            ///< SQLite: before it marks for readers
    std::chrono::milliseconds busy_timeout{5'000};  ///< how long to wait for somebody else's lock
    std::string sqlite_vfs;  ///< the tests' power-cut VFS; empty: the default
};

/// True where a desk has been made: then a Store finds a schema there. Changes nothing.
/// \throws std::runtime_error with a message for a person: PostgreSQL does not answer
bool has_desk(const std::string& database);

/// Opens a database, brings its schema up to date, and runs jobs on it. One per process.
class Store {
  public:
    /// \throws std::runtime_error with a message for a person: cannot open, schema newer than this
    ///         binary, …
    Store(const StoreOptions& options, const Clock& clock, Random& random,
          core::AttachmentFiles& files, Metrics& metrics);
    /// Stops if that has not been done, then closes.
    ~Store();

    /// Finishes what is queued; from then on every job is turned away. For owners of what the jobs'
    /// callbacks use, before that goes.
    void stop();

    [[nodiscard]] core::Executor& executor();
    [[nodiscard]] const core::SettingsSource& settings() const;
    /// Reads table `setting` now: for whoever has just written it.
    void reload_settings();
    /// True while the database answers; for /readyz. Cheap.
    [[nodiscard]] bool is_ready();

    /// Runs one job and waits for it: for commands, start-up and tests. Never in an I/O thread.
    core::Outcome run_write(const std::function<bool(core::Tx&)>& job);
    /// The same for thousands of rows.
    core::Outcome run_long_write(const std::function<bool(core::Tx&)>& job);
    core::Outcome run_read(const std::function<bool(core::Tx&)>& job);

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace desk::store
