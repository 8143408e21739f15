#include "unit/core/move_test.hpp"

namespace desk::test {
namespace {

using core::Errc;
using testing::ElementsAre;
using testing::Pair;

class SplitTicket : public MoveTest {
  protected:
    SplitTicket() : id(ticket("Two things")) {
        for (const char* text : {"r1", "r2", "r3"}) replies.push_back(reply_to(id, text));
        note_on(id, "note");
    }

    core::TicketId id;
    std::vector<std::int64_t> replies;
};
RUN_ON_BOTH_DATABASES(SplitTicket);

TEST_P(SplitTicket, MakesATicketOfChosenRepliesWhoseFirstIsTheOpening) {
    const core::Ticket before = get(id).value();
    const auto made = split(id, {replies[2], replies[0], replies[2]}, "The other thing");
    ASSERT_TRUE(made.has_value());
    EXPECT_EQ(made->original, id);
    EXPECT_NE(made->number, before.number);
    EXPECT_THAT(texts(made->id), ElementsAre("r1", "r3"));
    EXPECT_THAT(texts(id), ElementsAre("Opening of Two things", "r2", "note"));

    const core::Ticket ticket = get(made->id).value();
    EXPECT_EQ(ticket.subject, "The other thing");
    EXPECT_EQ(ticket.status_title, "Open");
    EXPECT_EQ(ticket.client, cynthia);
    EXPECT_EQ(ticket.department, support);
    EXPECT_EQ(ticket.reply_count, 1);
    EXPECT_EQ(ticket.opened_at, before.messages[1].created_at);
    EXPECT_EQ(ticket.last_reply_at, before.messages[3].created_at);
    EXPECT_EQ(ticket.messages[0].kind, core::MessageKind::opening);
    EXPECT_EQ(ticket.messages[0].wire_id, 0);
    EXPECT_EQ(ticket.messages[1].wire_id, replies[2]);
    ASSERT_EQ(ticket.messages[0].attachments.size(), 1U);
    EXPECT_EQ(ticket.messages[0].attachments[0].file_name, "r1.txt");

    const core::Ticket rest = get(id).value();
    EXPECT_EQ(rest.reply_count, 1);
    EXPECT_EQ(rest.last_reply_at, before.messages[2].created_at);
    EXPECT_EQ(rest.status, before.status);
    EXPECT_EQ(number("SELECT sum(count) FROM ticket_counter"), 2);
}

TEST_P(SplitTicket, TellsOfItAndMailsNobody) {
    const auto made = split(id, {replies[0]}, "The other thing");
    EXPECT_EQ(events(id).back().type, "TicketSplit");
    EXPECT_THAT(events(id).back().details,
                ElementsAre(Pair("originalTicketId", std::to_string(id.value())),
                            Pair("newTicketID", std::to_string(made->id.value()))));
    EXPECT_THAT(event_types(made->id), ElementsAre("TicketOpenAdmin"));
    EXPECT_EQ(events(made->id)[0].details.back().first, "noemail");
}

TEST_P(SplitTicket, MayGoToAnotherDepartmentClientAndPriority) {
    core::SplitTicketInput input;
    input.ref.id = id;
    input.replies = {replies[1]};
    input.subject = "For others";
    input.department.id = sales;
    input.client = acme;
    input.priority = core::Priority::high;
    const auto made = run(&core::split_ticket, input);
    ASSERT_TRUE(made.has_value());
    const core::Ticket ticket = get(made->id).value();
    EXPECT_EQ(ticket.department, sales);
    EXPECT_TRUE(ticket.client_may_not_close);
    EXPECT_EQ(ticket.client, acme);
    EXPECT_EQ(ticket.priority, core::Priority::high);
    input.replies = {replies[2]};
    input.department.id = core::DepartmentId{999};
    EXPECT_EQ(run(&core::split_ticket, input).error().code, Errc::department_not_found);
    input.department = {};
    input.client = core::ClientId{999};
    EXPECT_EQ(run(&core::split_ticket, input).error().code, Errc::client_not_found);
}

TEST_P(SplitTicket, RefusesWhatIsNoReplyOfIt) {
    const core::TicketId other = ticket("Another");
    const std::int64_t foreign = reply_to(other, "foreign");
    EXPECT_EQ(split(id, {}, "x").error().code, Errc::replies_required);
    const auto refused = split(id, {replies[0], 0, foreign, 999}, "x");
    EXPECT_EQ(refused.error().code, Errc::reply_not_found);
    EXPECT_EQ(refused.error().about, "0, " + std::to_string(foreign) + ", 999");
    EXPECT_EQ(split(core::TicketId{999}, {1}, "x").error().code, Errc::ticket_not_found);
    EXPECT_EQ(split(id, {replies[0]}, " ").error().code, Errc::subject_required);
    EXPECT_EQ(get(id)->reply_count, 3);
    actor.client = cynthia;
    EXPECT_EQ(split(id, {replies[0]}, "x").error().code, Errc::not_permitted);
}

TEST_P(SplitTicket, LeavesTheOpeningOfAMergedTicketToUnmerge) {
    const core::TicketId other = ticket("Merged");
    const std::int64_t moved = reply_to(other, "moved");
    ASSERT_TRUE(merge(id, {other}));
    std::int64_t opening = 0;
    const core::Ticket master = get(id).value();
    for (const core::Message& message : master.messages) {
        if (message.body.text == "Opening of Merged") opening = message.wire_id;
    }
    const auto refused = split(id, {moved, opening}, "x");
    EXPECT_EQ(refused.error().code, Errc::record_in_use);
    // Its other replies may go elsewhere for good.
    const auto made = split(id, {moved}, "Split off");
    ASSERT_TRUE(made.has_value());
    ASSERT_TRUE(unmerge(other));
    EXPECT_THAT(texts(other), ElementsAre("Opening of Merged"));
    EXPECT_THAT(texts(made->id), ElementsAre("moved"));
    EXPECT_EQ(split(other, {moved}, "x").error().code, Errc::reply_not_found);
    ASSERT_TRUE(merge(id, {other}));
    EXPECT_EQ(split(other, {moved}, "x").error().code, Errc::ticket_merged);
}

}  // namespace
}  // namespace desk::test
