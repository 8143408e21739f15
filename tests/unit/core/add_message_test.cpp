#include <gmock/gmock.h>

#include "unit/core/core_test.hpp"

namespace desk::test {
namespace {

using core::Errc;
using testing::ElementsAre;

class AddMessage : public CoreTest {
  protected:
    AddMessage() : id(opened(client_ticket())) { database.clock.advance(std::chrono::minutes(5)); }

    core::AddReplyInput reply_with(std::string text) {
        core::AddReplyInput input;
        input.ref.id = id;
        input.body.text = std::move(text);
        return input;
    }

    core::TicketId id;
};

TEST_P(AddMessage, AnAgentsReplyAnswersTheTicket) {
    auto input = reply_with("Put it out.");
    input.agent_login = "ada";
    input.client = cynthia;  // clients in the field send both; the agent wins
    ASSERT_TRUE(reply(input));
    const core::Ticket ticket = get(id).value();
    EXPECT_EQ(ticket.status_title, "Answered");
    EXPECT_EQ(ticket.last_reply_at, database.clock.now());
    ASSERT_EQ(ticket.messages.size(), 2U);
    EXPECT_EQ(ticket.messages[1].author.name, "Ada Byron");
    EXPECT_EQ(ticket.messages[1].wire_id, 1);
    EXPECT_THAT(event_types(id), ElementsAre("TicketOpen", "TicketAdminReply"));
}

TEST_P(AddMessage, AnUnknownLoginIsTheShownName) {
    auto input = reply_with("Automatic answer.");
    input.agent_login = "Auto-response";
    ASSERT_TRUE(reply(input));
    EXPECT_EQ(get(id)->messages[1].author.name, "Auto-response");
    EXPECT_EQ(get(id)->messages[1].author.kind, core::Author::Kind::agent);
}

TEST_P(AddMessage, AClientsReplyReopensAClosedTicket) {
    core::UpdateTicketInput close;
    close.ref.id = id;
    close.status_title = "Closed";
    ASSERT_TRUE(update(close));
    auto input = reply_with("It burns again.");
    input.client = cynthia;
    input.contact = contact;
    ASSERT_TRUE(reply(input));
    const core::Ticket ticket = get(id).value();
    EXPECT_EQ(ticket.status_title, "Customer-Reply");
    EXPECT_EQ(ticket.messages[1].author.kind, core::Author::Kind::contact);
}

TEST_P(AddMessage, RefusesWhoeverCannotBeTheAuthor) {
    EXPECT_EQ(reply(reply_with("x")).error().code, Errc::requester_required);
    auto input = reply_with("x");
    input.client = core::ClientId{99};
    EXPECT_EQ(reply(input).error().code, Errc::client_not_found);
    input.client = acme;
    input.contact = contact;
    EXPECT_EQ(reply(input).error().code, Errc::contact_not_found);
    input = reply_with("x");
    input.requester_name = "Gus";
    input.requester_email = "gus";
    EXPECT_EQ(reply(input).error().code, Errc::email_invalid);
    EXPECT_EQ(get(id)->messages.size(), 1U);
}

TEST_P(AddMessage, AnUnknownStatusLeavesNoReplyBehind) {
    auto input = reply_with("x");
    input.client = cynthia;
    input.status_title = "Burning";
    EXPECT_EQ(reply(input).error().code, Errc::status_not_found);
    EXPECT_EQ(get(id)->messages.size(), 1U);
    input.status_title = "on hold";
    ASSERT_TRUE(reply(input));
    EXPECT_EQ(get(id)->status_title, "On Hold");
}

TEST_P(AddMessage, ANoteLeavesStatusAndLastReplyAlone) {
    const core::Ticket before = get(id).value();
    core::AddNoteInput input;
    input.ref.id = id;
    input.body.text = "Smells of plastic.";
    ASSERT_TRUE(note(input));
    const core::Ticket after = get(id).value();
    EXPECT_EQ(after.status_title, before.status_title);
    EXPECT_EQ(after.last_reply_at, before.last_reply_at);
    ASSERT_EQ(after.messages.size(), 2U);
    EXPECT_EQ(after.messages[1].kind, core::MessageKind::note);
    EXPECT_EQ(after.messages[1].author.name, "Ada Byron");
    EXPECT_THAT(event_types(id), ElementsAre("TicketOpen", "TicketAddNote"));
}

TEST_P(AddMessage, CountsRepliesAndNotesApart) {
    auto input = reply_with("one");
    input.client = cynthia;
    EXPECT_EQ(reply(input)->wire_id, 1);
    core::AddNoteInput remark;
    remark.ref.id = id;
    remark.body.text = "note";
    EXPECT_EQ(note(remark)->wire_id, 1);
    EXPECT_EQ(reply(input)->wire_id, 2);
    EXPECT_EQ(note(remark)->wire_id, 2);
}

TEST_P(AddMessage, NotesStayHiddenFromThoseWhoDoNotSeeThem) {
    core::AddNoteInput remark;
    remark.ref.id = id;
    remark.body.text = "Smells of plastic.";
    ASSERT_TRUE(note(remark));
    core::Actor client;
    client.kind = core::Actor::Kind::client;
    client.client = cynthia;
    client.sees_notes = false;
    EXPECT_EQ(get(id, client)->messages.size(), 1U);
    client.client = acme;
    EXPECT_EQ(get(id, client).error().code, Errc::ticket_not_found);
    remark.body.text = "As a client";
    actor = client;
    actor.client = cynthia;
    EXPECT_EQ(note(remark).error().code, Errc::not_permitted);
}

RUN_ON_BOTH_DATABASES(AddMessage);

}  // namespace
}  // namespace desk::test
