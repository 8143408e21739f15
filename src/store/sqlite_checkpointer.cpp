#include "store/sqlite_checkpointer.hpp"

#include <sys/resource.h>

#include <algorithm>

#include "util/clock.hpp"
#include "util/log.hpp"

namespace desk::store {

namespace {

constexpr int kPagesBetween = 8000;
constexpr int kMostPages = 32000;  // then the writer waits for the copying instead of adding more
constexpr int kPasses = 2;         // the second takes what was written during the first
constexpr int kNiceness = 10;
constexpr std::int64_t kSecondsBetweenComplaints = 60;

}  // namespace

SqliteCheckpointer::SqliteCheckpointer(const SqliteOptions& options)
    : connection_(options, SqliteConnection::Use::write),
      next_start_(kPagesBetween),
      thread_([this] { run(); }) {}

SqliteCheckpointer::~SqliteCheckpointer() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    changed_.notify_one();
    thread_.join();
}

void SqliteCheckpointer::between_batches(SqliteConnection& writer) {
    const int pages = writer.wal_pages();
    if (pages < kPagesBetween) next_start_ = kPagesBetween;  // the WAL was started over
    if (rest_is_due_.exchange(false) || pages >= std::max(kMostPages, next_start_)) {
        wait_for_thread();  // it has the lock under which the WAL is copied
        // Readers may keep it from finishing; then the next try comes a stretch later.
        next_start_ = copy(writer, SyncAfter::no) ? kPagesBetween : pages + kPagesBetween;
        return;
    }
    if (pages < next_start_ || is_running_.exchange(true)) return;
    {
        const std::lock_guard lock(mutex_);
        wanted_ = true;
    }
    changed_.notify_one();
}

void SqliteCheckpointer::wait_for_thread() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return !is_running_; });
}

void SqliteCheckpointer::run() {
    // Nobody waits for it: where processors are short, the threads that answer go first.
    setpriority(PRIO_PROCESS, 0, kNiceness);  // of this thread alone, on Linux
    std::unique_lock lock(mutex_);
    while (true) {
        changed_.wait(lock, [this] { return stopping_ || wanted_; });
        if (stopping_) return;
        wanted_ = false;
        lock.unlock();
        for (int pass = 0; pass < kPasses; ++pass) copy(connection_, SyncAfter::yes);
        lock.lock();
        rest_is_due_ = true;
        is_running_ = false;
        changed_.notify_all();
    }
}

bool SqliteCheckpointer::copy(SqliteConnection& connection, SyncAfter sync) noexcept {
    try {
        const bool is_whole = connection.checkpoint();
        if (sync == SyncAfter::yes) connection.sync_database();
        return is_whole;
    } catch (const std::exception& error) {
        // A full disk, say. The WAL keeps everything; it only grows.
        const std::int64_t now = SystemClock{}.now().time_since_epoch().count();
        if (now - last_complaint_.load() >= kSecondsBetweenComplaints) {
            last_complaint_ = now;
            log::warning("checkpoint put off", {{"error", error.what()}});
        }
        return false;
    }
}

}  // namespace desk::store
