#include "api/whmcs/render_ticket.hpp"

#include <gtest/gtest.h>

#include <boost/json.hpp>

namespace desk::whmcs {
namespace {

namespace json = boost::json;
using core::Author;
using core::Message;
using core::MessageKind;
using namespace std::chrono_literals;

constexpr Timestamp kOpened = std::chrono::sys_days{2026y / 1 / 31} + 6h + 26min + 29s;

Message message_of(MessageKind kind, std::int64_t wire_id, Author author, std::string text) {
    Message message;
    message.kind = kind;
    message.wire_id = wire_id;
    message.author = std::move(author);
    message.body.text = std::move(text);
    message.created_at = kOpened + std::chrono::minutes(wire_id);
    return message;
}

const Author kClient{Author::Kind::client, 1, "Cynthia Reilly", "testuser@whmcs.com"};
const Author kAgent{Author::Kind::agent, 1, "Demo Admin", ""};
const Author kGuest{Author::Kind::guest, 0, "Ann", "ann@example.org"};

core::Ticket ticket_of_client() {
    core::Ticket ticket;
    ticket.id = core::TicketId(1);
    ticket.number = "516757";
    ticket.access_code = "KPqH7yG3";
    ticket.department = core::DepartmentId(1);
    ticket.department_name = "Sample Support Department";
    ticket.status_title = "Closed";
    ticket.client = core::ClientId(1);
    ticket.client_name = "Cynthia Reilly";
    ticket.client_email = "testuser@whmcs.com";
    ticket.subject = "Hello";
    ticket.opened_at = kOpened;
    ticket.last_reply_at = kOpened + 2min;
    ticket.messages = {message_of(MessageKind::opening, 0, kClient, "Opening\r\ntext"),
                       message_of(MessageKind::reply, 1, kAgent, "First"),
                       message_of(MessageKind::reply, 2, kClient, "Second")};
    return ticket;
}

Answer shown(const core::Ticket& ticket, bool newest_first = false) {
    Answer answer;
    render_ticket(ticket, newest_first, {}, answer);
    return answer;
}

std::vector<std::string> keys(const json::object& object) {
    std::vector<std::string> names;
    for (const auto& member : object) names.emplace_back(member.key());
    return names;
}

const json::object& reply(const Answer& answer, std::size_t index) {
    return answer.at("replies").as_object().at("reply").as_array().at(index).as_object();
}

std::string text(const json::object& object, std::string_view key) {
    return std::string(object.at(key).as_string());
}

TEST(RenderTicket, ShowsEveryFieldInOrder) {
    EXPECT_EQ(
        keys(shown(ticket_of_client())),
        (std::vector<std::string>{
            "ticketid",       "id",        "tid",  "c",       "deptid",         "deptname",
            "userid",         "contactid", "name", "email",   "requestor_name", "requestor_email",
            "requestor_type", "cc",        "date", "subject", "status",         "priority",
            "admin",          "lastreply", "flag", "service", "replies",        "notes"}));
    EXPECT_EQ(keys(reply(shown(ticket_of_client()), 1)),
              (std::vector<std::string>{"replyid", "userid", "contactid", "name", "email",
                                        "requestor_name", "requestor_email", "requestor_type",
                                        "date", "message", "attachment", "attachments",
                                        "attachments_removed", "admin", "rating"}));
}

TEST(RenderTicket, ShowsIdsAsTextsAndDatesInLocalTime) {
    core::Ticket ticket = ticket_of_client();
    ticket.flag = core::AgentId(4);
    const Answer answer = shown(ticket);
    EXPECT_EQ(text(answer, "ticketid"), "1");
    EXPECT_EQ(text(answer, "id"), "1");
    EXPECT_EQ(text(answer, "deptid"), "1");
    EXPECT_EQ(text(answer, "contactid"), "0");
    EXPECT_EQ(text(answer, "flag"), "4");
    EXPECT_EQ(text(answer, "date"), "2026-01-31 06:26:29");
    EXPECT_EQ(text(answer, "lastreply"), "2026-01-31 06:28:29");
    EXPECT_EQ(text(answer, "priority"), "Medium");
    EXPECT_EQ(text(answer, "status"), "Closed");
}

TEST(RenderTicket, PutsTheOpeningFirstAmongTheReplies) {
    const Answer answer = shown(ticket_of_client());
    const json::object& opening = reply(answer, 0);
    EXPECT_EQ(text(opening, "replyid"), "0");
    EXPECT_FALSE(opening.contains("rating"));
    EXPECT_EQ(text(opening, "message"), "Opening\r\ntext");
    EXPECT_EQ(text(opening, "name"), "Cynthia Reilly");
    EXPECT_FALSE(answer.contains("message"));
    EXPECT_EQ(text(reply(answer, 2), "message"), "Second");
    EXPECT_EQ(text(reply(answer, 2), "rating"), "0");
}

TEST(RenderTicket, PutsTheOpeningLastWhenNewestComesFirst) {
    const Answer answer = shown(ticket_of_client(), /*newest_first=*/true);
    EXPECT_EQ(text(reply(answer, 0), "message"), "Second");
    EXPECT_EQ(text(reply(answer, 2), "replyid"), "0");
}

TEST(RenderTicket, TellsStaffFromClients) {
    const Answer answer = shown(ticket_of_client());
    const json::object& staff = reply(answer, 1);
    EXPECT_EQ(text(staff, "admin"), "Demo Admin");
    EXPECT_EQ(text(staff, "userid"), "1") << "as in the sample";
    EXPECT_EQ(text(staff, "name"), "");
    EXPECT_EQ(text(staff, "requestor_name"), "Demo Admin");
    EXPECT_EQ(text(staff, "requestor_email"), "");
    EXPECT_EQ(text(staff, "requestor_type"), "Operator");
    const json::object& client = reply(answer, 2);
    EXPECT_EQ(text(client, "admin"), "");
    EXPECT_EQ(text(client, "userid"), "1");
    EXPECT_EQ(text(client, "email"), "");
    EXPECT_EQ(text(client, "requestor_email"), "testuser@whmcs.com");
    EXPECT_EQ(text(client, "requestor_type"), "Owner");
}

TEST(RenderTicket, ShowsAGuestByNameEverywhere) {
    core::Ticket ticket = ticket_of_client();
    ticket.client = {};
    ticket.requester_name = "Ann";
    ticket.requester_email = "ann@example.org";
    ticket.messages = {message_of(MessageKind::opening, 0, kGuest, "a"),
                       message_of(MessageKind::reply, 3, kGuest, "b")};
    const Answer answer = shown(ticket);
    EXPECT_EQ(text(answer, "userid"), "0");
    EXPECT_EQ(text(answer, "name"), "Ann");
    EXPECT_EQ(text(answer, "requestor_type"), "Guest");
    EXPECT_EQ(text(reply(answer, 1), "name"), "Ann");
    EXPECT_EQ(text(reply(answer, 1), "email"), "ann@example.org");
}

TEST(RenderTicket, ShowsWhichContactOrUserWrote) {
    core::Ticket ticket = ticket_of_client();
    ticket.contact = core::ContactId(5);
    ticket.messages = {
        message_of(MessageKind::opening, 0, {Author::Kind::contact, 5, "Bob", "bob@x.org"}, "a"),
        message_of(MessageKind::reply, 1, {Author::Kind::contact, 5, "Bob", "bob@x.org"}, "b"),
        message_of(MessageKind::reply, 2, {Author::Kind::user, 6, "Eve", "eve@x.org"}, "c")};
    const Answer answer = shown(ticket);
    EXPECT_EQ(text(answer, "contactid"), "5");
    EXPECT_EQ(text(answer, "requestor_name"), "Bob");
    EXPECT_EQ(text(reply(answer, 1), "contactid"), "5");
    EXPECT_EQ(text(reply(answer, 2), "contactid"), "0");
    EXPECT_EQ(text(reply(answer, 2), "userid"), "1");
    EXPECT_EQ(text(reply(answer, 2), "requestor_type"), "Authorized User");
}

TEST(RenderTicket, ShowsATicketThatStaffOpenedForAClient) {
    core::Ticket ticket = ticket_of_client();
    ticket.messages = {message_of(MessageKind::opening, 0, kAgent, "a")};
    const Answer answer = shown(ticket);
    EXPECT_EQ(text(answer, "admin"), "Demo Admin");
    EXPECT_EQ(text(answer, "name"), "Cynthia Reilly");
    EXPECT_EQ(text(answer, "userid"), "1");
    EXPECT_EQ(text(reply(answer, 0), "admin"), "Demo Admin");
}

TEST(RenderTicket, ListsNotesByIdWhateverTheSort) {
    core::Ticket ticket = ticket_of_client();
    ticket.messages.push_back(message_of(MessageKind::note, 2, kAgent, "later id"));
    ticket.messages.push_back(message_of(MessageKind::note, 1, kAgent, "earlier id"));
    const Answer answer = shown(ticket, /*newest_first=*/true);
    const json::array& notes = answer.at("notes").as_object().at("note").as_array();
    ASSERT_EQ(notes.size(), 2U);
    EXPECT_EQ(text(notes[0].as_object(), "noteid"), "1");
    EXPECT_EQ(text(notes[1].as_object(), "message"), "later id");
    EXPECT_EQ(keys(notes[0].as_object()),
              (std::vector<std::string>{"noteid", "date", "message", "attachment", "attachments",
                                        "attachments_removed", "admin"}));
    EXPECT_EQ(answer.at("replies").as_object().at("reply").as_array().size(), 3U);
}

TEST(RenderTicket, KeepsTheContainersOfEmptyLists) {
    const Answer answer = shown(ticket_of_client());
    EXPECT_EQ(json::serialize(answer.at("notes")), R"({"note":[]})");
    EXPECT_EQ(json::serialize(reply(answer, 0).at("attachments")), "[]");
    EXPECT_EQ(text(reply(answer, 0), "attachment"), "");
    EXPECT_FALSE(reply(answer, 0).at("attachments_removed").as_bool());
}

TEST(RenderTicket, ListsAttachmentsTwice) {
    core::Ticket ticket = ticket_of_client();
    core::Attachment first;
    first.file_name = "a.txt";
    first.stored_name = "123456_a.txt";
    core::Attachment second = first;
    second.position = 1;
    second.file_name = "b.txt";
    second.stored_name = "654321_b.txt";
    second.removed = true;
    ticket.messages.front().attachments = {first, second};
    const Answer answer = shown(ticket);
    EXPECT_EQ(text(reply(answer, 0), "attachment"), "123456_a.txt|654321_b.txt");
    EXPECT_EQ(json::serialize(reply(answer, 0).at("attachments")),
              R"([{"filename":"a.txt","index":0},{"filename":"b.txt","index":1}])");
    EXPECT_TRUE(reply(answer, 0).at("attachments_removed").as_bool());
}

TEST(RenderTicket, NamesTheServiceOrTheDomain) {
    core::Ticket ticket = ticket_of_client();
    EXPECT_EQ(text(shown(ticket), "service"), "");
    ticket.domain = core::DomainId(7);
    EXPECT_EQ(text(shown(ticket), "service"), "D7");
    ticket.domain = {};
    ticket.service = core::ServiceId(3);
    EXPECT_EQ(text(shown(ticket), "service"), "S3");
}

TEST(RenderTicket, TurnsHtmlIntoTextAndLeavesMarkdownAsItIs) {
    core::Ticket ticket = ticket_of_client();
    ticket.messages.front().body = {"<p>Hello <b>you</b></p>", core::BodyFormat::html,
                                    core::Origin::getfly};
    ticket.messages[1].body = {"a **bold** word", core::BodyFormat::markdown, core::Origin::whmcs};
    const Answer answer = shown(ticket);
    EXPECT_EQ(text(reply(answer, 0), "message").find('<'), std::string::npos);
    EXPECT_NE(text(reply(answer, 0), "message").find("Hello you"), std::string::npos);
    EXPECT_EQ(text(reply(answer, 1), "message"), "a **bold** word");
}

}  // namespace
}  // namespace desk::whmcs
