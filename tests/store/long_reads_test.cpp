#include <set>
#include <thread>

#include "both_databases.hpp"
#include "job_box.hpp"

/// Reads that turn out to be long leave the read lane.
namespace desk::test {

class LongReads : public BothDatabases {
  protected:
    /// A ticket with so many notes, which no counter of the ticket tells of.
    core::TicketId ticket_with_notes(int count) {
        const core::TicketId id = insert("100001");
        write([&](Tx& tx) {
            core::NewMessage note;
            note.ticket = id;
            note.kind = core::MessageKind::note;
            note.author = {core::Author::Kind::agent, agent.value(), "Ada Min", ""};
            note.created_at = store.clock.now();
            note.event = {core::event_type::kTicketAddNote, {}};
            for (int i = 0; i < count; ++i) tx.insert_message(note, actor);
        });
        return id;
    }

    /// Reads the ticket in the read lane. \return its messages, and in how many threads it was read
    std::pair<std::size_t, std::size_t> read_ticket(core::TicketId id) {
        std::size_t messages = 0;
        JobBox box;
        std::set<std::thread::id> threads;
        store->executor().read(box.job([&](Tx& tx) {
            threads.insert(std::this_thread::get_id());
            messages = tx.find_ticket({id, {}, {}}, {})->messages.size();
            return true;
        }));
        EXPECT_EQ(std::vector{Outcome::done}, box.wait());
        EXPECT_EQ(1U, box.answered());
        return {messages, threads.size()};
    }
};
RUN_ON_BOTH_DATABASES(LongReads);

TEST_P(LongReads, StayInTheReadLaneWithAHundredMessages) {
    EXPECT_EQ(std::pair(std::size_t{100}, std::size_t{1}), read_ticket(ticket_with_notes(99)));
}

TEST_P(LongReads, GoToTheSlowLaneWithMoreMessages) {
    EXPECT_EQ(std::pair(std::size_t{151}, std::size_t{2}), read_ticket(ticket_with_notes(150)));
}

TEST_P(LongReads, GoToTheSlowLaneByTheTicketsOwnCountOfReplies) {
    const core::TicketId id = insert("100001");
    store.database.sql("UPDATE ticket SET reply_count = 5000");
    EXPECT_EQ(2U, read_ticket(id).second);
}

TEST_P(LongReads, RunInOneGoWhereNobodyMinds) {
    const core::TicketId id = ticket_with_notes(150);
    std::size_t messages = 0;
    JobBox box;
    store->executor().search(box.job([&](Tx& tx) {
        tx.expect_long_read();
        messages = tx.find_ticket({id, {}, {}}, {})->messages.size();
        return true;
    }));
    EXPECT_EQ(std::vector{Outcome::done}, box.wait());
    EXPECT_EQ(151U, messages);
    write([](Tx& tx) { tx.expect_long_read(); });
}

TEST_P(LongReads, AreTurnedAwayWhenTheSlowLaneIsFull) {
    store.options.slow_threads = 1;
    store.options.slow_queue = 1;
    store.reopen();
    JobBox box;
    Gate gate;
    store->executor().work([&] { gate.pass(); }, box.finish(), "held");
    gate.wait_until_reached();
    store->executor().work([] {}, box.finish(), "queued");
    JobBox reads;
    store->executor().read(reads.job([](Tx& tx) {
        tx.expect_long_read();
        return true;
    }));
    EXPECT_EQ(std::vector{Outcome::busy}, reads.wait());
    gate.open();
    box.wait();
}

}  // namespace desk::test
