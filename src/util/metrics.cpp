#include "util/metrics.hpp"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <algorithm>
#include <array>

namespace desk {
namespace {

using prometheus::Counter;
using prometheus::Gauge;
using prometheus::Histogram;
using prometheus::Registry;

Counter& counter(Registry& registry, const char* name, const char* help) {
    return prometheus::BuildCounter().Name(name).Help(help).Register(registry).Add({});
}

Gauge& gauge(Registry& registry, const char* name, const char* help) {
    return prometheus::BuildGauge().Name(name).Help(help).Register(registry).Add({});
}

Histogram& histogram(Registry& registry, const char* name, const char* help,
                     const Histogram::BucketBoundaries& buckets) {
    return prometheus::BuildHistogram().Name(name).Help(help).Register(registry).Add({}, buckets);
}

const Histogram::BucketBoundaries kSeconds{0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                           0.1,    0.25,  0.5,    1,     2.5,  5,     10};
const Histogram::BucketBoundaries kJobs{1, 2, 4, 8, 16, 32, 64, 128, 256};

}  // namespace

/// Every series is made once, so that counting looks nothing up.
struct Metrics::Parts {
    Registry registry;

    prometheus::Family<Counter>& requests = prometheus::BuildCounter()
                                                .Name("polydesk_http_requests_total")
                                                .Help("Requests answered, by class of status")
                                                .Register(registry);
    std::array<Counter*, 5> requests_by_class{
        &requests.Add({{"status", "1xx"}}), &requests.Add({{"status", "2xx"}}),
        &requests.Add({{"status", "3xx"}}), &requests.Add({{"status", "4xx"}}),
        &requests.Add({{"status", "5xx"}})};
    Histogram& request_seconds =
        histogram(registry, "polydesk_http_request_seconds", "Time a request took", kSeconds);
    Gauge& connections =
        gauge(registry, "polydesk_http_connections", "Connections that are open now");
    Counter& connections_total =
        counter(registry, "polydesk_http_connections_total", "Connections ever opened");

    Histogram& batch_jobs = histogram(registry, "polydesk_writer_batch_jobs",
                                      "Jobs that one commit of the writer held", kJobs);
    Histogram& batch_seconds = histogram(registry, "polydesk_writer_batch_seconds",
                                         "Time one batch of the writer took", kSeconds);
    Counter& rollbacks = counter(registry, "polydesk_writer_rollbacks_total",
                                 "Batches that had to be rolled back whole");
    Gauge& write_queue = gauge(registry, "polydesk_write_queue_jobs", "Jobs waiting to write");
    Gauge& slow_queue =
        gauge(registry, "polydesk_slow_queue_jobs", "Jobs waiting in the slow lane");
    Counter& failed =
        counter(registry, "polydesk_jobs_failed_total", "Jobs that failed by our fault");
    Counter& turned_away = counter(registry, "polydesk_jobs_turned_away_total",
                                   "Jobs refused because their queue was full");
};

Metrics::Metrics() : parts_(std::make_unique<Parts>()) {}
Metrics::~Metrics() = default;

void Metrics::request_done(int status, double seconds) {
    const int status_class = std::clamp(status / 100, 1, 5);
    parts_->requests_by_class[static_cast<std::size_t>(status_class) - 1]->Increment();
    parts_->request_seconds.Observe(seconds);
}

void Metrics::connection_opened() {
    parts_->connections.Increment();
    parts_->connections_total.Increment();
}

void Metrics::connection_closed() { parts_->connections.Decrement(); }

void Metrics::batch_committed(std::size_t jobs, double seconds) {
    parts_->batch_jobs.Observe(static_cast<double>(jobs));
    parts_->batch_seconds.Observe(seconds);
}

void Metrics::batch_rolled_back() { parts_->rollbacks.Increment(); }

void Metrics::write_queue_length(std::size_t jobs) {
    parts_->write_queue.Set(static_cast<double>(jobs));
}

void Metrics::slow_queue_length(std::size_t jobs) {
    parts_->slow_queue.Set(static_cast<double>(jobs));
}

void Metrics::job_failed() { parts_->failed.Increment(); }
void Metrics::job_turned_away() { parts_->turned_away.Increment(); }

std::string Metrics::text() const {
    return prometheus::TextSerializer().Serialize(parts_->registry.Collect());
}

}  // namespace desk
