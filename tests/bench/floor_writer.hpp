#pragma once
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <random>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "bench/floor_sqlite.hpp"

namespace desk::bench {

struct Opened {
    bool ok = false;
    std::int64_t id = 0;
    std::string number;
    std::string access_code;
};

struct OpenJob {
    std::string subject;
    std::string message;
    std::size_t io_thread = 0;
    std::function<void(const Opened&)> done;  ///< called in that I/O thread, after the commit
};

/// The one writer: takes what has queued up, a savepoint a job, one commit for all.
class Writer {
  public:
    using Deliveries = std::vector<std::pair<std::function<void(const Opened&)>, Opened>>;
    /// \param post  hands the answers of a batch to an I/O thread: one wake-up a thread and batch
    Writer(const std::string& path, std::size_t io_threads,
           std::function<void(std::size_t io_thread, Deliveries)> post);
    ~Writer();
    void add(OpenJob job);

  private:
    struct Inserts;
    void run();
    Opened open_ticket(Inserts& inserts, const OpenJob& job);
    std::string draw(std::string_view alphabet, std::size_t length);
    void checkpoint_in_background();

    std::string path_;
    Connection db_;
    std::size_t io_threads_;
    std::function<void(std::size_t, Deliveries)> post_;
    std::mt19937_64 chance_{std::random_device{}()};  // a large desk keeps what a round before drew
    std::mutex mutex_;
    std::condition_variable queued_;
    std::deque<OpenJob> queue_;
    bool stopping_ = false;
    std::mutex checkpoint_mutex_;
    std::condition_variable checkpoint_wanted_;
    std::atomic<int> wal_pages_{0};
    std::atomic<bool> checkpointed_{false};
    std::thread writer_;
    std::thread checkpointer_;
};

}  // namespace desk::bench
