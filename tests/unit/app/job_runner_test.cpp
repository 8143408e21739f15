#include "app/job_runner.hpp"

#include <stdexcept>

#include "unit/app/jobs_test.hpp"

namespace desk::test {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

/// A chore in the hands of a test: due always, and each piece one of `left`.
class FakeChore final : public app::Chore {
  public:
    explicit FakeChore(std::string name, int pieces = 0) : left(pieces), name_(std::move(name)) {}

    [[nodiscard]] std::string_view name() const override { return name_; }
    [[nodiscard]] std::string_view about() const override { return "does what a test wants"; }
    std::optional<Timestamp> next_due(core::Tx& tx, const core::JobState&) override {
        if (is_blind) throw std::runtime_error("cannot see");
        if (left == 0) return std::nullopt;
        return tx.clock().now();
    }
    Next look() override {
        ++looks;
        on_look(looks);
        return Next::piece;
    }
    core::Piece run_piece(core::Tx&) override {
        if (is_broken) throw std::runtime_error("cannot do it");
        if (is_idle) return {};
        --left;
        return {1, left > 0};
    }

    int left;
    int looks = 0;
    bool is_broken = false;
    bool is_blind = false;
    bool is_idle = false;
    std::function<void(int look)> on_look = [](int) {};

  private:
    std::string name_;
};

std::vector<std::unique_ptr<app::Chore>> both(std::unique_ptr<app::Chore> first,
                                              std::unique_ptr<app::Chore> second = {}) {
    std::vector<std::unique_ptr<app::Chore>> list;
    list.push_back(std::move(first));
    if (second) list.push_back(std::move(second));
    return list;
}

class JobRunner : public JobsTest {
  protected:
    /// A node with one chore "work" of that many pieces.
    app::JobRunner node(const std::string& name, int left, FakeChore** chore = nullptr) {
        auto made = std::make_unique<FakeChore>("work", left);
        if (chore != nullptr) *chore = made.get();
        return runner(name, both(std::move(made)));
    }
    const std::function<void(std::int64_t)> ignore = [](std::int64_t) {};
};
RUN_ON_BOTH_DATABASES(JobRunner);

TEST_P(JobRunner, NotesWhatItRanAndHowItWent) {
    app::JobRunner runner = node("node-1", 3);
    runner.run_due();
    const core::JobState noted = state("work");
    EXPECT_EQ("done", noted.outcome);
    EXPECT_EQ(3, noted.done_count);
    EXPECT_EQ(database.clock.now(), noted.started_at);
    EXPECT_EQ(database.clock.now(), noted.finished_at);
    EXPECT_EQ(database.clock.now(), noted.succeeded_at);
    EXPECT_EQ("", noted.lease_owner);
    EXPECT_THAT(database.metrics.text(), HasSubstr("polydesk_job_done_total{job=\"work\"} 3"));
    EXPECT_THAT(database.metrics.text(), HasSubstr("polydesk_job_failures_total{job=\"work\"} 0"));
}

TEST_P(JobRunner, LeavesAJobToTheNodeThatHasIt) {
    FakeChore* chore = nullptr;
    app::JobRunner first = node("node-1", 2, &chore);
    app::JobRunner second = node("node-2", 5);
    chore->on_look = [&](int) {
        second.run_due();
        const auto asked = second.run_now("work", ignore);
        EXPECT_EQ(Ended::leased, asked->ended);
        EXPECT_EQ("node-1", asked->lease_owner);
    };
    first.run_due();
    EXPECT_EQ(2, state("work").done_count);
    EXPECT_EQ(Ended::done, second.run_now("work", ignore)->ended) << "now that it is free";
}

TEST_P(JobRunner, TakesAJobOverWhenItsNodeIsSilentAndStopsThatOne) {
    FakeChore* chore = nullptr;
    app::JobRunner first = node("node-1", 3, &chore);
    app::JobRunner second = node("node-2", 7);
    chore->on_look = [&](int look) {
        if (look != 2) return;
        database.clock.advance(app::JobRunner::kLease - 1s);
        second.run_due();
        EXPECT_EQ("node-1", state("work").lease_owner) << "a second too early";
        database.clock.advance(1s);
        second.run_due();
        EXPECT_EQ(7, state("work").done_count);
    };
    const auto lost = first.run_now("work", ignore);
    EXPECT_EQ(Ended::lost, lost->ended);
    EXPECT_EQ(1, lost->done);
    EXPECT_EQ(7, state("work").done_count) << "who lost it writes nothing more";
}

TEST_P(JobRunner, TakesAJobOverFromANodeThatDied) {
    database->run_write([&](core::Tx& tx) {
        const Timestamp now = tx.clock().now();
        return tx.housekeeping().take_lease("work", "dead", now, now + app::JobRunner::kLease);
    });
    app::JobRunner runner = node("node-1", 1);
    runner.run_due();
    EXPECT_EQ("dead", state("work").lease_owner);
    database.clock.advance(app::JobRunner::kLease);
    runner.run_due();
    EXPECT_EQ("done", state("work").outcome);
}

TEST_P(JobRunner, TriesAFailedJobAgainLaterAndLaterAndTheOthersGoOn) {
    auto broken = std::make_unique<FakeChore>("broken", 1);
    auto sound = std::make_unique<FakeChore>("sound", 100);
    FakeChore& chore = *broken;
    FakeChore& other = *sound;
    chore.is_broken = true;
    app::JobRunner node = runner("node-1", both(std::move(broken), std::move(sound)));
    node.run_due();
    EXPECT_EQ("failed", state("broken").outcome);
    EXPECT_EQ(1, state("broken").failures);
    EXPECT_EQ(database.clock.now() + 10s, state("broken").retry_at);
    EXPECT_EQ(0, other.left) << "the others go on";
    EXPECT_THAT(database.metrics.text(),
                HasSubstr("polydesk_job_failures_total{job=\"broken\"} 1"));

    database.clock.advance(9s);
    node.run_due();
    EXPECT_EQ(1, chore.looks) << "not before its time";
    database.clock.advance(1s);
    node.run_due();
    EXPECT_EQ(2, state("broken").failures);
    EXPECT_EQ(database.clock.now() + 20s, state("broken").retry_at);

    app::JobRunner another = runner("node-2", both(std::make_unique<FakeChore>("broken", 1)));
    another.run_due();
    EXPECT_EQ(2, state("broken").failures) << "nor does another node try it before";

    chore.is_broken = false;
    database.clock.advance(20s);
    node.run_due();
    EXPECT_EQ("done", state("broken").outcome);
    EXPECT_EQ(0, state("broken").failures);
    EXPECT_EQ(std::nullopt, state("broken").retry_at);
}

TEST_P(JobRunner, NeverWaitsLongerThanAnHourForTheNextTry) {
    FakeChore* chore = nullptr;
    app::JobRunner runner = node("node-1", 1, &chore);
    chore->is_broken = true;
    for (int i = 0; i < 15; ++i) {
        runner.run_due();
        database.clock.set(state("work").retry_at.value());
    }
    EXPECT_EQ(15, state("work").failures);
    EXPECT_EQ(state("work").finished_at.value() + 1h, state("work").retry_at);
}

TEST_P(JobRunner, OutlivesAJobThatCannotSayWhenItIsDue) {
    auto blind = std::make_unique<FakeChore>("blind", 1);
    auto sound = std::make_unique<FakeChore>("sound", 1);
    blind->is_blind = true;
    app::JobRunner node = runner("node-1", both(std::move(blind), std::move(sound)));
    node.run_due();
    EXPECT_EQ("done", state("sound").outcome);
    EXPECT_THAT(database.metrics.text(), HasSubstr("polydesk_job_failures_total{job=\"blind\"} 1"));
}

TEST_P(JobRunner, StopsBetweenTwoPiecesAndGivesTheJobBack) {
    FakeChore* chore = nullptr;
    app::JobRunner runner = node("node-1", 5, &chore);
    chore->on_look = [&](int look) {
        if (look == 2) runner.stop();
    };
    EXPECT_EQ(Ended::stopped, runner.run_now("work", ignore)->ended);
    EXPECT_EQ(2, state("work").done_count);
    EXPECT_EQ("", state("work").lease_owner);
    EXPECT_EQ(Ended::done, node("node-2", 3).run_now("work", ignore)->ended);
}

TEST_P(JobRunner, AsksAMinuteLaterWhereAJobIsDueAndFindsNothingToDo) {
    FakeChore* chore = nullptr;
    app::JobRunner runner = node("node-1", 1, &chore);
    chore->is_idle = true;
    runner.run_due();
    database.clock.advance(59s);
    runner.run_due();
    EXPECT_EQ(1, chore->looks);
    database.clock.advance(1s);
    runner.run_due();
    EXPECT_EQ(2, chore->looks);
}

TEST_P(JobRunner, TellsOfEachJobWhenItRunsNext) {
    app::JobRunner node = runner("node-1", both(std::make_unique<FakeChore>("busy", 1),
                                                std::make_unique<FakeChore>("idle", 0)));
    std::vector<app::JobRunner::Overview> jobs;
    database->run_read([&](core::Tx& tx) {
        jobs = node.overview(tx);
        return true;
    });
    ASSERT_EQ(2U, jobs.size());
    EXPECT_EQ("busy", jobs[0].name);
    EXPECT_EQ(database.clock.now(), jobs[0].next_run);
    EXPECT_EQ(std::nullopt, jobs[1].next_run);
    EXPECT_FALSE(node.run_now("no such job", ignore)) << "and knows its names";
}

}  // namespace
}  // namespace desk::test
