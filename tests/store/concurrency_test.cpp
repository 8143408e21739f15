#include <atomic>
#include <latch>
#include <thread>

#include "both_databases.hpp"
#include "job_box.hpp"

namespace desk::test {

using testing::Each;

/// Many threads on one store; run under TSan as well.
class Concurrency : public BothDatabases {
  protected:
    core::Job insert_job(const std::string& digits, std::function<void(Outcome)> finish) {
        return {[this, digits](Tx& tx) {
                    return tx.insert_ticket(new_ticket(digits), actor).has_value();
                },
                std::move(finish), digits};
    }
    core::Executor& executor() { return store->executor(); }
};
RUN_ON_BOTH_DATABASES(Concurrency);

TEST_P(Concurrency, SixtyFourWritersFromEightThreadsLoseAndDoubleNothing) {
    constexpr int kThreads = 8;
    constexpr int kWritersEach = 8;
    constexpr int kTicketsEach = 4;
    constexpr int kAll = kThreads * kWritersEach * kTicketsEach;
    std::atomic<int> done{0};
    std::latch finished(kThreads * kWritersEach);

    // A writer posts its next ticket when the last one was answered, and reads that back first.
    struct Writer {
        std::function<core::Job(const std::string&, std::function<void(Outcome)>)> insert_job;
        core::Executor& executor;
        std::atomic<int>& done;
        std::latch& finished;
        int first;
        int written = 0;

        void post_next() {
            if (written == kTicketsEach) return finished.count_down();
            const std::string digits = std::to_string(first + written);
            executor.write(insert_job(digits, [this, digits](Outcome outcome) {
                if (outcome == Outcome::done) ++done;
                read_back(digits);
            }));
        }
        void read_back(const std::string& digits) {
            executor.read({[digits](Tx& tx) {
                               const auto ticket = tx.find_ticket({{}, digits, {}}, {});
                               return ticket && ticket->messages.size() == 1 &&
                                      ticket->messages[0].body.text == "Message of " + digits;
                           },
                           [this](Outcome outcome) {
                               EXPECT_EQ(Outcome::done, outcome);
                               ++written;
                               post_next();
                           },
                           digits});
        }
    };
    std::vector<std::unique_ptr<Writer>> writers;
    for (int i = 0; i < kThreads * kWritersEach; ++i) {
        writers.push_back(std::make_unique<Writer>(
            Writer{[this](const std::string& digits, std::function<void(Outcome)> finish) {
                       return insert_job(digits, std::move(finish));
                   },
                   executor(), done, finished, 10'000 + i * kTicketsEach}));
    }
    std::vector<std::thread> threads;
    for (int t = 0; t < kThreads; ++t) {
        threads.emplace_back([&writers, t] {
            for (int w = 0; w < kWritersEach; ++w) {
                writers[static_cast<std::size_t>(t * kWritersEach + w)]->post_next();
            }
        });
    }
    for (std::thread& thread : threads) thread.join();
    finished.wait();

    EXPECT_EQ(kAll, done);
    EXPECT_EQ(kAll, number("SELECT count(*) FROM ticket"));
    EXPECT_EQ(kAll, number("SELECT count(DISTINCT number) FROM ticket"));
    EXPECT_EQ(kAll, number("SELECT count(*) FROM message"));
    EXPECT_EQ(kAll, number("SELECT count(*) FROM event"));
    EXPECT_EQ(kAll, number("SELECT sum(count) FROM ticket_counter"));
}

TEST_P(Concurrency, ChangesToOneTicketAllCount) {
    constexpr int kChanges = 64;
    const core::TicketId id = insert("100001");
    JobBox box;
    std::vector<std::thread> threads;
    for (int t = 0; t < 8; ++t) {
        threads.emplace_back([&] {
            for (int i = 0; i < kChanges / 8; ++i) {
                store->executor().write(box.job([this, id](Tx& tx) {
                    const core::Ticket before = *tx.lock_ticket({id, {}, {}});
                    core::Ticket after = before;
                    ++after.reply_count;
                    after.status = before.status == open ? closed : open;
                    tx.update_ticket(before, after);
                    core::NewMessage reply;
                    reply.ticket = id;
                    reply.body.text = "reply";
                    tx.insert_message(reply, actor);
                    return true;
                }));
            }
        });
    }
    for (std::thread& thread : threads) thread.join();
    EXPECT_THAT(box.wait(), Each(Outcome::done));
    const auto ticket = find({id, {}, {}});
    EXPECT_EQ(kChanges, ticket->reply_count);
    EXPECT_EQ(kChanges + 1, ticket->version);
    EXPECT_EQ(open, ticket->status);
    EXPECT_EQ(kChanges + 1U, ticket->messages.size());
    EXPECT_EQ(kChanges, number("SELECT count(DISTINCT wire_id) FROM message WHERE kind = 1"));
    EXPECT_EQ(1, number("SELECT sum(count) FROM ticket_counter"));
    EXPECT_EQ(0, number("SELECT COALESCE(sum(count), 0) FROM ticket_counter WHERE status_id = " +
                        std::to_string(closed.value())));
}

TEST_P(Concurrency, OneNumberGoesToOneOfManyWhoWantIt) {
    JobBox box;
    std::atomic<int> won{0};
    std::vector<std::thread> threads;
    for (int t = 0; t < 8; ++t) {
        threads.emplace_back([&] {
            for (int i = 0; i < 4; ++i) {
                auto has_won = std::make_shared<bool>(false);
                core::Job job = box.job([this, has_won](Tx& tx) {
                    *has_won = tx.insert_ticket(new_ticket("100001"), actor).has_value();
                    return *has_won;
                });
                job.finish = [&won, has_won, finish = job.finish](Outcome outcome) {
                    if (outcome == Outcome::done) ++won;
                    finish(outcome);
                };
                store->executor().write(std::move(job));
            }
        });
    }
    for (std::thread& thread : threads) thread.join();
    box.wait();
    EXPECT_EQ(1, won);
    EXPECT_EQ(1, number("SELECT count(*) FROM message"));
}

TEST_P(Concurrency, LanesWorkSideBySideAndEndCleanly) {
    JobBox box;
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&, t] {
            for (int i = 0; i < 20; ++i) {
                const std::string digits = std::to_string(1000 * (t + 1) + i);
                store->executor().write(box.job([this, digits](Tx& tx) {
                    return tx.insert_ticket(new_ticket(digits), actor).has_value();
                }));
                store->executor().search(
                    box.job([](Tx& tx) { return tx.events_after({}, 1000).size() <= 1000; }));
                store->executor().work([this, digits] { store.files.put(digits.substr(0, 1)); },
                                       box.finish(), digits);
                store->executor().read(box.job([](Tx& tx) { return !tx.statuses().empty(); }));
            }
        });
    }
    for (std::thread& thread : threads) thread.join();
    store.close();
    EXPECT_EQ(4U * 20U * 4U, box.answered());
    EXPECT_THAT(box.wait(), Each(Outcome::done));
}

}  // namespace desk::test
