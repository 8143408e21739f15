#include "util/metrics.hpp"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <algorithm>
#include <array>
#include <map>
#include <mutex>
#include <shared_mutex>
#include <utility>

#include "util/metrics_process.hpp"

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

/// Calls that are told apart. No dialect has so many; if somebody puts the outside's words there,
/// memory stays bounded.
constexpr std::size_t kMostCalls = 256;
constexpr Metrics::Call kOtherCall{"other", "other"};

/// The counters of one call, by class of status, and the time its dialect takes.
struct CallSeries {
    std::array<Counter*, 5> by_class{};
    Histogram* seconds = nullptr;
};

struct ByText {
    using is_transparent = void;
    template <class A, class B>
    bool operator()(const A& a, const B& b) const {
        return std::pair<std::string_view, std::string_view>(a) <
               std::pair<std::string_view, std::string_view>(b);
    }
};

/// Series of calls are made when a call is first seen, and found by a look-up from then on.
class Calls {
  public:
    explicit Calls(Registry& registry)
        : requests_(prometheus::BuildCounter()
                        .Name("polydesk_http_requests_total")
                        .Help("Requests answered, by dialect, call and class of status")
                        .Register(registry)),
          seconds_(prometheus::BuildHistogram()
                       .Name("polydesk_http_request_seconds")
                       .Help("Time from the last byte of a request to its answer, by dialect")
                       .Register(registry)) {
        find({"net", "none"});  // what is answered before anybody sees it
    }

    const CallSeries& find(Metrics::Call call) {
        {
            const std::pair key(call.dialect, call.name);
            const std::shared_lock lock(mutex_);
            if (const auto known = calls_.find(key); known != calls_.end()) return known->second;
            if (calls_.size() >= kMostCalls) call = kOtherCall;
        }
        const std::unique_lock lock(mutex_);
        CallSeries& series = calls_[{std::string(call.dialect), std::string(call.name)}];
        if (series.seconds == nullptr) series = make(call);
        return series;
    }

  private:
    CallSeries make(const Metrics::Call& call) {
        CallSeries series;
        const std::string dialect(call.dialect);
        for (std::size_t i = 0; i < series.by_class.size(); ++i) {
            series.by_class[i] = &requests_.Add({{"dialect", dialect},
                                                 {"call", std::string(call.name)},
                                                 {"status", std::to_string(i + 1) + "xx"}});
        }
        series.seconds = &seconds_.Add({{"dialect", dialect}}, kSeconds);
        return series;
    }

    prometheus::Family<Counter>& requests_;
    prometheus::Family<Histogram>& seconds_;
    std::shared_mutex mutex_;
    std::map<std::pair<std::string, std::string>, CallSeries, ByText> calls_;
};

}  // namespace

/// Every series that is known beforehand is made at once, so that counting looks nothing up, and an
/// alarm on one that has not moved yet finds it.
struct Metrics::Parts {
    Registry registry;

    Calls calls{registry};
    prometheus::Family<Counter>& turned_away_callers =
        prometheus::BuildCounter()
            .Name("polydesk_callers_turned_away_total")
            .Help("Requests for which nothing was done, by dialect and reason")
            .Register(registry);
    Counter& turned_away_caller(std::string_view dialect, std::string_view reason) {
        return turned_away_callers.Add(
            {{"dialect", std::string(dialect)}, {"reason", std::string(reason)}});
    }
    Gauge& connections =
        gauge(registry, "polydesk_http_connections", "Connections that are open now");
    Gauge& connections_limit =
        gauge(registry, "polydesk_http_connections_limit", "Connections that may be open");
    Counter& connections_total =
        counter(registry, "polydesk_http_connections_total", "Connections ever opened");
    Counter& connections_refused = counter(registry, "polydesk_http_connections_refused_total",
                                           "Connections turned away at the limit");
    Counter& accepts_failed =
        counter(registry, "polydesk_http_accept_failures_total",
                "Connections that could not be accepted, for want of descriptors as a rule");
    prometheus::Family<Counter>& timeouts =
        prometheus::BuildCounter()
            .Name("polydesk_http_timeouts_total")
            .Help("Connections whose client was not waited for any longer, by what it owed")
            .Register(registry);
    std::array<Counter*, 4> timeouts_by_kind{
        &timeouts.Add({{"waiting_for", "opening"}}), &timeouts.Add({{"waiting_for", "idle"}}),
        &timeouts.Add({{"waiting_for", "request"}}), &timeouts.Add({{"waiting_for", "answer"}})};
    Counter& handshakes_failed =
        counter(registry, "polydesk_tls_handshake_failures_total", "TLS handshakes that failed");
    prometheus::Family<Gauge>& certificate =
        prometheus::BuildGauge()
            .Name("polydesk_tls_certificate_expiry_timestamp_seconds")
            .Help("When the certificate expires, in seconds since 1970; only where TLS is served")
            .Register(registry);

