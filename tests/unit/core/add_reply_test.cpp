#include <gmock/gmock.h>

#include "unit/core/core_test.hpp"

/// What a reply does to its ticket: status, last reply, custom fields, events; and who may write
/// which one.
namespace desk::test {
namespace {

using core::Errc;
using std::chrono::minutes;
using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::Pair;

class AddReply : public CoreTest {
  protected:
    AddReply() : id(opened(client_ticket())) { database.clock.advance(minutes(5)); }

    core::AddReplyInput by_agent() const {
        core::AddReplyInput input;
        input.ref.id = id;
        input.body.text = "Put it out.";
        input.agent_login = "ada";
        return input;
    }
    core::AddReplyInput by_client() const {
        core::AddReplyInput input = by_agent();
        input.agent_login.clear();
        input.client = cynthia;
        return input;
    }
    core::AddReplyInput by_contact() const {
        core::AddReplyInput input = by_client();
        input.contact = contact;
        return input;
    }
    core::AddReplyInput by_guest() const {
        core::AddReplyInput input = by_agent();
        input.agent_login.clear();
        input.requester_name = "Gus";
        input.requester_email = "gus@example.net";
        return input;
    }
    void set_status(const std::string& title) {
        core::UpdateTicketInput input;
        input.ref.id = id;
        input.status_title = title;
        ASSERT_TRUE(update(input));
    }
    /// The status that a reply leaves on a ticket that was in another one.
    std::string status_after(const std::string& before, const core::AddReplyInput& input) {
        set_status(before);
        EXPECT_TRUE(reply(input)) << before;
        return get(id)->status_title;
    }
    /// An actor that is bound to a client, as a token of the Keliweb dialect.
    void act_as_client(core::ClientId client) {
        actor = {};
        actor.kind = core::Actor::Kind::user;
        actor.origin = core::Origin::keliweb;
        actor.client = client;
        actor.user = owner;
    }
    core::Ticket ticket() { return get(id, staff).value(); }

