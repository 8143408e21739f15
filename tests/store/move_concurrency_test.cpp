#include <random>
#include <thread>
#include <utility>

#include "both_databases.hpp"
#include "core/add_message.hpp"
#include "core/delete_ticket.hpp"
#include "core/merge_tickets.hpp"
#include "core/split_ticket.hpp"
#include "core/unmerge_ticket.hpp"
#include "job_box.hpp"
#include "support/desk_audit.hpp"
#include "support/sql_rows.hpp"

namespace desk::test {

using testing::Each;

/// Tickets that are merged, split, deleted and replied to at once; run under TSan as well.
class MoveConcurrency : public BothDatabases {
  protected:
    void TearDown() override {
        const AuditedDesk desk{
            [this](const std::string& sql) { return sql_rows(store.database.url(), sql); },
            [this](const std::string& hash) { return store.files.get(hash); }};
        EXPECT_THAT(audit(desk, {}), testing::IsEmpty());
    }

    core::Job merge_job(JobBox& box, core::TicketId master, core::TicketId source) {
        return box.job([this, master, source](Tx& tx) {
            core::MergeTicketsInput input;
            input.master.id = master;
            input.sources = {{{source, {}, {}}, "source"}};
            return core::merge_tickets(tx, actor, input).has_value();
        });
    }
    core::Job reply_job(JobBox& box, core::TicketId ticket) {
        return box.job([this, ticket](Tx& tx) {
            core::AddReplyInput input;
            input.ref.id = ticket;
            input.body.text = "reply";
            input.client = client;
            return core::add_reply(tx, actor, input).has_value();
        });
    }
    core::Job unmerge_job(JobBox& box, core::TicketId ticket) {
        return box.job([this, ticket](Tx& tx) {
            return core::unmerge_ticket(tx, actor, {ticket, {}, {}}).has_value();
        });
    }
    void post(core::Job job) { store->executor().write(std::move(job)); }
};
RUN_ON_BOTH_DATABASES(MoveConcurrency);

TEST_P(MoveConcurrency, NoReplyIsLostWhileItsTicketIsMerged) {
    constexpr int kThreads = 8;
    constexpr int kReplies = 8;
    const core::TicketId master = insert("100001");
    const core::TicketId source = insert("100002");
    JobBox box;
    std::vector<std::thread> threads;
    for (int t = 0; t < kThreads; ++t) {
        threads.emplace_back([&, t] {
            for (int i = 0; i < kReplies; ++i) {
                post(reply_job(box, i % 2 == 0 ? source : master));
                if (t == 3 && i == kReplies / 2) post(merge_job(box, master, source));
            }
        });
    }
    for (std::thread& thread : threads) thread.join();
    EXPECT_THAT(box.wait(), Each(Outcome::done));
    EXPECT_EQ(kThreads * kReplies + 1, find({master, {}, {}})->reply_count);
    EXPECT_EQ(1U, find({source, {}, {}})->messages.size());
}

TEST_P(MoveConcurrency, OfTwoMergesThatCrossOneIsDone) {
    constexpr int kPairs = 20;
    JobBox box;
    std::vector<std::pair<core::TicketId, core::TicketId>> pairs;
    for (int i = 0; i < kPairs; ++i) {
        const core::TicketId first = insert(std::to_string(200'000 + 2 * i));
        pairs.emplace_back(first, insert(std::to_string(200'001 + 2 * i)));
    }
    std::thread there([&] {
        for (const auto& [a, b] : pairs) post(merge_job(box, a, b));
    });
    std::thread back([&] {
        for (const auto& [a, b] : pairs) post(merge_job(box, b, a));
    });
    there.join();
    back.join();
    int done = 0;
    for (const Outcome outcome : box.wait()) {
        EXPECT_TRUE(outcome == Outcome::done || outcome == Outcome::refused);
        if (outcome == Outcome::done) ++done;
    }
    EXPECT_EQ(kPairs, done);
    EXPECT_EQ(kPairs, number("SELECT count(*) FROM ticket WHERE merged_into > 0"));
}

TEST_P(MoveConcurrency, APartGoesBackFromWhereItsMasterHasJustTakenIt) {
    const core::TicketId root = insert("250001");
    const core::TicketId middle = insert("250002");
    const core::TicketId part = insert("250003");
    JobBox before;
    post(reply_job(before, part));
    before.wait();
    post(merge_job(before, middle, part));
    before.wait();
    post(merge_job(before, root, middle));
    EXPECT_THAT(before.wait(), Each(Outcome::done));

    // The second starts while the first has the root locked, and waits for it where it can.
    JobBox box;
    bool is_posted = false;
    const bool waits = GetParam() == DatabaseKind::postgres;
    core::Job first = unmerge_job(box, middle);
    core::Job second = unmerge_job(box, part);
    first.run = [&, unmerge = first.run](Tx& tx) {
        const bool is_done = unmerge(tx);
        if (!std::exchange(is_posted, true)) post(std::move(second));
        while (waits && number("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = "
                               "'Lock' AND datname = current_database()") == 0) {
            std::this_thread::yield();
        }
        return is_done;
    };
    post(std::move(first));
    EXPECT_THAT(box.wait(), Each(Outcome::done));
    EXPECT_EQ(0, find({root, {}, {}})->reply_count);
    EXPECT_EQ(0, find({middle, {}, {}})->reply_count);
    EXPECT_EQ(1, find({part, {}, {}})->reply_count);
}

TEST_P(MoveConcurrency, ADeskStaysWholeWhateverIsDoneToItAtOnce) {
    constexpr int kThreads = 6;
    constexpr int kSteps = 25;
    std::vector<core::TicketId> tickets;
    for (int i = 0; i < 6; ++i) tickets.push_back(insert(std::to_string(300'000 + i)));
    JobBox box;
    std::vector<std::thread> threads;
    for (int t = 0; t < kThreads; ++t) {
        threads.emplace_back([&, t] {
            std::mt19937 chance(static_cast<unsigned>(t));
            const auto any = [&] { return tickets[chance() % tickets.size()]; };
            for (int i = 0; i < kSteps; ++i) {
                const core::TicketId id = any();
                switch (chance() % 6) {
                    case 0:
                        post(merge_job(box, any(), id));
                        break;
                    case 1:
                    case 2:
                        post(unmerge_job(box, id));
                        break;
                    case 3:
                        post(box.job([this, id](Tx& tx) {
                            const auto kept = core::restore_ticket(tx, actor, {id, {}, {}});
                            return kept || core::delete_ticket(tx, actor, {id, {}, {}});
                        }));
                        break;
                    default:
                        post(reply_job(box, id));
                        break;
                }
            }
        });
    }
    for (std::thread& thread : threads) thread.join();
    for (const Outcome outcome : box.wait()) {
        EXPECT_TRUE(outcome == Outcome::done || outcome == Outcome::refused);
    }
}

}  // namespace desk::test