    Histogram& batch_jobs = histogram(registry, "polydesk_writer_batch_jobs",
                                      "Jobs that one commit of the writer held", kJobs);
    Histogram& batch_seconds = histogram(registry, "polydesk_writer_batch_seconds",
                                         "Time one batch of the writer took", kSeconds);
    Counter& rollbacks = counter(registry, "polydesk_writer_rollbacks_total",
                                 "Batches that had to be rolled back whole");
    Counter& commits = counter(registry, "polydesk_commits_total", "Transactions committed");
    Gauge& write_queue = gauge(registry, "polydesk_write_queue_jobs", "Jobs waiting to write");
    Gauge& slow_queue =
        gauge(registry, "polydesk_slow_queue_jobs", "Jobs waiting in the slow lane");
    Counter& failed =
        counter(registry, "polydesk_jobs_failed_total", "Jobs that failed by our fault");
    Counter& turned_away = counter(registry, "polydesk_jobs_turned_away_total",
                                   "Jobs refused because their queue was full");

    prometheus::Family<Gauge>& job_next_run =
        prometheus::BuildGauge()
            .Name("polydesk_job_next_run_timestamp_seconds")
            .Help("When a job of the desk is due next, as this node sees it; 0: not as things are")
            .Register(registry);
    prometheus::Family<Gauge>& job_last_success =
        prometheus::BuildGauge()
            .Name("polydesk_job_last_success_timestamp_seconds")
            .Help("When this node last ran a job of the desk to its end")
            .Register(registry);
    prometheus::Family<Gauge>& job_seconds = prometheus::BuildGauge()
                                                 .Name("polydesk_job_last_run_seconds")
                                                 .Help("Time the last run of a job took")
                                                 .Register(registry);
    prometheus::Family<Counter>& job_done = prometheus::BuildCounter()
                                                .Name("polydesk_job_done_total")
                                                .Help("Things that a job of the desk dealt with")
                                                .Register(registry);
    prometheus::Family<Counter>& job_failures = prometheus::BuildCounter()
                                                    .Name("polydesk_job_failures_total")
                                                    .Help("Runs of a job that failed")
                                                    .Register(registry);
    prometheus::Family<Gauge>& build = prometheus::BuildGauge()
                                           .Name("polydesk_build_info")
                                           .Help("1, with the version that runs")
                                           .Register(registry);
    Gauge& configuration_sound =
        gauge(registry, "polydesk_config_last_reload_successful",
              "Whether the configuration could be taken over when it was last read");
    Gauge& configuration_time =
        gauge(registry, "polydesk_config_last_reload_success_timestamp_seconds",
              "When that last went well, in seconds since 1970");
    Gauge& disk = gauge(registry, "polydesk_data_disk_bytes", "Size of the data folder's disk");
    Gauge& disk_free =
        gauge(registry, "polydesk_data_disk_free_bytes", "Room on the data folder's disk");
    Gauge& database = gauge(registry, "polydesk_database_bytes",
                            "Size of the SQLite database's file; 0 on PostgreSQL");
    Gauge& wal = gauge(registry, "polydesk_database_wal_bytes",
                       "Size of SQLite's write-ahead log; 0 on PostgreSQL");
};

Metrics::Metrics() : parts_(std::make_unique<Parts>()) {
    for (const std::string_view dialect : kDialects) {
        for (const std::string_view reason : TurnedAway::kAll) {
            parts_->turned_away_caller(dialect, reason);
        }
    }
}
Metrics::~Metrics() = default;

void Metrics::request_done(Call call, int status, double seconds) {
    if (call.dialect.empty()) call.dialect = "net";
    if (call.name.empty()) call.name = "none";
    const CallSeries& series = parts_->calls.find(call);
    const int status_class = std::clamp(status / 100, 1, 5);
    series.by_class[static_cast<std::size_t>(status_class) - 1]->Increment();
    series.seconds->Observe(seconds);
}

