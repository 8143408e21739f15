#include "unit/generate/generated_desk.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>

#include "core/add_message.hpp"
#include "core/list_ports.hpp"
#include "core/open_ticket.hpp"
#include "support/desk_audit.hpp"

namespace desk::test {
namespace {

using core::Outcome;
using core::Tx;

class GeneratedDesk : public testing::TestWithParam<DatabaseKind> {
  protected:
    std::int64_t number(const std::string& sql) { return std::stoll(database.sql(sql).at(0)); }

    TestDatabase database{GetParam()};
};

RUN_ON_BOTH_DATABASES(GeneratedDesk);

/// Of a difference among thousands of rows the first is enough.
void expect_same(const Rows& first, const Rows& second) {
    for (std::size_t i = 0; i < std::min(first.size(), second.size()); ++i) {
        ASSERT_EQ(first[i], second[i]) << "row " << i;
    }
    EXPECT_EQ(first.size(), second.size());
}

TEST_P(GeneratedDesk, IsWhatTheUseCasesWouldHaveWritten) {
    constexpr std::int64_t kTickets = 150;
    TestStore written(GetParam());
    written.random.restart(99);
    write_desk(written, kTickets, 3);
    load_desk(database.url(), kTickets, 3);
    expect_same(content_of(database), content_of(written.database));
}

TEST_P(GeneratedDesk, IsTheSameForTheSameSeedAndAnotherForAnother) {
    constexpr std::int64_t kTickets = 400;
    TestDatabase again(GetParam());
    TestDatabase other(GetParam());
    load_desk(database.url(), kTickets, 1);
    load_desk(again.url(), kTickets, 1);
    load_desk(other.url(), kTickets, 2);
    const Rows content = content_of(database);
    expect_same(content, content_of(again));
    EXPECT_NE(content, content_of(other));
}

TEST_P(GeneratedDesk, PassesTheAudit) {
    load_desk(database.url(), 1'500, 1);
    const AuditedDesk desk{
        [this](const std::string& sql) { return sql_rows(database.url(), sql); },
        [](const std::string&) -> std::string { throw std::runtime_error("there are no files"); }};
    EXPECT_THAT(audit(desk, {}), testing::IsEmpty());
    if (GetParam() == DatabaseKind::sqlite) {
        EXPECT_NO_THROW(
            database.sql("INSERT INTO ticket_subject_trigram (ticket_subject_trigram, rank) "
                         "VALUES ('integrity-check', 1)"));
        EXPECT_THAT(database.sql("PRAGMA integrity_check"), testing::ElementsAre("ok"));
    }
}

TEST_P(GeneratedDesk, IsFoundInLists) {
    TestStore store(GetParam());
    store.close();
    const Made made = load_desk(store.database.url(), 600, 1);
    store.reopen();
    core::TicketSelection by_subject;
    by_subject.subject = "HÓA ĐƠN";
    core::TicketSelection closed;
    core::TicketList all_found, subjects_found, closed_found;
    bool subjects_wait = true;
    ASSERT_EQ(Outcome::done, store->run_read([&](Tx& tx) {
        closed.statuses = {tx.find_status("Closed")->id};
        all_found = tx.lists().tickets({}, {});
        closed_found = tx.lists().tickets(closed, {});
        subjects_wait = tx.lists().subjects_wait();
        return true;
    }));
    core::Job search;
    std::promise<Outcome> ended;
    search.run = [&](Tx& tx) {
        subjects_found = tx.lists().tickets(by_subject, {});
        return true;
    };
    search.finish = [&](Outcome outcome) { ended.set_value(outcome); };
    store->executor().search(std::move(search));
    ASSERT_EQ(ended.get_future().get(), Outcome::done);
    EXPECT_FALSE(subjects_wait);
    EXPECT_EQ(all_found.total, 600);
    EXPECT_EQ(closed_found.total, made.tally.closed);
    EXPECT_EQ(
        subjects_found.total,
        std::stoll(store.database.sql("SELECT count(*) FROM ticket WHERE subject LIKE '%Hóa đơn%'")
                       .at(0)));
    EXPECT_GT(subjects_found.total, 0);
}

TEST_P(GeneratedDesk, IsSkewedAndMostlyClosedHistory) {
    constexpr std::int64_t kTickets = 4'000;
    const Made made = load_desk(database.url(), kTickets, 1);
    EXPECT_EQ(number("SELECT count(*) FROM ticket"), kTickets);
    EXPECT_EQ(number("SELECT count(*) FROM message"), made.tally.messages());
    EXPECT_NEAR(static_cast<double>(made.tally.messages()) / kTickets, 5, 0.5);
    EXPECT_EQ(number("SELECT max(reply_count) FROM ticket") >= 40, true);
    EXPECT_EQ(number("SELECT count(*) FROM ticket t JOIN ticket_status s ON s.id = t.status_id "
                     "WHERE s.title = 'Closed'"),
              made.tally.closed);
    EXPECT_GT(made.tally.closed, kTickets * 93 / 100);
    EXPECT_LT(made.tally.closed, kTickets * 99 / 100);
    const std::string of_clients =
        "(SELECT client_id, count(*) AS n FROM ticket WHERE client_id > 0 GROUP BY client_id) c";
    EXPECT_GT(number("SELECT max(n) FROM " + of_clients), 100);
    EXPECT_GT(number("SELECT count(*) FROM " + of_clients + " WHERE n = 1"), 50);
    EXPECT_GT(number("SELECT count(*) FROM ticket WHERE client_id = 0"), kTickets / 20);
    EXPECT_EQ(number("SELECT count(DISTINCT department_id) FROM ticket"), 7);
    EXPECT_EQ(number("SELECT count(*) FROM ticket WHERE last_reply_at < opened_at"), 0);
    EXPECT_EQ(number("SELECT count(DISTINCT priority) FROM ticket"), 3);
    EXPECT_GT(number("SELECT count(*) FROM ticket WHERE flag_agent_id > 0"), kTickets / 10);
    EXPECT_GT(number("SELECT count(*) FROM custom_field_value"), kTickets / 5);
    EXPECT_GT(number("SELECT count(*) FROM message WHERE kind = 2"), kTickets / 10);
}

TEST_P(GeneratedDesk, GoesOnAsAnyOther) {
    constexpr std::int64_t kTickets = 60;
    TestStore store(GetParam());
    store.close();
    const Made made = load_desk(store.database.url(), kTickets, 1);
    store.reopen();
    store.clock.set(kEndOfStory + std::chrono::hours(1));
    core::OpenTicketInput opening;
    opening.department.id = made.cast.departments.front().id;
    opening.client = made.cast.customers.front().id;
    opening.subject = "The next one";
    opening.body.text = "As if nothing had happened.";
    core::OpenedTicket opened;
    core::WrittenMessage reply;
    core::WrittenMessage note;
    const core::Actor actor;
    ASSERT_EQ(Outcome::done, store->run_write([&](Tx& tx) {
        opened = core::open_ticket(tx, actor, opening).value();
        core::AddReplyInput input;
        input.ref.id = opened.id;
        input.body.text = "An answer.";
        input.agent_login = made.cast.agents.front().login;
        reply = core::add_reply(tx, actor, input).value();
        core::AddNoteInput remark;
        remark.ref.id = opened.id;
        remark.body.text = "A note.";
        note = core::add_note(tx, actor, remark).value();
        return true;
    }));
    EXPECT_EQ(opened.id, core::TicketId(kTickets + 1));
    EXPECT_EQ(reply.wire_id, made.tally.replies + 1);
    EXPECT_EQ(note.wire_id, made.tally.notes + 1);
    std::optional<core::Ticket> old;
    ASSERT_EQ(Outcome::done, store->run_read([&](Tx& tx) {
        old = tx.find_ticket({core::TicketId(1), {}, {}}, {});
        return true;
    }));
    ASSERT_TRUE(old.has_value());
    EXPECT_FALSE(old->messages.empty());
}

TEST_P(GeneratedDesk, IsNotMadeOverAnother) {
    load_desk(database.url(), 5, 1);
    const Rows before = content_of(database);
    try {
        load_desk(database.url(), 5, 2);
        FAIL() << "a desk with data was filled";
    } catch (const std::runtime_error& error) {
        EXPECT_THAT(error.what(), testing::HasSubstr("data of its own"));
    }
    EXPECT_EQ(content_of(database), before);
}

}  // namespace
}  // namespace desk::test
