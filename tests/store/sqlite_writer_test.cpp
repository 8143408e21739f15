#include <sqlite3.h>

#include <filesystem>

#include "both_databases.hpp"
#include "failing_vfs.hpp"
#include "job_box.hpp"
#include "store/sqlite_read_mark.hpp"

namespace desk::test {

using testing::Contains;
using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;

/// What only group commit on SQLite has to deal with.
class SqliteWriter : public BothDatabases {
  protected:
    ~SqliteWriter() override { store.close(); }  // before the VFS goes

    /// Opens the store again on the VFS that can fail.
    void open_on_failing_disk() {
        store.options.sqlite_vfs = vfs.name();
        store.options.write_queue = 1000;
        store.reopen();
    }

    core::Job insert_job(int ticket_number, std::size_t body_size = 10) {
        return box.job([=, this](Tx& tx) {
            core::NewTicket made = new_ticket(std::to_string(ticket_number));
            made.body.text = std::string(body_size, 'x');
            return tx.insert_ticket(made, actor).has_value();
        });
    }

    /// Posts jobs so that all of them are taken into one batch.
    void post_as_one_batch(std::vector<core::Job> jobs) {
        Gate gate;
        store->executor().write(box.job([&](Tx&) {
            gate.pass();
            return true;
        }));
        gate.wait_until_reached();
        for (core::Job& job : jobs) store->executor().write(std::move(job));
        gate.open();
        outcomes = box.wait();
        outcomes.pop_back();  // the gate's
    }

    /// Every job that was told "done" left its whole ticket, every other one nothing.
    void expect_rows_to_match(const std::vector<Outcome>& answers, int first_number) {
        std::vector<std::string> expected;
        for (std::size_t i = 0; i < answers.size(); ++i) {
            if (answers[i] == Outcome::done) {
                expected.push_back(std::to_string(first_number + static_cast<int>(i)));
            }
        }
        EXPECT_EQ(expected, store.database.sql("SELECT t.number FROM ticket t JOIN message m ON "
                                               "m.ticket_id = t.id ORDER BY t.number"));
        EXPECT_EQ(expected.size(), number("SELECT count(*) FROM event"));
        EXPECT_EQ(expected.size(), number("SELECT COALESCE(sum(count), 0) FROM ticket_counter"));
    }

    std::string path() { return store.database.url().substr(std::string("sqlite:").size()); }

