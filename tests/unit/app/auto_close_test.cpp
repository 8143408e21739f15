#include "unit/app/jobs_test.hpp"

namespace desk::test {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

class AutoClose : public JobsTest {};
RUN_ON_BOTH_DATABASES(AutoClose);

TEST_P(AutoClose, ClosesATicketInTheSecondInWhichItsTimeIsUp) {
    set("auto_close_hours", "48");
    const core::TicketId id = answered();
    database.clock.advance(48h - 1s);
    run_due();
    EXPECT_EQ("Answered", status(id));
    database.clock.advance(1s);
    run_due();
    EXPECT_EQ("Closed", status(id));
    EXPECT_EQ(1, state("auto-close").done_count);
    EXPECT_EQ("done", state("auto-close").outcome);
}

TEST_P(AutoClose, SaysInTheEventsThatTheDeskDidIt) {
    set("auto_close_hours", "1");
    const core::TicketId id = answered();
    database.clock.advance(1h);
    run_due();
    EXPECT_THAT(event_types(id),
                ElementsAre("TicketOpen", "TicketAdminReply", "TicketStatusChange", "TicketClose"));
    const core::Event close = events(id).back();
    EXPECT_EQ(core::Actor::Kind::system, close.actor_kind);
    EXPECT_EQ("auto-close", close.actor_name);
}

TEST_P(AutoClose, IsOffUntilItsSettingSaysAfterHowLong) {
    const core::TicketId id = answered();
    database.clock.advance(10'000h);
    run_due();
    EXPECT_EQ("Answered", status(id));
    set("auto_close_hours", "9999");
    run_due();
    EXPECT_EQ("Closed", status(id));
}

TEST_P(AutoClose, LeavesStatusesWithoutItsMarkAlone) {
    set("auto_close_hours", "1");
    const core::TicketId open = opened(client_ticket());
    database.clock.advance(1000h);
    run_due();
    EXPECT_EQ("Open", status(open));
    database.database.sql("UPDATE ticket_status SET auto_close = 1 WHERE title = 'Open'");
    run_due();
    EXPECT_EQ("Closed", status(open));
}

TEST_P(AutoClose, CountsFromTheLastReply) {
    set("auto_close_hours", "10");
    const core::TicketId id = answered();
    database.clock.advance(9h);
    core::AddReplyInput again;
    again.ref.id = id;
    again.agent_login = "ada";
    again.body.text = "Are you there?";
    ASSERT_TRUE(reply(again).has_value());
    database.clock.advance(10h - 1s);
    run_due();
    EXPECT_EQ("Answered", status(id));
    database.clock.advance(1s);
    run_due();
    EXPECT_EQ("Closed", status(id));
}

TEST_P(AutoClose, ClosesAnyNumberInPiecesAndKeepsTheCountersRight) {
    constexpr int kTickets = 2 * core::kPieceSize + 3;
    set("auto_close_hours", "1");
    for (int i = 0; i < kTickets; ++i) answered();
    const core::TicketId other = opened(client_ticket());
    database.clock.advance(1h);
    run_due();
    EXPECT_EQ(kTickets, state("auto-close").done_count);
    EXPECT_EQ("Open", status(other));
    EXPECT_EQ(kTickets, count("SELECT sum(c.count) FROM ticket_counter c JOIN ticket_status s ON "
                              "s.id = c.status_id WHERE s.title = 'Closed'"));
    EXPECT_EQ(0, count("SELECT sum(c.count) FROM ticket_counter c JOIN ticket_status s ON s.id = "
                       "c.status_id WHERE s.title = 'Answered'"));
}

}  // namespace
}  // namespace desk::test
