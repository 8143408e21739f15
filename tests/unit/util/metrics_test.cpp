#include "util/metrics.hpp"

#include <gmock/gmock.h>

#include <ctime>
#include <string>
#include <thread>
#include <vector>

#include "util/log.hpp"

namespace desk {
namespace {

using testing::HasSubstr;

TEST(Metrics, ShowsEverySeriesFromTheStart) {
    const std::string text = Metrics().text();
    EXPECT_THAT(text, HasSubstr("# TYPE polydesk_http_requests_total counter\n"));
    EXPECT_THAT(
        text,
        HasSubstr(
            "polydesk_http_requests_total{call=\"none\",dialect=\"net\",status=\"5xx\"} 0\n"));
    EXPECT_THAT(text, HasSubstr("# TYPE polydesk_http_request_seconds histogram\n"));
    EXPECT_THAT(text, HasSubstr("# TYPE polydesk_writer_batch_jobs histogram\n"));
    EXPECT_THAT(text, HasSubstr("polydesk_http_connections 0\n"));
}

TEST(Metrics, CountsWhoIsTurnedAwayForKnownReasonsAlone) {
    Metrics metrics;
    metrics.caller_turned_away("whmcs", "key");
    metrics.caller_turned_away("whmcs", "whim");
    metrics.caller_turned_away("elsewhere", "key");
    const std::string text = metrics.text();
    EXPECT_THAT(
        text,
        HasSubstr("polydesk_callers_turned_away_total{dialect=\"whmcs\",reason=\"key\"} 1\n"));
    EXPECT_THAT(
        text,
        HasSubstr("polydesk_callers_turned_away_total{dialect=\"getfly\",reason=\"rate\"} 0\n"));
    EXPECT_THAT(text, Not(HasSubstr("whim")));
    EXPECT_THAT(text, Not(HasSubstr("elsewhere")));
}

TEST(Metrics, CountsRequestsByClassOfStatus) {
    Metrics metrics;
    for (const int status : {200, 201}) metrics.request_done({}, status, 0.002);
    metrics.request_done({}, 404, 0.2);
    metrics.request_done({}, 503, 20);
    metrics.request_done({}, 0, 0);  // what is no status counts somewhere, and harms nobody
    metrics.request_done({}, 999, 0);
    const std::string text = metrics.text();
    const auto requests = [](const char* status) {
        return R"(polydesk_http_requests_total{call="none",dialect="net",status=")" +
               std::string(status);
    };
    EXPECT_THAT(text, HasSubstr(requests("2xx\"} 2\n")));
    EXPECT_THAT(text, HasSubstr(requests("4xx\"} 1\n")));
    EXPECT_THAT(text, HasSubstr(requests("1xx\"} 1\n")));
    EXPECT_THAT(text, HasSubstr(requests("5xx\"} 2\n")));
    EXPECT_THAT(text, HasSubstr("polydesk_http_request_seconds_count{dialect=\"net\"} 6\n"));
    EXPECT_THAT(
        text, HasSubstr("polydesk_http_request_seconds_bucket{dialect=\"net\",le=\"0.0025\"} 4\n"));
    EXPECT_THAT(text,
                HasSubstr("polydesk_http_request_seconds_bucket{dialect=\"net\",le=\"+Inf\"} 6\n"));
}

TEST(Metrics, TellsCallsAndDialectsApart) {
    Metrics metrics;
    metrics.request_done({"whmcs", "OpenTicket"}, 200, 0.002);
    metrics.request_done({"whmcs", "GetTicket"}, 200, 0.002);
    metrics.request_done({"whmcs", std::string_view("GetTicket and more").substr(0, 9)}, 404, 1);
    metrics.request_done({"getfly", "GetTicket"}, 200, 0.002);
    const std::string text = metrics.text();
    EXPECT_THAT(text,
                HasSubstr(R"(requests_total{call="OpenTicket",dialect="whmcs",status="2xx"} 1)"));
    EXPECT_THAT(text,
                HasSubstr(R"(requests_total{call="GetTicket",dialect="whmcs",status="2xx"} 1)"));
    EXPECT_THAT(text,
                HasSubstr(R"(requests_total{call="GetTicket",dialect="whmcs",status="4xx"} 1)"));
    EXPECT_THAT(text,
                HasSubstr(R"(requests_total{call="GetTicket",dialect="getfly",status="2xx"} 1)"));
    EXPECT_THAT(text, HasSubstr(R"(request_seconds_count{dialect="whmcs"} 3)"));
}

TEST(Metrics, KeepsItsMemoryWhateverIsCalledACall) {
    Metrics metrics;
    std::vector<std::string> names;
    for (int i = 0; i < 1000; ++i) names.push_back("call" + std::to_string(i));
    for (const std::string& name : names) metrics.request_done({"odd", name}, 200, 0);
    const std::string text = metrics.text();
    EXPECT_THAT(text, HasSubstr(R"(call="call100",dialect="odd",status="2xx"} 1)"));
    EXPECT_THAT(text, testing::Not(HasSubstr("call999")));
    EXPECT_THAT(text, testing::ContainsRegex("call=\"other\",dialect=\"other\",status=\"2xx\". 7"));
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
    metrics.connection_refused();
    metrics.connection_limit(50);
    metrics.accept_failed();
    metrics.timed_out(Metrics::Waiting::answer);
    metrics.tls_handshake_failed();
    metrics.write_queue_changed(9);
    metrics.write_queue_changed(-2);
    metrics.slow_queue_changed(3);
    metrics.committed();
    metrics.batch_committed(5, 0.1);
    metrics.job_failed();
    metrics.job_turned_away();
    const std::string text = metrics.text();
    EXPECT_THAT(text, HasSubstr("polydesk_http_connections 1\n"));
    EXPECT_THAT(text, HasSubstr("polydesk_http_connections_total 2\n"));
    EXPECT_THAT(text, HasSubstr("polydesk_http_connections_refused_total 1\n"));
    EXPECT_THAT(text, HasSubstr("polydesk_http_connections_limit 50\n"));
    EXPECT_THAT(text, HasSubstr("polydesk_http_accept_failures_total 1\n"));
    EXPECT_THAT(text, HasSubstr("polydesk_http_timeouts_total{waiting_for=\"answer\"} 1\n"));
    EXPECT_THAT(text, HasSubstr("polydesk_http_timeouts_total{waiting_for=\"idle\"} 0\n"));
    EXPECT_THAT(text, HasSubstr("polydesk_tls_handshake_failures_total 1\n"));
    EXPECT_THAT(text, HasSubstr("polydesk_commits_total 2\n"));
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
            for (int i = 0; i < 1000; ++i) {
                metrics.request_done({"whmcs", i % 2 == 0 ? "OpenTicket" : "GetTicket"}, 200, 0.1);
            }
        });
    }
    for (std::thread& thread : threads) thread.join();
    const std::string text = metrics.text();
    for (const char* call : {"OpenTicket", "GetTicket"}) {
        EXPECT_THAT(text, HasSubstr("polydesk_http_requests_total{call=\"" + std::string(call) +
                                    "\",dialect=\"whmcs\",status=\"2xx\"} 2000\n"));
    }
    EXPECT_THAT(text, HasSubstr("polydesk_http_request_seconds_count{dialect=\"whmcs\"} 4000\n"));
}