    /// Bytes of the WAL at its largest, while tickets of half a megabyte are written one by one.
    std::uintmax_t largest_wal(int tickets) {
        std::uintmax_t largest = 0;
        for (int i = 0; i < tickets; ++i) {
            write([&](Tx& tx) {
                core::NewTicket made = new_ticket(std::to_string(1000 + i));
                made.body.text = std::string(500'000, 'x');
                tx.insert_ticket(made, actor);
            });
            largest = std::max(largest, std::filesystem::file_size(path() + "-wal"));
        }
        return largest;
    }

    int batches() { return series("polydesk_writer_batch_jobs_count"); }

    FailingVfs vfs;
    JobBox box;
    std::vector<Outcome> outcomes;
};
INSTANTIATE_TEST_SUITE_P(Store, SqliteWriter, testing::Values(DatabaseKind::sqlite),
                         DatabaseName{});

TEST_P(SqliteWriter, CommitsWhatHasQueuedUpAtOnce) {
    store.options.batch_time = std::chrono::seconds(60);
    store.reopen();
    const int before = batches();
    std::vector<core::Job> jobs;
    for (int i = 0; i < 40; ++i) jobs.push_back(insert_job(100 + i));
    post_as_one_batch(std::move(jobs));
    EXPECT_THAT(outcomes, Each(Outcome::done));
    EXPECT_LE(batches() - before, 2) << "the held job may have been a batch of its own";
}

TEST_P(SqliteWriter, CapsABatch) {
    store.options.batch_jobs = 10;
    store.options.batch_time = std::chrono::seconds(60);
    store.reopen();
    std::vector<core::Job> jobs;
    for (int i = 0; i < 39; ++i) jobs.push_back(insert_job(100 + i));
    post_as_one_batch(std::move(jobs));
    EXPECT_THAT(outcomes, Each(Outcome::done));
    EXPECT_THAT(store.metrics.text(), HasSubstr("polydesk_writer_batch_jobs_bucket{le=\"16\"}"));
    const std::string text = store.metrics.text();
    EXPECT_THAT(text, HasSubstr("polydesk_writer_batch_jobs_sum 41\n")) << "with the set-up's";
    EXPECT_THAT(text, HasSubstr("polydesk_writer_batch_jobs_count 5\n")) << "set-up, then 4 by 10";
}

TEST_P(SqliteWriter, CommitsALongJobWithoutOthers) {
    store.options.batch_time = std::chrono::seconds(60);
    store.reopen();
    const int before = batches();
    std::vector<core::Job> jobs;
    for (int i = 0; i < 6; ++i) jobs.push_back(insert_job(100 + i));
    jobs[2].is_long = true;
    post_as_one_batch(std::move(jobs));
    EXPECT_THAT(outcomes, Each(Outcome::done));
    expect_rows_to_match(outcomes, 100);
    EXPECT_EQ(3, batches() - before) << "what came before it, itself, what came after it";
}

TEST_P(SqliteWriter, LeavesNothingOfALongJobThatIsRefusedOrFails) {
    store.options.batch_time = std::chrono::seconds(60);
    store.reopen();
    std::vector<core::Job> jobs;
    for (int i = 0; i < 5; ++i) jobs.push_back(insert_job(100 + i));
    const auto ends = [&](std::size_t at, const std::function<bool()>& end) {
        jobs[at].is_long = true;
        jobs[at].run = [run = jobs[at].run, end](Tx& tx) { return run(tx) && end(); };
    };
    ends(1, [] { return false; });
    ends(3, []() -> bool { throw std::runtime_error("a bug"); });
    post_as_one_batch(std::move(jobs));
    EXPECT_THAT(outcomes, ElementsAre(Outcome::done, Outcome::refused, Outcome::done,
                                      Outcome::failed, Outcome::done));
    expect_rows_to_match(outcomes, 100);
}

TEST_P(SqliteWriter, LosesNothingAcknowledgedOnAFullDisk) {
    open_on_failing_disk();
    // Far more than the page cache holds, so that SQLite must write in the midst of the batch,
    // finds the disk full and rolls the whole transaction back.
    constexpr std::size_t kBody = 1024 * 1024;
    vfs.leave_room(10 * static_cast<std::int64_t>(kBody));
    std::vector<core::Job> jobs;
    for (int i = 0; i < 40; ++i) jobs.push_back(insert_job(100 + i, kBody));
    post_as_one_batch(std::move(jobs));
    EXPECT_THAT(outcomes, Contains(Outcome::unavailable));
    expect_rows_to_match(outcomes, 100);
    EXPECT_EQ(41U, box.answered()) << "each exactly once";

    vfs.make_room();
    EXPECT_EQ(Outcome::done, store->run_write([this](Tx& tx) {
        return tx.insert_ticket(new_ticket("200001"), actor).has_value();
    })) << "the desk goes on";
}

TEST_P(SqliteWriter, RunsTheInnocentAgainWhenACommitFails) {
    open_on_failing_disk();
    std::vector<core::Job> jobs;
    int runs = 0;  // only the writer's thread touches it before the answers
    for (int i = 0; i < 10; ++i) {
        jobs.push_back(box.job([this, i, &runs](Tx& tx) {
            ++runs;
            if (i % 5 == 4) return false;
            return tx.insert_ticket(new_ticket(std::to_string(100 + i)), actor).has_value();
        }));
    }
    vfs.fail_syncs(1);
    post_as_one_batch(std::move(jobs));
    for (std::size_t i = 0; i < 10; ++i) {
        EXPECT_EQ(i % 5 == 4 ? Outcome::refused : Outcome::done, outcomes[i]);
    }
    EXPECT_EQ(20, runs);
    expect_rows_to_match(outcomes, 100);
}

TEST_P(SqliteWriter, GivesNobodyASuccessWhenNoCommitSucceeds) {
    open_on_failing_disk();
    vfs.fail_syncs(1'000'000);
    std::vector<core::Job> jobs;
    for (int i = 0; i < 10; ++i) jobs.push_back(insert_job(100 + i));
    post_as_one_batch(std::move(jobs));
    EXPECT_THAT(outcomes, Each(Outcome::unavailable));
    vfs.fail_syncs(0);
    expect_rows_to_match(outcomes, 100);
    EXPECT_EQ(Outcome::done, store->run_write([this](Tx& tx) {
        return tx.insert_ticket(new_ticket("200001"), actor).has_value();
    }));
}

TEST_P(SqliteWriter, DoesNotBelieveAJobThatSwallowsTheEndOfItsTransaction) {
    open_on_failing_disk();
    constexpr std::size_t kBody = 1024 * 1024;
    vfs.leave_room(5 * static_cast<std::int64_t>(kBody));
    std::vector<core::Job> jobs;
    jobs.push_back(insert_job(100));
    jobs.push_back(box.job([this](Tx& tx) {
        for (int i = 0; i < 40; ++i) {
            core::NewTicket made = new_ticket(std::to_string(300 + i));
            made.body.text = std::string(kBody, 'x');
            try {
                tx.insert_ticket(made, actor);
            } catch (const std::exception&) {
                vfs.make_room();
                return true;
            }
        }
        return true;
    }));
    jobs.push_back(insert_job(102));
    post_as_one_batch(std::move(jobs));
    EXPECT_THAT(outcomes, ElementsAre(Outcome::done, Outcome::failed, Outcome::done));
    expect_rows_to_match(outcomes, 100);
}

TEST_P(SqliteWriter, IsBusyWhileAnotherProcessHoldsTheDatabase) {
    store.options.busy_timeout = std::chrono::milliseconds(20);
    store.reopen();
    sqlite3* other = nullptr;
    ASSERT_EQ(SQLITE_OK, sqlite3_open(path().c_str(), &other));
    ASSERT_EQ(SQLITE_OK, sqlite3_exec(other, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr));
    store->executor().write(insert_job(100));
    store->executor().write(insert_job(101));
    EXPECT_THAT(box.wait(), Each(Outcome::busy));
    read([](Tx& tx) { EXPECT_FALSE(tx.statuses().empty()) << "readers do not mind"; });
    sqlite3_exec(other, "COMMIT", nullptr, nullptr, nullptr);
    sqlite3_close(other);
    EXPECT_EQ(0, number("SELECT count(*) FROM ticket"));
    EXPECT_EQ(1, insert("100").value());
}

TEST_P(SqliteWriter, KeepsTheWalSmall) {
    EXPECT_LT(largest_wal(800), 140U * 1024 * 1024) << "of 400 MB written";
}

TEST_P(SqliteWriter, KeepsTheWalSmallThoughItMarksForReadersBetweenAllBatches) {
    store.options.quiet = std::chrono::milliseconds(0);
    store.reopen();
    EXPECT_LT(largest_wal(400), 140U * 1024 * 1024) << "of 200 MB written";
}

TEST_P(SqliteWriter, MarksForReadersWithoutBeingInTheWay) {
    store.close();
    store::SqliteReadMark mark(store::SqliteOptions{path(), {}, std::chrono::milliseconds(20)});
    sqlite3* other = nullptr;
    ASSERT_EQ(SQLITE_OK, sqlite3_open(path().c_str(), &other));
    const auto run = [&](const char* sql) {
        return sqlite3_exec(other, sql, nullptr, nullptr, nullptr);
    };
    const auto start_over = [&] {
        return sqlite3_wal_checkpoint_v2(other, nullptr, SQLITE_CHECKPOINT_RESTART, nullptr,
                                         nullptr);
    };
    EXPECT_EQ(SQLITE_OK, run("CREATE TABLE other (id INTEGER)"));
    mark.hold();
    EXPECT_EQ(SQLITE_BUSY, start_over()) << "somebody reads";
    EXPECT_EQ(SQLITE_OK, run("INSERT INTO other VALUES (1)"));
    mark.let_go();
    EXPECT_EQ(SQLITE_OK, start_over());
    sqlite3_close(other);
}

}  // namespace desk::test
