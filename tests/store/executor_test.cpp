#include <system_error>

#include "both_databases.hpp"
#include "job_box.hpp"

namespace desk::test {

using testing::Each;
using testing::ElementsAre;

/// With one connection and one slow thread, so that a test can hold a lane with one job.
class Lane : public BothDatabases {
  protected:
    Lane() {
        store.options.connections = 1;
        store.options.slow_threads = 1;
        store.options.slow_queue = 2;
        store.options.write_queue = 4;
        store.reopen();
    }

    core::Executor& executor() { return store->executor(); }
    bool insert_one(Tx& tx, const std::string& ticket_number) {
        return tx.insert_ticket(new_ticket(ticket_number), actor).has_value();
    }

    JobBox box;
};
RUN_ON_BOTH_DATABASES(Lane);

TEST_P(Lane, AnswersAfterTheCommitThatHoldsTheWork) {
    std::promise<std::int64_t> seen;
    executor().write({[this](Tx& tx) { return insert_one(tx, "100001"); },
                      [&](Outcome) {
                          // Another connection sees it, so it is committed.
                          seen.set_value(number("SELECT count(*) FROM ticket"));
                      },
                      "label"});
    EXPECT_EQ(1, seen.get_future().get());
}

TEST_P(Lane, KeepsSuccessRefusalAndFailureOfOneBatchApart) {
    store.options.write_queue = 100;
    store.reopen();
    Gate gate;
    executor().write(box.job([&](Tx&) {
        gate.pass();
        return true;
    }));
    gate.wait_until_reached();
    for (int round = 0; round < 5; ++round) {
        const auto digits = [round](int kind) { return std::to_string(100 + 10 * round + kind); };
        executor().write(box.job([=, this](Tx& tx) { return insert_one(tx, digits(0)); }));
        executor().write(box.job([=, this](Tx& tx) {
            insert_one(tx, digits(1));
            return false;
        }));
        executor().write(box.job([=, this](Tx& tx) -> bool {
            insert_one(tx, digits(2));
            throw std::runtime_error("a fault of ours");
        }));
        executor().write(box.job([=, this](Tx& tx) {
            insert_one(tx, digits(3));
            tx.insert_department({{}, "Support", false});  // there is one of that name
            return true;
        }));
        executor().write(box.job([=, this](Tx& tx) {
            // A collision is no failure: the job goes on.
            return !insert_one(tx, digits(0)) && insert_one(tx, digits(4));
        }));
    }
    gate.open();
    const std::vector<Outcome> outcomes = box.wait();
    ASSERT_EQ(26U, outcomes.size());
    for (std::size_t round = 0; round < 5; ++round) {
        const auto first = outcomes.begin() + 1 + static_cast<std::ptrdiff_t>(5 * round);
        EXPECT_THAT(std::vector<Outcome>(first, first + 5),
                    ElementsAre(Outcome::done, Outcome::refused, Outcome::failed, Outcome::failed,
                                Outcome::done));
    }
    EXPECT_THAT(store.database.sql("SELECT number FROM ticket ORDER BY number"),
                ElementsAre("100", "104", "110", "114", "120", "124", "130", "134", "140", "144"));
    EXPECT_EQ(10, number("SELECT count(*) FROM message"));
    EXPECT_EQ(10, number("SELECT count(*) FROM event"));
    EXPECT_EQ(10, number("SELECT sum(count) FROM ticket_counter"));
    EXPECT_EQ(0, number("SELECT count(*) FROM department WHERE name_folded <> 'support'"));
    EXPECT_EQ(26U, box.answered()) << "each exactly once";
}

TEST_P(Lane, RefusesWhatItsQueueCannotHold) {
    Gate gate;
    executor().write(box.job([&](Tx&) {
        gate.pass();
        return true;
    }));
    gate.wait_until_reached();
    for (int i = 0; i < 6; ++i) {
        executor().write(
            box.job([=, this](Tx& tx) { return insert_one(tx, std::to_string(100 + i)); }));
    }
    EXPECT_EQ(2U, box.answered()) << "at once, while the lane is still held";
    gate.open();
    EXPECT_THAT(box.wait(), ElementsAre(Outcome::done, Outcome::done, Outcome::done, Outcome::done,
                                        Outcome::done, Outcome::busy, Outcome::busy));
    EXPECT_EQ(4, number("SELECT count(*) FROM ticket"));
}

TEST_P(Lane, RefusesSlowWorkItsQueueCannotHold) {
    Gate gate;
    executor().work([&] { gate.pass(); }, box.finish(), "");
    gate.wait_until_reached();
    executor().work([] {}, box.finish(), "");
    executor().search(box.job([](Tx&) { return true; }));
    executor().work([] {}, box.finish(), "");
    executor().search(box.job([](Tx&) { return true; }));
    EXPECT_EQ(2U, box.answered());
    gate.open();
    EXPECT_THAT(box.wait(), ElementsAre(Outcome::done, Outcome::done, Outcome::done, Outcome::busy,
                                        Outcome::busy));
}

TEST_P(Lane, TellsWhyWorkFailed) {
    executor().work([] {}, box.finish(), "");
    box.wait();
    executor().work([] { throw std::runtime_error("a fault"); }, box.finish(), "");
    box.wait();
    executor().work([] { throw std::system_error(ENOSPC, std::generic_category()); }, box.finish(),
                    "");
    EXPECT_THAT(box.wait(), ElementsAre(Outcome::done, Outcome::failed, Outcome::unavailable));
}

TEST_P(Lane, ReadsTellSuccessRefusalAndFailure) {
    for (const auto lane : {&core::Executor::read, &core::Executor::search}) {
        JobBox answers;
        (executor().*lane)(answers.job([](Tx& tx) { return !tx.statuses().empty(); }));
        answers.wait();
        (executor().*lane)(answers.job([](Tx&) { return false; }));
        answers.wait();
        (executor().*lane)(answers.job([](Tx&) -> bool { throw std::logic_error("a fault"); }));
        answers.wait();
        (executor().*lane)(answers.job([this](Tx& tx) { return insert_one(tx, "100001"); }));
        EXPECT_THAT(answers.wait(),
                    ElementsAre(Outcome::done, Outcome::refused, Outcome::failed, Outcome::failed));
        EXPECT_EQ(0, number("SELECT count(*) FROM ticket")) << "a reader cannot write";
    }
    read([](Tx& tx) { EXPECT_FALSE(tx.statuses().empty()); });
}

TEST_P(Lane, ReadsOneSnapshotFromBeginningToEnd) {
    store.options.connections = 2;
    store.reopen();
    const core::TicketId id = insert("100001");
    int changes = 0;  // a read may start over, so each of its runs makes a change of its own
    read([&](Tx& tx) {
        const std::string subject = tx.find_ticket({id, {}, {}}, {})->subject;
        write([&](Tx& writing) {
            const core::Ticket before = *writing.lock_ticket({id, {}, {}});
            core::Ticket after = before;
            after.subject = "Changed " + std::to_string(++changes);
            writing.update_ticket(before, after);
        });
        EXPECT_EQ(subject, tx.find_ticket({id, {}, {}}, {})->subject);
    });
    EXPECT_EQ("Changed " + std::to_string(changes), find({id, {}, {}})->subject);
}

TEST_P(Lane, SurvivesAnAnswerThatThrows) {
    executor().write(
        {[](Tx&) { return true; }, [](Outcome) { throw std::runtime_error("nobody there"); }, ""});
    EXPECT_EQ(Outcome::done, store->run_write([this](Tx& tx) { return insert_one(tx, "100001"); }));
}

TEST_P(Lane, FinishesWhatIsQueuedBeforeItCloses) {
    store.options.write_queue = 1000;
    store.reopen();
    for (int i = 0; i < 100; ++i) {
        executor().write(
            box.job([=, this](Tx& tx) { return insert_one(tx, std::to_string(1000 + i)); }));
    }
    for (int i = 0; i < 2; ++i) executor().work([] {}, box.finish(), "");
    store.close();
    EXPECT_EQ(102U, box.answered());
    EXPECT_THAT(box.wait(), Each(Outcome::done));
    EXPECT_EQ(100, number("SELECT count(*) FROM ticket"));
}

TEST_P(Lane, IsReadyWhileTheDatabaseAnswers) { EXPECT_TRUE(store->is_ready()); }

TEST_P(Lane, RunsCoreRulesThatRefuseAfterHavingWritten) {
    EXPECT_EQ(Outcome::refused, store->run_write([this](Tx& tx) {
        const core::TicketId id = *tx.insert_ticket(new_ticket("100001"), actor);
        tx.append_event(id, {core::event_type::kTicketUpdate, {}}, actor);
        return false;
    }));
    EXPECT_EQ(0, number("SELECT count(*) FROM ticket"));
    EXPECT_EQ(0, number("SELECT count(*) FROM event"));
    EXPECT_EQ(0, number("SELECT COALESCE(sum(count), 0) FROM ticket_counter"));
}

}  // namespace desk::test
