#include <atomic>
#include <thread>

#include "app/job_timer.hpp"
#include "unit/app/jobs_test.hpp"

namespace desk::test {
namespace {

using namespace std::chrono_literals;

/// Several nodes on one database; run under TSan as well.
class JobsOnSeveralNodes : public JobsTest {};
RUN_ON_BOTH_DATABASES(JobsOnSeveralNodes);

TEST_P(JobsOnSeveralNodes, DoEachPieceOfWorkOnce) {
    constexpr int kTickets = 3 * core::kPieceSize;
    set("auto_close_hours", "1");
    for (int i = 0; i < kTickets; ++i) answered();
    database.clock.advance(1h);

    store::Store other(database.options, database.clock, database.random, database.files,
                       database.metrics);
    std::atomic<std::int64_t> done{0};
    const auto node = [&](store::Store& store, const std::string& name) {
        app::JobRunner runner(store.executor(), database.clock, database.metrics, chores(store),
                              name);
        while (count("SELECT count(*) FROM event WHERE type = 'TicketClose'") < kTickets) {
            runner.run_due();
            const auto result = runner.run_now("auto-close", [](std::int64_t) {});
            done += result->done;
        }
    };
    std::thread first([&] { node(*database, "node-1"); });
    std::thread second([&] { node(other, "node-2"); });
    first.join();
    second.join();
    EXPECT_EQ(kTickets, count("SELECT count(DISTINCT ticket_id) FROM event WHERE type = "
                              "'TicketClose'"));
    EXPECT_EQ(kTickets, count("SELECT count(*) FROM event WHERE type = 'TicketClose'"));
    EXPECT_LE(done, kTickets);
}

/// Requests that bring the same bytes again and again, while the collector finds them old and
/// unneeded each time: whatever was put is there.
TEST_P(JobsOnSeveralNodes, NeverTakeAFileThatARequestIsAboutToName) {
    constexpr int kRounds = 100;
    database.clock.set(SystemClock().now());  // which files go by
    std::atomic<bool> is_over{false};
    std::thread collector([&] {
        app::JobRunner node = runner("collector", chores(*database));
        while (!is_over) node.run_now("blob-collection", [](std::int64_t) {});
    });
    const std::string bytes = "the same bytes";
    const std::string sha256 = database.files.put(bytes);
    const std::filesystem::path file = database.files.root() / sha256.substr(0, 2) / sha256;
    for (int i = 0; i < kRounds; ++i) {
        // Old, for the collector to find, where it has not taken it already.
        std::error_code ignored;
        std::filesystem::last_write_time(file, std::filesystem::file_time_type::clock::now() - 48h,
                                         ignored);
        database.files.put(bytes);
        EXPECT_EQ(bytes, database.files.get(sha256));
    }
    is_over = true;
    collector.join();
}

TEST_P(JobsOnSeveralNodes, RunByThemselvesAndStopWhenTheyAreToldTo) {
    set("auto_close_hours", "1");
    const core::TicketId id = answered();
    database.clock.advance(1h);
    app::JobRunner jobs = runner();
    const app::JobTimer timer(jobs);
    while (status(id) != "Closed") std::this_thread::yield();
}

}  // namespace
}  // namespace desk::test