    core::TicketId id;
    const core::Actor staff = actor;
};

TEST_P(AddReply, OfStaffAnswersATicketInEveryStatus) {
    for (const char* before :
         {"Open", "Answered", "Customer-Reply", "On Hold", "In Progress", "Closed"}) {
        EXPECT_EQ(status_after(before, by_agent()), "Answered") << before;
    }
}

TEST_P(AddReply, OfACustomerWaitsForAnAnswerInEveryStatusAndReopens) {
    for (const char* before :
         {"Open", "Answered", "Customer-Reply", "On Hold", "In Progress", "Closed"}) {
        EXPECT_EQ(status_after(before, by_client()), "Customer-Reply") << before;
        EXPECT_EQ(status_after(before, by_contact()), "Customer-Reply") << before;
        EXPECT_EQ(status_after(before, by_guest()), "Customer-Reply") << before;
    }
}

TEST_P(AddReply, CarriesAStatusInAnyLetterCase) {
    core::AddReplyInput input = by_agent();
    input.status_title = "in PROGRESS";
    EXPECT_EQ(status_after("Open", input), "In Progress");
    EXPECT_EQ(status_after("Closed", input), "In Progress");
    input.status_title = " ";
    EXPECT_EQ(status_after("Closed", input), "Answered");
    input = by_client();
    input.status_title = "On Hold";
    EXPECT_EQ(status_after("Answered", input), "On Hold");
}

TEST_P(AddReply, WithAnUnknownStatusLeavesNothingBehind) {
    const core::Ticket before = ticket();
    for (core::AddReplyInput input : {by_agent(), by_client(), by_contact(), by_guest()}) {
        input.status_title = "Burning";
        input.custom_fields = {{colour, {}, "red", false}};
        const auto refused = reply(input);
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().code, Errc::status_not_found);
        EXPECT_EQ(refused.error().about, "Open,Answered,Customer-Reply,On Hold,In Progress,Closed");
    }
    const core::Ticket after = ticket();
    EXPECT_EQ(after.version, before.version);
    EXPECT_EQ(after.status_title, "Open");
    EXPECT_EQ(after.messages.size(), 1U);
    EXPECT_FALSE(after.custom_fields.at(0).has_value);
    EXPECT_THAT(event_types(id), ElementsAre("TicketOpen"));
}

TEST_P(AddReply, FromThePastStandsByItsTimeAndMovesTheLastReplyNeverBack) {
    const Timestamp opened_at = ticket().opened_at;
    ASSERT_TRUE(reply(by_agent()));
    const Timestamp newest = ticket().last_reply_at;
    EXPECT_EQ(newest, database.clock.now());
    core::AddReplyInput old = by_client();
    old.body.text = "Written before";
    old.created_at = opened_at + minutes(1);
    ASSERT_TRUE(reply(old));
    EXPECT_EQ(ticket().last_reply_at, newest);
    EXPECT_EQ(ticket().messages.at(1).body.text, "Written before");
    EXPECT_EQ(ticket().status_title, "Customer-Reply");
    old.created_at = opened_at - minutes(60);  // before the opening, which still stands first
    ASSERT_TRUE(reply(old));
    EXPECT_EQ(ticket().messages.at(0).kind, core::MessageKind::opening);
    EXPECT_EQ(ticket().last_reply_at, newest);
    EXPECT_EQ(ticket().reply_count, 3);
}

TEST_P(AddReply, MayBeAMinuteAheadAndNoMore) {
    core::AddReplyInput input = by_agent();
    input.created_at = database.clock.now() + std::chrono::seconds(61);
    EXPECT_EQ(reply(input).error().code, Errc::date_in_future);
    input.created_at = database.clock.now() + std::chrono::seconds(60);
    EXPECT_TRUE(reply(input));
    EXPECT_EQ(ticket().last_reply_at, input.created_at);
}

TEST_P(AddReply, UpdatesCustomFieldsOfTheTicketsDepartment) {
    core::AddReplyInput input = by_client();
    input.custom_fields = {{colour, {}, "red", false}, {core::CustomFieldId{99}, {}, "x", false}};
    ASSERT_TRUE(reply(input));
    EXPECT_EQ(ticket().custom_fields.at(0).value, "red");
    EXPECT_THAT(event_types(id), ElementsAre("TicketOpen", "TicketUserReply", "TicketUpdate"));
    ASSERT_TRUE(reply(input));  // the same again is no change
    EXPECT_THAT(event_types(id),
                ElementsAre("TicketOpen", "TicketUserReply", "TicketUpdate", "TicketUserReply"));
    input.custom_fields = {{due, {}, "soon", false}};
    EXPECT_EQ(reply(input).error().code, Errc::custom_field_invalid);
    EXPECT_EQ(ticket().reply_count, 2);
}

TEST_P(AddReply, ToAMergedTicketGoesToItsMaster) {
    const core::TicketId middle = opened(client_ticket());
    const core::TicketId master = opened(client_ticket());
    database.database.sql("UPDATE ticket SET merged_into = " + std::to_string(middle.value()) +
                          " WHERE id = " + std::to_string(id.value()));
    database.database.sql("UPDATE ticket SET merged_into = " + std::to_string(master.value()) +
                          " WHERE id = " + std::to_string(middle.value()));
    ASSERT_TRUE(reply(by_client()));
    core::AddNoteInput remark;
    remark.ref.id = id;
    remark.body.text = "Smells of plastic.";
    ASSERT_TRUE(note(remark));
    EXPECT_EQ(ticket().messages.size(), 1U);
    EXPECT_EQ(ticket().status_title, "Open");
    EXPECT_EQ(get(middle)->messages.size(), 1U);
    EXPECT_EQ(get(master)->messages.size(), 3U);
    EXPECT_EQ(get(master)->status_title, "Customer-Reply");
    EXPECT_THAT(event_types(master), ElementsAre("TicketOpen", "TicketUserReply", "TicketAddNote"));
}

TEST_P(AddReply, OfAClientsOwnActorIsThatClients) {
    act_as_client(cynthia);
    core::AddReplyInput input = by_guest();  // name and address are the client's own
    ASSERT_TRUE(reply(input));
    EXPECT_EQ(ticket().messages.at(1).author.kind, core::Author::Kind::client);
    EXPECT_EQ(ticket().messages.at(1).author.name, "Cynthia Reilly");
    input.contact = contact;
    ASSERT_TRUE(reply(input));
    EXPECT_EQ(ticket().messages.at(2).author.name, "Jordan Reilly");

    EXPECT_EQ(reply(by_agent()).error().code, Errc::not_permitted);
    input = by_client();
    input.client = acme;
    EXPECT_EQ(reply(input).error().code, Errc::client_not_found);
    act_as_client(acme);
    EXPECT_EQ(reply(by_client()).error().code, Errc::ticket_not_found);
    EXPECT_EQ(ticket().reply_count, 2);
}

TEST_P(AddReply, ClosesForAClientOnlyWhereItMay) {
    core::AddReplyInput closing = by_client();
    closing.status_title = "Closed";
    core::AddReplyInput holding = by_client();
    holding.status_title = "On Hold";

    act_as_client(cynthia);
    EXPECT_EQ(reply(holding).error().code, Errc::not_permitted);  // no status but by replying
    ASSERT_TRUE(reply(closing));
    EXPECT_EQ(ticket().status_title, "Closed");
    ASSERT_TRUE(reply(by_client()));

    actor = staff;
    core::UpdateTicketInput prevent;
    prevent.ref.id = id;
    prevent.client_may_not_close = true;
    ASSERT_TRUE(update(prevent));
    act_as_client(cynthia);
    EXPECT_EQ(reply(closing).error().code, Errc::not_permitted);
    EXPECT_EQ(ticket().reply_count, 2);
    actor = staff;
    EXPECT_TRUE(reply(closing));  // the desk's own caller may close for the client
    EXPECT_EQ(ticket().status_title, "Closed");
}

TEST_P(AddReply, TellsItsEventWhatTheDocumentsFieldsAre) {
    core::AddReplyInput closing = by_agent();
    closing.status_title = "Closed";
    closing.send_mail = false;
    ASSERT_TRUE(reply(closing));
    ASSERT_TRUE(reply(by_contact()));
    const std::vector<core::Event> all = events(id);
    ASSERT_EQ(all.size(), 5U);
    EXPECT_EQ(all[1].type, "TicketAdminReply");
    EXPECT_THAT(
        all[1].details,
        AllOf(Contains(Pair("replyid", "1")), Contains(Pair("deptid", "1")),
              Contains(Pair("deptname", "Support")), Contains(Pair("subject", "Printer on fire")),
              Contains(Pair("priority", "Medium")), Contains(Pair("admin", "Ada Byron")),
              Contains(Pair("status", "Closed")), Contains(Pair("noemail", "true"))));
    EXPECT_EQ(all[2].type, "TicketStatusChange");
    EXPECT_THAT(all[2].details,
                ElementsAre(Pair("adminid", "1"), Pair("status", "Closed"), Pair("from", "Open")));
    EXPECT_EQ(all[3].type, "TicketClose");
    EXPECT_EQ(all[4].type, "TicketUserReply");
    EXPECT_THAT(all[4].details, AllOf(Contains(Pair("replyid", "2")), Contains(Pair("userid", "1")),
                                      Contains(Pair("status", "Customer-Reply"))));
}

RUN_ON_BOTH_DATABASES(AddReply);

}  // namespace
}  // namespace desk::test
