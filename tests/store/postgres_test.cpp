#include <gmock/gmock.h>
#include <libpq-fe.h>
#include <set>

#include <thread>

#include "both_databases.hpp"
#include "core/list_ports.hpp"
#include "core/open_ticket.hpp"
#include "job_box.hpp"
#include "store/db_error.hpp"
#include "store/postgres_connection.hpp"
#include "store/sql_tx.hpp"

namespace desk::test {

using testing::ElementsAre;

/// What only PostgreSQL has to deal with.
class PostgresStore : public BothDatabases {
  protected:
    using Session = std::unique_ptr<PGconn, decltype(&PQfinish)>;

    /// A session of somebody else on the test's database.
    Session other_session() { return {PQconnectdb(store.database.url().c_str()), &PQfinish}; }

    static void run(const Session& session, const std::string& sql) {
        PGresult* result = PQexec(session.get(), sql.c_str());
        EXPECT_NE(PGRES_FATAL_ERROR, PQresultStatus(result)) << PQerrorMessage(session.get());
        PQclear(result);
    }

    /// Ends every connection of the store, as a restart of the server would.
    void cut_connections() {
        store.database.sql(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()");
    }

    /// What comes after the event that it ended with last time.
    std::vector<std::string> feed() {
        std::vector<std::string> numbers;
        read([&](Tx& tx) {
            for (const core::Event& event : tx.events_after(fed_to_, 1000)) {
                numbers.push_back(event.details.empty() ? "?" : event.details[0].second);
                fed_to_ = event.id;
            }
        });
        return numbers;
    }

    /// Opens the store again with one connection, which a job keeps until the gate opens: what is
    /// written meanwhile queues up.
    void hold_the_only_connection(JobBox& box, Gate& gate) {
        store.options.connections = 1;
        store.reopen();
        store->executor().write(box.job([&gate](Tx&) {
            gate.pass();
            return true;
        }));
        gate.wait_until_reached();
    }

    /// An event about a ticket in a transaction of that session.
    static void append_event(const Session& session, const std::string& number,
                             core::TicketId ticket = core::TicketId{1}) {
        run(session,
            "INSERT INTO event (ticket_id, type, actor_kind, origin, details, created_at)"
            " VALUES (" +
                std::to_string(ticket.value()) + ", 'TicketOpen', 0, 0, '{\"ticketid\":\"" +
                number + "\"}', 1)");
    }

    /// Two transactions that begin in one order and append their events in the other. `between`
    /// runs when the first to begin has committed, and `after` when both have.
    void append_crosswise(core::TicketId of_first, core::TicketId of_second,
                          const std::function<void()>& between,
                          const std::function<void()>& after) {
        const Session first = other_session();
        const Session second = other_session();
        run(first, "BEGIN; SELECT pg_current_xact_id()");
        run(second, "BEGIN; SELECT pg_current_xact_id()");
        append_event(second, "second", of_second);
        append_event(first, "first", of_first);
        run(first, "UPDATE ticket SET subject = 'Renamed first' WHERE id = " +
                       std::to_string(of_first.value()) + "; COMMIT");
        store.database.wait_for_feed();  // for transactions of other databases, too
        between();
        run(second, "UPDATE ticket SET subject = 'Renamed second' WHERE id = " +
                        std::to_string(of_second.value()) + "; COMMIT");
        store.database.wait_for_feed();
        after();
    }

    void index_subjects() {
        write([](Tx& tx) {
            while (tx.lists().index_subjects()) {
            }
        });
    }

  private:
    core::EventId fed_to_;
};
INSTANTIATE_TEST_SUITE_P(Store, PostgresStore, testing::Values(DatabaseKind::postgres),
                         DatabaseName{});

TEST_P(PostgresStore, FeedsNoEventThatAnEarlierOneMayStillOvertake) {
    const Session slow = other_session();
    run(slow, "BEGIN");
    append_event(slow, "slow");
    insert("100001");
    EXPECT_THAT(feed(), ElementsAre()) << "the slow one has the lower id and is not visible yet";
    run(slow, "COMMIT");
    store.database.wait_for_feed();
    EXPECT_THAT(feed(), ElementsAre("slow", "100001"));
}

TEST_P(PostgresStore, FeedsEachEventOnceThatTransactionsAppendedCrosswise) {
    append_crosswise(
        core::TicketId{1}, core::TicketId{2},
        [this] { EXPECT_THAT(feed(), ElementsAre("first")) << "though its id is the higher one"; },
        [this] { EXPECT_THAT(feed(), ElementsAre("second")); });
    EXPECT_THAT(feed(), ElementsAre());
}

TEST_P(PostgresStore, IndexesSubjectsThatTransactionsChangedCrosswise) {
    const core::TicketId one = insert("100001");
    const core::TicketId two = insert("100002");
    store.database.wait_for_feed();
    append_crosswise(
        one, two, [this] { index_subjects(); }, [this] { index_subjects(); });
    bool waits = true;
    read([&](Tx& tx) { waits = tx.lists().subjects_wait(); });
    EXPECT_FALSE(waits);
    EXPECT_THAT(store.database.sql("SELECT folded FROM ticket_subject ORDER BY ticket_id"),
                ElementsAre("renamed first", "renamed second"));
}

TEST_P(PostgresStore, FindsTheLastNumberAgainThatABatchGaveBack) {
    write([](Tx& tx) {
        tx.set_setting("number_mask", "%n%n");
        tx.set_setting("number_growth", "0");
    });
    for (int i = 0; i < 99; ++i) insert((i < 10 ? "0" : "") + std::to_string(i));
    JobBox box;
    Gate gate;
    hold_the_only_connection(box, gate);
    for (int i = 0; i < 2; ++i) {
        store->executor().write(box.job([this](Tx& tx) {
            core::OpenTicketInput input;
            input.department.id = department;
            input.client = client;
            input.subject = "Subject";
            input.body.text = "Body";
            return core::open_ticket(tx, actor, input).has_value();
        }));
    }
    gate.open();
    EXPECT_THAT(box.wait(),
                testing::UnorderedElementsAre(Outcome::done, Outcome::done, Outcome::refused));
    EXPECT_EQ(1, number("SELECT count(*) FROM ticket WHERE number = '99'"));
}

TEST_P(PostgresStore, OpensATicketInFourRoundTrips) {
    store::PostgresConnection connection(store.database.url());
    const auto backend = store::postgres_backend();
    store::LiveSettings settings;
    store::TxServices services{store.clock, store.random, store.files, *backend, settings};
    core::OpenTicketInput input;
    input.department.id = department;
    input.client = client;
    input.subject = "Subject";
    input.body.text = "Body";
    const auto open_one = [&] {
        const std::int64_t before = connection.statements_run();
        connection.begin();
        store::SqlTx tx(connection, services);
        EXPECT_TRUE(core::open_ticket(tx, actor, input));
        connection.commit();
        return connection.statements_run() - before;
    };
    open_one();  // the first of a node asks how many tickets there are
    EXPECT_EQ(2, open_one()) << "beside BEGIN and COMMIT";
    EXPECT_EQ(2, open_one());
}

TEST_P(PostgresStore, SpreadsACounterOverSlots) {
    // A slot a connection, of whichever node: those which write at the same time lock different
    // rows.
    const auto backend = store::postgres_backend();
    std::vector<std::unique_ptr<store::PostgresConnection>> connections;
    std::set<std::int64_t> slots;
    for (int i = 0; i < 12; ++i) {
        connections.push_back(std::make_unique<store::PostgresConnection>(store.database.url()));
        slots.insert(backend->counter_slot(*connections.back()));
        slots.insert(backend->counter_slot(*connections.back()));
    }
    EXPECT_EQ(12U, slots.size());
    for (int i = 0; i < 40; ++i) insert(std::to_string(100 + i));
    EXPECT_EQ(40, number("SELECT sum(count) FROM ticket_counter"));
}

TEST_P(PostgresStore, CommitsWhatHasQueuedUpTogether) {
    JobBox box;
    Gate gate;
    hold_the_only_connection(box, gate);
    const int before = series("polydesk_commits_total");
    for (int i = 0; i < 16; ++i) {
        store->executor().write(box.job([this, i](Tx& tx) {
            tx.insert_ticket(new_ticket(std::to_string(100 + i)), actor);
            return true;
        }));
    }
    gate.open();
    EXPECT_THAT(box.wait(), testing::Each(Outcome::done));
    EXPECT_EQ(17U, box.answered());
    EXPECT_EQ(16, number("SELECT count(*) FROM ticket"));
    EXPECT_EQ(3, series("polydesk_commits_total") - before) << "the held one, and eight at a time";
}

TEST_P(PostgresStore, CommitsALongJobWithoutOthers) {
    JobBox box;
    Gate gate;
    hold_the_only_connection(box, gate);
    for (int i = 0; i < 5; ++i) {
        core::Job job = box.job([this, i](Tx& tx) {
            tx.insert_ticket(new_ticket(std::to_string(200 + i)), actor);
            return true;
        });
        job.is_long = i == 2;
        store->executor().write(std::move(job));
    }
    gate.open();
    EXPECT_THAT(box.wait(), testing::Each(Outcome::done));
    EXPECT_EQ(3, number("SELECT count(DISTINCT transaction_id) FROM event"))
        << "what came before it, itself, what came after it";
}

TEST_P(PostgresStore, RunsAJobAgainAfterASerializationFailure) {
    int runs = 0;
    EXPECT_EQ(Outcome::done, store->run_write([&](Tx& tx) {
        tx.insert_ticket(new_ticket("100001"), actor);
        if (++runs < 3) throw store::DbError(store::DbError::Kind::conflict, "test", "40001");
        return true;
    }));
    EXPECT_EQ(3, runs);
    EXPECT_EQ(1, number("SELECT count(*) FROM ticket"));
}

TEST_P(PostgresStore, GivesUpOnAJobThatNeverGetsThrough) {
    int runs = 0;
    EXPECT_EQ(Outcome::busy, store->run_write([&](Tx&) -> bool {
        ++runs;
        throw store::DbError(store::DbError::Kind::conflict, "test", "40001");
    }));
    EXPECT_EQ(10, runs);
}

TEST_P(PostgresStore, ResolvesADeadlock) {
    const core::TicketId one = insert("100001");
    const core::TicketId two = insert("100002");
    JobBox box;
    std::promise<void> first_has_one, second_has_two;
    auto first_reached = first_has_one.get_future().share();
    auto second_reached = second_has_two.get_future().share();
    int first_runs = 0, second_runs = 0;
    store->executor().write(box.job([&](Tx& tx) {
        tx.lock_ticket({one, {}, {}});
        if (++first_runs == 1) first_has_one.set_value();
        second_reached.wait();
        return tx.lock_ticket({two, {}, {}}).has_value();
    }));
    store->executor().write(box.job([&](Tx& tx) {
        tx.lock_ticket({two, {}, {}});
        if (++second_runs == 1) second_has_two.set_value();
        first_reached.wait();
        return tx.lock_ticket({one, {}, {}}).has_value();
    }));
    EXPECT_THAT(box.wait(), ElementsAre(Outcome::done, Outcome::done));
    EXPECT_GE(first_runs + second_runs, 3) << "one of them ran again, perhaps more than once";
}

TEST_P(PostgresStore, ConnectsAgainAfterTheServerLostItsConnections) {
    insert("100001");
    cut_connections();
    insert("100002");
    cut_connections();
    EXPECT_TRUE(find({{}, "100002", {}}));
}

TEST_P(PostgresStore, RunsAJobAgainWhoseConnectionIsLostOnTheWay) {
    int runs = 0;
    EXPECT_EQ(Outcome::done, store->run_write([&](Tx& tx) {
        if (++runs == 1) cut_connections();
        return tx.insert_ticket(new_ticket("100001"), actor).has_value();
    }));
    EXPECT_EQ(2, runs);
    EXPECT_EQ(1, number("SELECT count(*) FROM ticket"));
}

TEST_P(PostgresStore, DoesNotSayThatNothingWasWrittenWhenACommitGotNoAnswer) {
    int runs = 0;
    EXPECT_EQ(Outcome::failed, store->run_write([&](Tx& tx) {
        ++runs;
        tx.insert_ticket(new_ticket("100001"), actor);
        cut_connections();
        return true;
    }));
    EXPECT_EQ(1, runs) << "it might be there twice";
}

TEST_P(PostgresStore, IsUnavailableWhileTheServerTakesNobody) {
    const std::string name = store.database.sql("SELECT current_database()").at(0);
    TestDatabase elsewhere(DatabaseKind::postgres, false);
    elsewhere.sql("ALTER DATABASE " + name + " WITH ALLOW_CONNECTIONS false");
    elsewhere.sql("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '" +
                  name + "'");
    EXPECT_EQ(Outcome::unavailable, store->run_write([](Tx&) { return true; }));
    EXPECT_FALSE(store->is_ready());
    elsewhere.sql("ALTER DATABASE " + name + " WITH ALLOW_CONNECTIONS true");
    insert("100001");
    EXPECT_TRUE(store->is_ready());
}

TEST_P(PostgresStore, AnswersBusyWhileSomebodyElseHoldsALock) {
    TestStore impatient(DatabaseKind::postgres, [](store::StoreOptions& options) {
        options.busy_timeout = std::chrono::milliseconds(50);
    });
    const Session other{PQconnectdb(impatient.database.url().c_str()), &PQfinish};
    const auto add = [&](const std::string& name) {
        return impatient->run_write([&](Tx& tx) {
            tx.insert_department({{}, name, false});
            return true;
        });
    };
    run(other, "BEGIN; LOCK TABLE department");
    EXPECT_EQ(Outcome::busy, add("Locked"));
    run(other, "ROLLBACK");
    EXPECT_EQ(Outcome::done, add("Free"));
}

TEST_P(PostgresStore, CommitsToTheDiskWhereTheServersDefaultIsNotTo) {
    const std::string name = "\"" + store.database.sql("SELECT current_database()").at(0) + "\"";
    for (const auto& [given, kept] : {std::pair{"off", "on"}, {"remote_apply", "remote_apply"}}) {
        store.database.sql("ALTER DATABASE " + name + " SET synchronous_commit = " + given);
        store::PostgresConnection connection(store.database.url());
        connection.script(
            std::string("DO $$ BEGIN ASSERT current_setting('synchronous_commit') = '") + kept +
                "'; END $$",
            "test");
    }
}

TEST_P(PostgresStore, TakesAnAddressWithEveryKindOfCharacter) {
    const std::string url = store.database.url() + "?application_name=a%20b%27c%5Cd%3De";
    store::PostgresConnection connection(url);
    EXPECT_THAT(store.database.sql("SELECT application_name FROM pg_stat_activity WHERE "
                                   "datname = current_database() AND application_name LIKE 'a %'"),
                ElementsAre("a b'c\\d=e"));
}

TEST_P(PostgresStore, TellsNoSecretsOfAnAddressThatCannotBeRead) {
    try {
        store::PostgresConnection connection("postgresql://user:hunter2@[bad");
        FAIL() << "connected";
    } catch (const std::runtime_error& error) {
        EXPECT_THAT(error.what(), testing::Not(testing::HasSubstr("hunter2")));
    }
}

TEST_P(PostgresStore, TellsNoBoundValuesInItsErrors) {
    store::PostgresConnection connection(store.database.url());
    const auto backend = store::postgres_backend();
    store::LiveSettings settings;
    store::TxServices services{store.clock, store.random, store.files, *backend, settings};
    store::SqlTx tx(connection, services);
    connection.begin();
    tx.insert_client({{}, "Secret Name", "x@example.com", "SECRET-CODE"});
    try {
        tx.insert_client({{}, "Secret Name", "x@example.com", "SECRET-CODE"});
        FAIL() << "the code was taken twice";
    } catch (const store::DbError& error) {
        EXPECT_STREQ("database error postgresql 23505 in \"insert client\"", error.what());
    }
}

}  // namespace desk::test