void Metrics::caller_turned_away(std::string_view dialect, std::string_view reason) {
    const bool is_known = std::ranges::find(kDialects, dialect) != kDialects.end() &&
                          std::ranges::find(TurnedAway::kAll, reason) != TurnedAway::kAll.end();
    if (is_known) parts_->turned_away_caller(dialect, reason).Increment();
}

void Metrics::connection_opened() {
    parts_->connections.Increment();
    parts_->connections_total.Increment();
}

void Metrics::connection_closed() { parts_->connections.Decrement(); }
void Metrics::connection_refused() { parts_->connections_refused.Increment(); }
void Metrics::connection_limit(std::size_t most) {
    parts_->connections_limit.Set(static_cast<double>(most));
}
void Metrics::accept_failed() { parts_->accepts_failed.Increment(); }
void Metrics::timed_out(Waiting what) {
    parts_->timeouts_by_kind[static_cast<std::size_t>(what)]->Increment();
}
void Metrics::tls_handshake_failed() { parts_->handshakes_failed.Increment(); }
void Metrics::certificate_expires(Timestamp when) {
    parts_->certificate.Add({}).Set(static_cast<double>(when.time_since_epoch().count()));
}

void Metrics::batch_committed(std::size_t jobs, double seconds) {
    parts_->batch_jobs.Observe(static_cast<double>(jobs));
    parts_->batch_seconds.Observe(seconds);
    committed();
}

void Metrics::batch_rolled_back() { parts_->rollbacks.Increment(); }
void Metrics::committed() { parts_->commits.Increment(); }
void Metrics::write_queue_changed(int by) { parts_->write_queue.Increment(by); }
void Metrics::slow_queue_changed(int by) { parts_->slow_queue.Increment(by); }
void Metrics::job_failed() { parts_->failed.Increment(); }
void Metrics::job_turned_away() { parts_->turned_away.Increment(); }

void Metrics::job_known(std::string_view job) {
    const prometheus::Labels labels{{"job", std::string(job)}};
    parts_->job_failures.Add(labels);
    parts_->job_next_run.Add(labels);
    parts_->job_last_success.Add(labels);
    parts_->job_seconds.Add(labels);
    parts_->job_done.Add(labels);
}

void Metrics::job_planned(std::string_view job, std::optional<Timestamp> next_run) {
    const prometheus::Labels labels{{"job", std::string(job)}};
    parts_->job_next_run.Add(labels).Set(
        next_run ? static_cast<double>(next_run->time_since_epoch().count()) : 0);
}

void Metrics::job_ended(std::string_view job, Timestamp at, double seconds, std::int64_t done) {
    const prometheus::Labels labels{{"job", std::string(job)}};
    parts_->job_last_success.Add(labels).Set(static_cast<double>(at.time_since_epoch().count()));
    parts_->job_seconds.Add(labels).Set(seconds);
    parts_->job_done.Add(labels).Increment(static_cast<double>(done));
}

void Metrics::job_gave_up(std::string_view job) {
    parts_->job_failures.Add({{"job", std::string(job)}}).Increment();
}

void Metrics::version(std::string_view text) {
    parts_->build.Add({{"version", std::string(text)}}).Set(1);
}

void Metrics::configuration_read(bool is_sound, Timestamp when) {
    parts_->configuration_sound.Set(is_sound ? 1 : 0);
    if (!is_sound) return;
    parts_->configuration_time.Set(static_cast<double>(when.time_since_epoch().count()));
}

void Metrics::storage(const Storage& now) {
    parts_->disk.Set(static_cast<double>(now.disk_bytes));
    parts_->disk_free.Set(static_cast<double>(now.free_bytes));
    parts_->database.Set(static_cast<double>(now.database_bytes));
    parts_->wal.Set(static_cast<double>(now.wal_bytes));
}

std::string Metrics::text() const {
    std::vector<prometheus::MetricFamily> families = parts_->registry.Collect();
    for (prometheus::MetricFamily& family : process_metrics()) {
        families.push_back(std::move(family));
    }
    return prometheus::TextSerializer().Serialize(families);
}

}  // namespace desk
