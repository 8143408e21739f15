#pragma once
#include <cstddef>
#include <memory>
#include <string>

namespace prometheus {
class Registry;
}

namespace desk {

/// What /metrics shows (prometheus-cpp behind it). Every method is safe from any thread and cheap
/// enough for each request. Owned by the application; the parts that measure take a reference.
class Metrics {
  public:
    Metrics();
    ~Metrics();

    /// polydesk_http_requests_total{status="2xx"} and polydesk_http_request_seconds.
    void request_done(int status, double seconds);
    void connection_opened();
    void connection_closed();
    /// polydesk_writer_batch_jobs: a histogram of how many jobs one commit held; seconds it took.
    void batch_committed(std::size_t jobs, double seconds);
    void batch_rolled_back();
    void write_queue_length(std::size_t jobs);
    void slow_queue_length(std::size_t jobs);
    void job_failed();
    void job_turned_away();  ///< a full queue

    /// The exposition format, text/plain; version=0.0.4.
    [[nodiscard]] std::string text() const;

  private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace desk
