#include <atomic>
#include <thread>

#include "both_databases.hpp"
#include "core/open_ticket.hpp"
#include "job_box.hpp"

namespace desk::test {

/// 64 writers who open tickets at once on a mask of few numbers; run under TSan as well.
class NumberConcurrency : public BothDatabases {
  protected:
    static constexpr int kWriters = 64;

    void use_mask(const char* mask, bool growth) {
        write([&](Tx& tx) {
            tx.set_setting("number_mask", mask);
            tx.set_setting("number_growth", growth ? "1" : "0");
        });
        store->reload_settings();
    }

    void open_from_all(int tickets_each) {
        JobBox box;
        std::vector<std::thread> threads;
        for (int writer = 0; writer < kWriters; ++writer) {
            threads.emplace_back([&, this] {
                for (int i = 0; i < tickets_each; ++i) {
                    store->executor().write(box.job([this](Tx& tx) { return open_one(tx); }));
                }
            });
        }
        for (std::thread& thread : threads) thread.join();
        for (const Outcome outcome : box.wait()) {
            if (outcome == Outcome::done) ++opened_;
            if (outcome == Outcome::refused) ++refused_;
        }
    }

    bool open_one(Tx& tx) {
        core::OpenTicketInput input;
        input.department.id = department;
        input.client = client;
        input.subject = "Subject";
        input.body.text = "Message";
        const auto ticket = core::open_ticket(tx, actor, input);
        if (!ticket && ticket.error().code != core::Errc::number_exhausted) ++others_;
        return ticket.has_value();
    }

    int opened_ = 0;
    int refused_ = 0;
    std::atomic<int> others_{0};
};
RUN_ON_BOTH_DATABASES(NumberConcurrency);

TEST_P(NumberConcurrency, ExactlyAllNumbersOfATinyMaskGoToSixtyFourWriters) {
    use_mask("%n%n", false);
    open_from_all(3);
    EXPECT_EQ(100, opened_);
    EXPECT_EQ(kWriters * 3 - 100, refused_);
    EXPECT_EQ(0, others_);
    EXPECT_EQ(100, number("SELECT count(DISTINCT number) FROM ticket WHERE length(number) = 2"));
    EXPECT_EQ(100, number("SELECT count(*) FROM message"));
    EXPECT_EQ(100, number("SELECT sum(count) FROM ticket_counter"));
}

TEST_P(NumberConcurrency, AllOfSixtyFourWritersAreServedWhereNumbersMayGrow) {
    use_mask("%n%n%n", true);
    open_from_all(10);
    EXPECT_EQ(kWriters * 10, opened_);
    EXPECT_EQ(0, refused_);
    EXPECT_EQ(kWriters * 10, number("SELECT count(DISTINCT number) FROM ticket"));
    // Half of the thousand, and what was under way when that was reached: on PostgreSQL each
    // connection has up to eight writes in a transaction, of which the others see nothing.
    const int under_way = store::StoreOptions{}.connections * 8;
    const std::int64_t short_ones = number("SELECT count(*) FROM ticket WHERE length(number) = 3");
    EXPECT_GE(short_ones, 500);
    EXPECT_LE(short_ones, 500 + under_way);
}

/// How many numbers are taken, for nodes that have just started and know nothing.
class NumberCounts : public BothDatabases {
  protected:
    void open_tickets(int tickets, const char* mask, const char* growth) {
        write([&](Tx& tx) {
            tx.set_setting("number_mask", mask);
            tx.set_setting("number_growth", growth);
        });
        store->reload_settings();
        write([&](Tx& tx) {
            core::OpenTicketInput input;
            input.department.id = department;
            input.client = client;
            input.subject = "Subject";
            input.body.text = "Message";
            for (int i = 0; i < tickets; ++i) ASSERT_TRUE(core::open_ticket(tx, actor, input));
        });
    }
    std::int64_t of_length(int characters) {
        return number("SELECT count(*) FROM ticket WHERE length(number) = " +
                      std::to_string(characters));
    }
};
RUN_ON_BOTH_DATABASES(NumberCounts);

TEST_P(NumberCounts, AreKeptWhereThereWasMuchToCount) {
    open_tickets(131, "%a%n", "1");  // 260 numbers
    EXPECT_EQ(1, of_length(3));
    EXPECT_EQ(130, number("SELECT taken FROM number_space WHERE name = '%a%n'"));
    EXPECT_EQ(number("SELECT max(id) - 1 FROM ticket"),
              number("SELECT counted_to FROM number_space WHERE name = '%a%n'"));
    open_tickets(60, "%n%n", "1");
    EXPECT_EQ(10, of_length(3) - 1);
    EXPECT_EQ(1, number("SELECT count(*) FROM number_space"));
}

TEST_P(NumberCounts, ThatWereKeptAreNotMadeAgain) {
    open_tickets(60, "A%n%n", "0");
    // Fewer than there are, which shows what was believed.
    store.database.sql("INSERT INTO number_space SELECT 'A%n%n', 10, max(id) FROM ticket");
    open_tickets(1, "A%n%n", "1");
    EXPECT_EQ(61, of_length(3));
}

}  // namespace desk::test
