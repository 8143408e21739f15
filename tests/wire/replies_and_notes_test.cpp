#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <stdexcept>

#include "core/add_message.hpp"
#include "support/test_desk.hpp"
#include "util/encoding.hpp"
#include "wire/calls.hpp"

/// Replies and notes of every author, with files: no dialect writes them yet, so the core does
/// here, and the dialects read them.
namespace desk::test {

namespace {

namespace json = boost::json;

class RepliesAndNotes : public testing::TestWithParam<DatabaseKind> {
  protected:
    RepliesAndNotes() : desk_({.database = GetParam()}) {
        add_reply([](core::AddReplyInput& reply) {  // 3, as the demo has two
            reply.requester_name = "Zoë";
            reply.requester_email = "zoe@example.org";
        });
        add_reply([](core::AddReplyInput& reply) {  // 4
            reply.client = core::ClientId(1);
            reply.contact = core::ContactId(1);
        });
        add_reply([&](core::AddReplyInput& reply) {  // 5
            reply.agent_login = "Auto-response";
            reply.attachments = {file("a.txt", "first"), file("b.txt", "second")};
        });
        desk_.write([&](core::Tx& tx) {
            core::AddNoteInput note;
            note.ref.id = core::TicketId(1);
            note.body.text = "Between us";
            note.attachments = {file("c.txt", "third")};
            if (!core::add_note(tx, agent(), note)) throw std::logic_error("refused");
        });
    }

    static core::Actor agent() {
        core::Actor actor;
        actor.kind = core::Actor::Kind::agent;
        actor.agent = core::AgentId(1);
        actor.agent_name = "Demo Admin";
        return actor;
    }
    core::NewAttachment file(const std::string& name, const std::string& bytes) {
        core::NewAttachment made;
        made.file_name = name;
        made.media_type = "text/plain";
        made.sha256 = desk_.desk().files().put(bytes);
        made.size = static_cast<std::int64_t>(bytes.size());
        return made;
    }
    void add_reply(const std::function<void(core::AddReplyInput&)>& author) {
        desk_.clock().advance(std::chrono::minutes(1));
        desk_.write([&](core::Tx& tx) {
            core::AddReplyInput reply;
            reply.ref.id = core::TicketId(1);
            reply.body.text = "Text";
            author(reply);
            if (!core::add_reply(tx, agent(), reply)) throw std::logic_error("refused");
        });
    }

    json::value whmcs(const std::string& words) const {
        const HttpAnswer answer = desk_.request(
            "POST", "/includes/api.php", {{"Content-Type", "application/x-www-form-urlencoded"}},
            "responsetype=json&identifier=" + desk_.secret("identifier") +
                "&secret=" + desk_.secret("secret") + "&" + words);
        return json::parse(answer.body);
    }
    json::value keliweb() const {
        return json::parse(
            desk_
                .request("POST", "/api/v2/keliweb/get-ticket",
                         {{"Authorization", "Bearer " + desk_.secret("access_token")}},
                         "ticketid=1")
                .body);
    }
    static const json::value& reply_of(const json::value& ticket, std::size_t index) {
        return ticket.at("replies").at("reply").at(index);
    }