TEST(Metrics, ShowsTheProcessAsItIs) {
    Metrics metrics;
    metrics.version("1.2.3");
    metrics.configuration_read(true, Timestamp(std::chrono::seconds(1'700'000'000)));
    metrics.configuration_read(false, Timestamp(std::chrono::seconds(1'700'000'001)));
    metrics.certificate_expires(Timestamp(std::chrono::seconds(1'800'000'000)));
    metrics.storage(
        {.disk_bytes = 4000, .free_bytes = 3000, .database_bytes = 200, .wal_bytes = 10});
    log::error("a line");
    const std::string text = metrics.text();
    for (const char* line :
         {"polydesk_build_info{version=\"1.2.3\"} 1\n",
          "polydesk_config_last_reload_successful 0\n",
          "polydesk_config_last_reload_success_timestamp_seconds 1700000000\n",
          "polydesk_tls_certificate_expiry_timestamp_seconds 1800000000\n",
          "polydesk_data_disk_bytes 4000\n", "polydesk_data_disk_free_bytes 3000\n",
          "polydesk_database_bytes 200\n", "polydesk_database_wal_bytes 10\n",
          "# TYPE process_cpu_seconds_total counter\n", "process_resident_memory_bytes ",
          "process_virtual_memory_bytes ", "process_start_time_seconds ", "process_open_fds ",
          "process_max_fds ", "polydesk_log_lines_lost_total "}) {
        EXPECT_THAT(text, HasSubstr(line));
    }
    EXPECT_THAT(text, testing::ContainsRegex("polydesk_log_lines_total.level=.error.. [1-9]"));
    EXPECT_THAT(text, testing::Not(HasSubstr("process_resident_memory_bytes 0\n")));
    const std::size_t start = text.find("\nprocess_start_time_seconds ");
    const double started = std::stod(text.substr(start + 28));
    EXPECT_NEAR(started, static_cast<double>(std::time(nullptr)), 3600);
}

}  // namespace
}  // namespace desk
