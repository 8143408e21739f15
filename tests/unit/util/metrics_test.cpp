#include "util/metrics.hpp"

#include <gmock/gmock.h>

#include <string>
#include <thread>
#include <vector>

namespace desk {
namespace {

using testing::HasSubstr;

TEST(Metrics, ShowsEverySeriesFromTheStart) {
    const std::string text = Metrics().text();
    EXPECT_THAT(text, HasSubstr("# TYPE polydesk_http_requests_total counter\n"));
    EXPECT_THAT(text, HasSubstr("polydesk_http_requests_total{status=\"5xx\"} 0\n"));
    EXPECT_THAT(text, HasSubstr("# TYPE polydesk_http_request_seconds histogram\n"));
    EXPECT_THAT(text, HasSubstr("# TYPE polydesk_writer_batch_jobs histogram\n"));
    EXPECT_THAT(text, HasSubstr("polydesk_http_connections 0\n"));
}

TEST(Metrics, CountsRequestsByClassOfStatus) {
    Metrics metrics;
    metrics.request_done(200, 0.002);
    metrics.request_done(201, 0.002);
    metrics.request_done(404, 0.2);
    metrics.request_done(503, 20);
    metrics.request_done(0, 0);  // what is no status counts somewhere, and harms nobody
    metrics.request_done(999, 0);
    const std::string text = metrics.text();
    EXPECT_THAT(text, HasSubstr("polydesk_http_requests_total{status=\"2xx\"} 2\n"));
    EXPECT_THAT(text, HasSubstr("polydesk_http_requests_total{status=\"4xx\"} 1\n"));
    EXPECT_THAT(text, HasSubstr("polydesk_http_requests_total{status=\"1xx\"} 1\n"));
    EXPECT_THAT(text, HasSubstr("polydesk_http_requests_total{status=\"5xx\"} 2\n"));
    EXPECT_THAT(text, HasSubstr("polydesk_http_request_seconds_count 6\n"));
    EXPECT_THAT(text, HasSubstr("polydesk_http_request_seconds_bucket{le=\"0.0025\"} 4\n"));
    EXPECT_THAT(text, HasSubstr("polydesk_http_request_seconds_bucket{le=\"+Inf\"} 6\n"));
}

TEST(Metrics, ShowsBatchSizesOfTheWriter) {
    Metrics metrics;
    metrics.batch_committed(1, 0.001);
    metrics.batch_committed(12, 0.004);
    metrics.batch_rolled_back();
    const std::string text = metrics.text();
    EXPECT_THAT(text, HasSubstr("polydesk_writer_batch_jobs_sum 13\n"));
    EXPECT_THAT(text, HasSubstr("polydesk_writer_batch_jobs_count 2\n"));
    EXPECT_THAT(text, HasSubstr("polydesk_writer_batch_jobs_bucket{le=\"8\"} 1\n"));
    EXPECT_THAT(text, HasSubstr("polydesk_writer_batch_jobs_bucket{le=\"16\"} 2\n"));
    EXPECT_THAT(text, HasSubstr("polydesk_writer_batch_seconds_count 2\n"));
    EXPECT_THAT(text, HasSubstr("polydesk_writer_rollbacks_total 1\n"));
}

TEST(Metrics, FollowsConnectionsQueuesAndMishaps) {
    Metrics metrics;
    metrics.connection_opened();
    metrics.connection_opened();
    metrics.connection_closed();
    metrics.write_queue_length(7);
    metrics.slow_queue_length(3);
    metrics.job_failed();
    metrics.job_turned_away();
    const std::string text = metrics.text();
    EXPECT_THAT(text, HasSubstr("polydesk_http_connections 1\n"));
    EXPECT_THAT(text, HasSubstr("polydesk_http_connections_total 2\n"));
    EXPECT_THAT(text, HasSubstr("polydesk_write_queue_jobs 7\n"));
    EXPECT_THAT(text, HasSubstr("polydesk_slow_queue_jobs 3\n"));
    EXPECT_THAT(text, HasSubstr("polydesk_jobs_failed_total 1\n"));
    EXPECT_THAT(text, HasSubstr("polydesk_jobs_turned_away_total 1\n"));
}

TEST(Metrics, LosesNothingBetweenThreads) {
    Metrics metrics;
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&metrics] {
            for (int i = 0; i < 1000; ++i) metrics.request_done(200, 0.001);
        });
    }
    for (std::thread& thread : threads) thread.join();
    EXPECT_THAT(metrics.text(), HasSubstr("polydesk_http_requests_total{status=\"2xx\"} 4000\n"));
    EXPECT_THAT(metrics.text(), HasSubstr("polydesk_http_request_seconds_count 4000\n"));
}

}  // namespace
}  // namespace desk