    TestDesk desk_;
};

}  // namespace

TEST_P(RepliesAndNotes, ShowTheirAuthorsInWhmcs) {
    const json::value ticket = whmcs("action=GetTicket&ticketid=1");
    ASSERT_EQ(ticket.at("replies").at("reply").as_array().size(), 6U);
    EXPECT_EQ(text_of(ticket, "status"), "Answered");
    EXPECT_EQ(text_of(ticket, "lastreply"), "2026-01-02 03:07:05");

    const json::value& guest = reply_of(ticket, 3);
    EXPECT_EQ(text_of(guest, "replyid"), "3");
    EXPECT_EQ(text_of(guest, "name"), "Zoë");
    EXPECT_EQ(text_of(guest, "email"), "zoe@example.org");
    EXPECT_EQ(text_of(guest, "requestor_type"), "Guest");
    EXPECT_EQ(text_of(guest, "userid"), "0");

    const json::value& contact = reply_of(ticket, 4);
    EXPECT_EQ(text_of(contact, "contactid"), "1");
    EXPECT_EQ(text_of(contact, "userid"), "1");
    EXPECT_EQ(text_of(contact, "name"), "");
    EXPECT_EQ(text_of(contact, "requestor_name"), "Jordan Reilly");
    EXPECT_EQ(text_of(contact, "requestor_type"), "Sub-account");

    const json::value& staff = reply_of(ticket, 5);
    EXPECT_EQ(text_of(staff, "admin"), "Auto-response");
    EXPECT_EQ(text_of(staff, "requestor_type"), "Operator");
    EXPECT_EQ(text_of(staff, "requestor_email"), "");
    EXPECT_EQ(text_of(staff, "rating"), "0");
    EXPECT_EQ(staff.at("attachments"),
              json::parse(R"([{"filename":"a.txt","index":0},{"filename":"b.txt","index":1}])"));
    EXPECT_THAT(text_of(staff, "attachment"), testing::MatchesRegex("[0-9]+_a.txt\\|[0-9]+_b.txt"));

    const json::value& note = ticket.at("notes").at("note").at(1);
    EXPECT_EQ(text_of(note, "noteid"), "2");
    EXPECT_EQ(text_of(note, "admin"), "Demo Admin");
    EXPECT_EQ(note.at("attachments"), json::parse(R"([{"filename":"c.txt","index":0}])"));
}

TEST_P(RepliesAndNotes, ShowTheirAuthorsInKeliweb) {
    const json::value ticket = keliweb();
    ASSERT_EQ(ticket.at("replies").at("reply").as_array().size(), 6U);
    EXPECT_EQ(text_of(reply_of(ticket, 3), "name"), "Zoë");
    EXPECT_EQ(text_of(reply_of(ticket, 3), "email"), "zoe@example.org");
    EXPECT_EQ(text_of(reply_of(ticket, 4), "contactid"), "1");
    EXPECT_EQ(text_of(reply_of(ticket, 4), "name"), "");
    EXPECT_EQ(text_of(reply_of(ticket, 5), "admin"), "Auto-response");
    EXPECT_EQ(
        reply_of(ticket, 5).at("attachments"),
        json::parse(R"([{"filename":"a.txt","index":"0"},{"filename":"b.txt","index":"1"}])"));
    EXPECT_EQ(text_of(ticket.at("notes").at("note").at(1), "message"), "Between us");
}

TEST_P(RepliesAndNotes, GiveTheirFilesBack) {
    const json::value of_reply = whmcs("action=GetTicketAttachment&type=reply&relatedid=5&index=1");
    EXPECT_EQ(text_of(of_reply, "filename"), "b.txt");
    EXPECT_EQ(base64_decode(text_of(of_reply, "data")), "second");
    const json::value of_note = whmcs("action=GetTicketAttachment&type=note&relatedid=2&index=0");
    EXPECT_EQ(text_of(of_note, "filename"), "c.txt");
    EXPECT_EQ(base64_decode(text_of(of_note, "data")), "third");
    EXPECT_EQ(
        text_of(whmcs("action=GetTicketAttachment&type=reply&relatedid=2&index=0"), "message"),
        "No Attachments Found");
}

TEST_P(RepliesAndNotes, SayThatFilesWereRemoved) {
    desk_.database().sql("UPDATE attachment SET removed = 1");
    EXPECT_EQ(
        text_of(whmcs("action=GetTicketAttachment&type=reply&relatedid=5&index=0"), "message"),
        "Attachments Deleted");
    const json::value reply = reply_of(whmcs("action=GetTicket&ticketid=1"), 5);
    EXPECT_EQ(reply.at("attachments_removed"), json::value(true));
    EXPECT_EQ(reply.at("attachments").as_array().size(), 2U);
}

/// Replies are counted on their own, and so are notes, whatever the store numbers messages by.
TEST_P(RepliesAndNotes, CarryNumbersOfTheirOwnKind) {
    std::vector<std::string> replies;
    const json::value ticket = whmcs("action=GetTicket&ticketid=1&repliessort=DESC");
    for (const json::value& reply : ticket.at("replies").at("reply").as_array()) {
        replies.push_back(text_of(reply, "replyid"));
    }
    EXPECT_THAT(replies, testing::ElementsAre("5", "4", "3", "2", "1", "0"));
    std::vector<std::string> notes;
    for (const json::value& note : ticket.at("notes").at("note").as_array()) {
        notes.push_back(text_of(note, "noteid"));
    }
    EXPECT_THAT(notes, testing::ElementsAre("1", "2"));
}

INSTANTIATE_TEST_SUITE_P(BothDatabases, RepliesAndNotes,
                         testing::Values(DatabaseKind::sqlite, DatabaseKind::postgres),
                         DatabaseName{});

}  // namespace desk::test
