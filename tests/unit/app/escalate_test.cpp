#include "core/escalate.hpp"

#include "unit/app/jobs_test.hpp"

namespace desk::test {
namespace {

using namespace std::chrono_literals;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

class Escalation : public JobsTest {
  protected:
    /// A rule made now. \param columns  and their values, as SQL
    void rule(const std::string& name, int minutes, const std::string& columns = "",
              const std::string& values = "") {
        database.database.sql(
            "INSERT INTO escalation_rule (name, name_folded, minutes, created_at" +
            (columns.empty() ? "" : ", " + columns) + ") VALUES ('" + name + "', '" + name + "', " +
            std::to_string(minutes) + ", " +
            std::to_string(database.clock.now().time_since_epoch().count()) +
            (values.empty() ? "" : ", " + values) + ")");
    }
    std::string id_of(const std::string& status) {
        return database.database.sql("SELECT id FROM ticket_status WHERE title = '" + status + "'")
            .at(0);
    }
    /// Advances to the second before and then to the second itself.
    /// \return how often rules fired in that second, and never before
    std::int64_t fired_after(std::chrono::seconds time) {
        const std::int64_t before = firings();
        database.clock.advance(time - 1s);
        run_due();
        EXPECT_EQ(before, firings()) << "too early";
        database.clock.advance(1s);
        run_due();
        return firings() - before;
    }
    std::int64_t firings() {
        return count("SELECT count(*) FROM event WHERE type = 'TicketEscalated'");
    }
    void client_replies(core::TicketId id) {
        core::AddReplyInput input;
        input.ref.id = id;
        input.client = cynthia;
        input.body.text = "Hello?";
        ASSERT_TRUE(reply(input).has_value());
    }
};
RUN_ON_BOTH_DATABASES(Escalation);

TEST_P(Escalation, ChangesPriorityDepartmentStatusAndFlagWhenTheMinutesHavePassed) {
    rule("late", 30, "set_priority, set_department, set_status, set_flag",
         "3, " + std::to_string(sales.value()) + ", " + id_of("In Progress") + ", " +
             std::to_string(actor.agent.value()));
    const core::TicketId id = opened(client_ticket());
    EXPECT_EQ(1, fired_after(30min));
    const auto ticket = get(id);
    EXPECT_EQ(core::Priority::high, ticket->priority);
    EXPECT_EQ("Sales", ticket->department_name);
    EXPECT_EQ("In Progress", ticket->status_title);
    EXPECT_EQ(actor.agent, ticket->flag);
    EXPECT_THAT(event_types(id), ElementsAre("TicketOpen", "TicketDepartmentChange",
                                             "TicketPriorityChange", "TicketStatusChange",
                                             "TicketFlagged", "TicketUpdate", "TicketEscalated"));
    EXPECT_EQ("escalation", events(id).back().actor_name);
}

TEST_P(Escalation, FiresAgainEachTimeTheMinutesHavePassedWhileTheTicketStillMatches) {
    rule("nag", 10);
    const core::TicketId id = opened(client_ticket());
    EXPECT_EQ(1, fired_after(10min));
    EXPECT_EQ(1, fired_after(10min));
    database.clock.advance(4min);
    client_replies(id);
    run_due();
    EXPECT_EQ(1, fired_after(10min)) << "from the reply on, not from the last time";
    core::UpdateTicketInput close;
    close.ref.id = id;
    close.status_title = "Closed";
    ASSERT_TRUE(update(close).has_value());
    database.clock.advance(100h);
    run_due();
    EXPECT_EQ(3, firings()) << "closed tickets are no longer its business";
    EXPECT_EQ(0, count("SELECT count(*) FROM escalation")) << "and forgotten";
}

TEST_P(Escalation, FiresOnceWhereItChangesWhatItAsksFor) {
    rule("raise", 10, "priorities, set_priority", "'Medium', 3");
    const core::TicketId id = opened(client_ticket());
    EXPECT_EQ(1, fired_after(10min));
    database.clock.advance(100h);
    run_due();
    EXPECT_EQ(1, firings());
    EXPECT_EQ(core::Priority::high, get(id)->priority);
}

TEST_P(Escalation, AffectsOnlyTicketsOpenedAfterTheRuleWasMade) {
    const core::TicketId before = opened(client_ticket());
    database.clock.advance(1s);
    rule("new ones", 10);
    const core::TicketId after = opened(client_ticket());
    database.clock.advance(1h);
    run_due();
    EXPECT_THAT(event_types(before), Not(Contains("TicketEscalated")));
    EXPECT_THAT(event_types(after), Contains("TicketEscalated"));
}

TEST_P(Escalation, AsksForDepartmentsStatusesAndPriorities) {
    rule("narrow", 10, "priorities", "'Low,High'");
    database.database.sql(
        "INSERT INTO escalation_rule_department (rule_id, department_id) SELECT "
        "id, " +
        std::to_string(sales.value()) + " FROM escalation_rule");
    database.database.sql("INSERT INTO escalation_rule_status (rule_id, status_id) SELECT id, " +
                          id_of("Open") + " FROM escalation_rule");
    core::OpenTicketInput input = client_ticket();
    const core::TicketId wrong_department = opened(input);
    input.department.id = sales;
    const core::TicketId wrong_priority = opened(input);
    input.priority = core::Priority::low;
    const core::TicketId right = opened(input);
    const core::TicketId wrong_status = opened(input);
    core::UpdateTicketInput hold;
    hold.ref.id = wrong_status;
    hold.status_title = "On Hold";
    ASSERT_TRUE(update(hold).has_value());
    database.clock.advance(10min);
    run_due();
    EXPECT_EQ(1, firings());
    EXPECT_THAT(event_types(right), Contains("TicketEscalated"));
    EXPECT_NE(wrong_department, wrong_priority);
}

TEST_P(Escalation, RepliesInTheNameOfTheDepartmentWithItsMergeWords) {
    rule("sorry", 10, "reply", "'Dear [FIRSTNAME] ([NAME], [EMAIL]), [OTHER] we are slow.'");
    const core::TicketId id = opened(client_ticket());
    EXPECT_EQ(1, fired_after(10min));
    const auto ticket = get(id);
    ASSERT_EQ(2U, ticket->messages.size());
    const core::Message& reply = ticket->messages[1];
    EXPECT_EQ("Dear Cynthia (Cynthia Reilly, cynthia@example.com), [OTHER] we are slow.",
              reply.body.text);
    EXPECT_EQ(core::Author::Kind::agent, reply.author.kind);
    EXPECT_EQ(0, reply.author.id);
    EXPECT_EQ("Support", reply.author.name);
    EXPECT_EQ("Answered", ticket->status_title) << "as any staff reply does";
    EXPECT_EQ(database.clock.now(), ticket->last_reply_at);
    EXPECT_THAT(event_types(id), ElementsAre("TicketOpen", "TicketAdminReply", "TicketEscalated"));
}

TEST_P(Escalation, GivesTheStatusItSaysToATicketItRepliesTo) {
    rule("sorry", 10, "reply, set_status", "'We are slow.', " + id_of("On Hold"));
    const core::TicketId id = opened(client_ticket());
    EXPECT_EQ(1, fired_after(10min));
    EXPECT_EQ("On Hold", status(id));
}

TEST_P(Escalation, LeavesAMailForEachAgentOfTheDepartment) {
    rule("tell", 10, "notify", "1");
    database->run_write([&](core::Tx& tx) {
        core::Agent agent;
        agent.login = "disabled";
        agent.disabled = true;
        tx.insert_agent(agent);
        return true;
    });
    database.database.sql("UPDATE agent SET disabled = 1 WHERE login = 'disabled'");
    const core::TicketId id = opened(client_ticket());
    EXPECT_EQ(1, fired_after(10min));
    EXPECT_THAT(
        database.database.sql("SELECT d.channel || ' ' || d.target || ' ' || e.type FROM "
                              "delivery d JOIN event e ON e.id = d.event_id WHERE "
                              "d.state = 0"),
        ElementsAre("mail agent:" + std::to_string(actor.agent.value()) + " TicketEscalated"));
    EXPECT_EQ(
        std::to_string(id.value()),
        database.database.sql("SELECT ticket_id FROM event WHERE type = 'TicketEscalated'").at(0));
}

TEST_P(Escalation, DoesWhatItStillCanWhereWhatItNamesIsGone) {
    rule("stale", 10, "set_department, set_status, set_flag, set_priority", "999, 999, 999, 3");
    const core::TicketId id = opened(client_ticket());
    EXPECT_EQ(1, fired_after(10min));
    EXPECT_EQ(core::Priority::high, get(id)->priority);
    EXPECT_EQ("Open", status(id));
}

TEST_P(Escalation, LeavesRulesThatAreSwitchedOffAlone) {
    rule("off", 10, "disabled", "1");
    opened(client_ticket());
    database.clock.advance(100h);
    run_due();
    EXPECT_EQ(0, firings());
}

TEST_P(Escalation, FiresOnAnyNumberOfTicketsOnceEach) {
    constexpr int kTickets = 2 * core::kPieceSize + 1;
    rule("many", 10);
    rule("and another", 10, "set_priority", "3");
    for (int i = 0; i < kTickets; ++i) opened(client_ticket());
    database.clock.advance(10min);
    run_due();
    EXPECT_EQ(2 * kTickets, firings());
    EXPECT_EQ(2 * kTickets, state("escalation").done_count);
    run_due();
    EXPECT_EQ(2 * kTickets, firings());
}

}  // namespace
}  // namespace desk::test
