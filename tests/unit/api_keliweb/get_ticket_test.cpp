#include "api/keliweb/get_ticket.hpp"

#include <gtest/gtest.h>

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <initializer_list>
#include <utility>

#include "util/time_text.hpp"

namespace desk::keliweb {
namespace {

using core::Author;
using core::Errc;
using core::MessageKind;

Timestamp at(std::string_view time) { return *parse_date_time(time, {}); }

core::Message message(MessageKind kind, std::int64_t wire_id, Author author, std::string_view time,
                      std::string text) {
    core::Message made;
    made.kind = kind;
    made.wire_id = wire_id;
    made.author = std::move(author);
    made.created_at = at(time);
    made.body.text = std::move(text);
    return made;
}

const Author kClient{Author::Kind::client, 1, "Cynthia Reilly", "testuser@whmcs.com",
                     core::ClientId(1)};
const Author kAgent{Author::Kind::agent, 1, "Demo Admin", ""};

/// The ticket of the vendor's sample answer.
core::Ticket sample() {
    core::Ticket ticket;
    ticket.id = core::TicketId(1);
    ticket.number = "516757";
    ticket.access_code = "KPqH7yG3";
    ticket.department = core::DepartmentId(1);
    ticket.department_name = "Sample Support Department";
    ticket.client = core::ClientId(1);
    ticket.client_name = "Cynthia Reilly";
    ticket.client_email = "testuser@whmcs.com";
    ticket.subject = "This is a sample ticket";
    ticket.status_title = "Closed";
    ticket.opened_at = at("2016-01-01 06:26:29");
    ticket.last_reply_at = at("2016-01-01 06:30:16");
    ticket.messages = {
        message(MessageKind::opening, 0, kClient, "2016-01-01 06:26:29",
                "Hey, \r\n\r\nThis is the first ticket message!\r\n\r\nThanks\r\n\r\nCynthia"),
        message(MessageKind::note, 1, kAgent, "2016-01-01 06:26:42", "This is a ticket note"),
        message(MessageKind::reply, 1, kAgent, "2016-01-01 06:27:01",
                "Hello, \r\n\r\nThis is the first ticket reply by an admin user!\r\n\r\nThanks"
                "\r\n\r\nDemo Admin"),
        message(MessageKind::reply, 2, kClient, "2016-01-01 06:30:16",
                "Hey, \r\n\r\nThis is a second reply!\r\n\r\nThanks\r\n\r\nCynthia"),
    };
    return ticket;
}

/// The sample answer as the vendor prints it, white space and `result` aside, and `ticketnum`
/// behind `tid`.
constexpr std::string_view kSampleAnswer =
    R"({"ticketid":"1","tid":"516757","ticketnum":"516757","c":"KPqH7yG3",)"
    R"("deptid":"1","deptname":"Sample Support Department","userid":"1","contactid":"0",)"
    R"("name":"Cynthia Reilly","email":"testuser@whmcs.com","cc":"","date":"2016-01-01 06:26:29",)"
    R"("subject":"This is a sample ticket","status":"Closed","priority":"Medium","admin":"",)"
    R"("lastreply":"2016-01-01 06:30:16","flag":"0","service":"","replies":{"reply":[)"
    R"({"replyid":"0","userid":"1","contactid":"0","name":"Cynthia Reilly",)"
    R"("email":"testuser@whmcs.com","date":"2016-01-01 06:26:29","message":)"
    R"("Hey, \r\n\r\nThis is the first ticket message!\r\n\r\nThanks\r\n\r\nCynthia",)"
    R"("attachment":"","admin":""},)"
    R"({"replyid":"1","userid":"1","contactid":"0","name":"","email":"",)"
    R"("date":"2016-01-01 06:27:01","message":"Hello, \r\n\r\nThis is the first ticket reply by )"
    R"(an admin user!\r\n\r\nThanks\r\n\r\nDemo Admin","attachment":"","admin":"Demo Admin",)"
    R"("rating":"0"},)"
    R"({"replyid":"2","userid":"1","contactid":"0","name":"","email":"",)"
    R"("date":"2016-01-01 06:30:16","message":"Hey, \r\n\r\nThis is a second reply!\r\n\r\nThanks)"
    R"(\r\n\r\nCynthia","attachment":"","admin":"","rating":"0"}]},)"
    R"("notes":{"note":[{"noteid":"1","date":"2016-01-01 06:26:42",)"
    R"("message":"This is a ticket note","admin":"Demo Admin"}]}})";

std::string rendered(const core::Ticket& ticket, bool newest_first = false) {
    return boost::json::serialize(render_ticket(ticket, newest_first, {}));
}

core::Result<GetTicketRequest> prepared(
    std::initializer_list<std::pair<const char*, const char*>> fields) {
    api::Params params;
    for (const auto& [name, text] : fields) params.set(name, text);
    return prepare_get_ticket(params);
}

TEST(KeliwebGetTicket, RendersTheSampleOfTheDocument) {
    EXPECT_EQ(rendered(sample()), kSampleAnswer);
}

TEST(KeliwebGetTicket, ReversesTheWholeListOfRepliesButNotTheNotes) {
    core::Ticket ticket = sample();
    ticket.messages.push_back(
        message(MessageKind::note, 2, kAgent, "2016-01-01 06:40:00", "Second note"));
    const auto answer = render_ticket(ticket, true, {});
    const auto& replies = answer.at("replies").at("reply").as_array();
    ASSERT_EQ(replies.size(), 3U);
    EXPECT_EQ(replies[0].at("replyid"), "2");
    EXPECT_EQ(replies[2].at("replyid"), "0");
    EXPECT_FALSE(replies[2].as_object().contains("rating"));
    EXPECT_EQ(answer.at("notes").at("note").at(0).at("noteid"), "1");
    EXPECT_EQ(answer.at("notes").at("note").at(1).at("noteid"), "2");
}

TEST(KeliwebGetTicket, SendsEmptyListsOfNotes) {
    core::Ticket ticket = sample();
    ticket.messages.resize(1);
    EXPECT_NE(rendered(ticket).find(R"("notes":{"note":[]})"), std::string::npos);
}

TEST(KeliwebGetTicket, NamesTheRelatedServiceOrDomain) {
    core::Ticket ticket = sample();
    ticket.domain = core::DomainId(4);
    EXPECT_EQ(render_ticket(ticket, false, {}).at("service"), "D4");
    ticket.service = core::ServiceId(12);
    EXPECT_EQ(render_ticket(ticket, false, {}).at("service"), "S12");
}

TEST(KeliwebGetTicket, ListsAttachmentsWhereThereAreAny) {
    core::Ticket ticket = sample();
    core::Attachment first;
    first.file_name = "a.png";
    first.stored_name = "123456_a.png";
    core::Attachment second;
    second.position = 1;
    second.file_name = "b.txt";
    second.stored_name = "654321_b.txt";
    ticket.messages[0].attachments = {first, second};
    const auto answer = render_ticket(ticket, false, {});
    EXPECT_NE(
        boost::json::serialize(answer).find(R"("attachment":"123456_a.png|654321_b.txt",)"
                                            R"("attachments":[{"filename":"a.png","index":"0"},)"
                                            R"({"filename":"b.txt","index":"1"}],"admin":"")"),
        std::string::npos);
    EXPECT_FALSE(answer.at("replies").at("reply").at(1).as_object().contains("attachments"));
}

TEST(KeliwebGetTicket, TellsWhoWrote) {
    core::Ticket ticket = sample();
    ticket.messages[0].author = kAgent;  // opened by staff for the client
    ticket.messages[2].author = {Author::Kind::guest, 0, "Guest", "guest@example.com"};
    ticket.messages[3].author = {Author::Kind::contact, 9, "Contact", "contact@example.com",
                                 core::ClientId(7)};
    const auto answer = render_ticket(ticket, false, {});
    EXPECT_EQ(answer.at("admin"), "Demo Admin");
    const auto& replies = answer.at("replies").at("reply").as_array();
    EXPECT_EQ(replies[0].at("admin"), "Demo Admin");
    EXPECT_EQ(replies[0].at("name"), "Cynthia Reilly");
    EXPECT_EQ(replies[1].at("name"), "Guest");
    EXPECT_EQ(replies[1].at("email"), "guest@example.com");
    EXPECT_EQ(replies[1].at("userid"), "0");
    EXPECT_EQ(replies[1].at("admin"), "");
    EXPECT_EQ(replies[2].at("name"), "");
    EXPECT_EQ(replies[2].at("contactid"), "9");
    EXPECT_EQ(replies[2].at("userid"), "7");
}

TEST(KeliwebGetTicket, ReadsHtmlAsText) {
    core::Ticket ticket = sample();
    ticket.messages[0].body = {"<p>a &amp; b</p>", core::BodyFormat::html, core::Origin::getfly};
    ticket.messages[2].body.format = core::BodyFormat::markdown;
    ticket.messages[2].body.text = "**as it is**";
    const auto answer = render_ticket(ticket, false, {});
    EXPECT_EQ(answer.at("replies").at("reply").at(0).at("message"), "a & b");
    EXPECT_EQ(answer.at("replies").at("reply").at(1).at("message"), "**as it is**");
}

TEST(KeliwebGetTicket, ShowsTimesInTheDesksZone) {
    core::Settings settings;
    settings.time_zone = *TimeZone::named("Europe/Rome");
    EXPECT_EQ(render_ticket(sample(), false, settings).at("date"), "2016-01-01 07:26:29");
}

TEST(KeliwebGetTicket, SendsEveryScalarAsAString) {
    for (const auto& [key, value] : render_ticket(sample(), false, {})) {
        EXPECT_TRUE(value.is_string() || key == "replies" || key == "notes") << key;
    }
}

TEST(KeliwebGetTicket, TakesIdOrNumber) {
    EXPECT_EQ(prepared({{"ticketid", " 01 "}})->ref.id, core::TicketId(1));
    EXPECT_EQ(prepared({{"ticketnum", "516757"}})->ref.number, "516757");
    EXPECT_EQ(prepared({{"ticketnum", " #516757 "}})->ref.number, "516757");
    EXPECT_EQ(prepared({{"ticketid", ""}, {"ticketnum", "5"}})->ref.number, "5");
}

TEST(KeliwebGetTicket, LetsTheIdDecide) {
    const auto both = prepared({{"ticketid", "1"}, {"ticketnum", "999999"}});
    EXPECT_EQ(both->ref.id, core::TicketId(1));
    EXPECT_EQ(both->ref.number, "");
    EXPECT_FALSE(prepared({{"ticketid", "0"}, {"ticketnum", "516757"}}));
}

TEST(KeliwebGetTicket, FindsNothingWithoutAUsableKey) {
    for (const char* id : {"0", "-1", "x", "1.5", "1 2", "99999999999999999999"}) {
        const auto request = prepared({{"ticketid", id}});
        ASSERT_FALSE(request) << id;
        EXPECT_EQ(request.error().code, Errc::ticket_not_found);
    }
    EXPECT_EQ(prepared({}).error().code, Errc::ticket_not_found);
    EXPECT_EQ(prepared({{"ticketnum", "#"}}).error().code, Errc::ticket_not_found);
}

TEST(KeliwebGetTicket, SortsRepliesAscendingUnlessToldOtherwise) {
    EXPECT_FALSE(prepared({{"ticketid", "1"}})->newest_first);
    EXPECT_FALSE(prepared({{"ticketid", "1"}, {"repliessort", "ASC"}})->newest_first);
    EXPECT_FALSE(prepared({{"ticketid", "1"}, {"repliessort", "sideways"}})->newest_first);
    EXPECT_TRUE(prepared({{"ticketid", "1"}, {"repliessort", "DESC"}})->newest_first);
    EXPECT_TRUE(prepared({{"ticketid", "1"}, {"repliessort", " desc "}})->newest_first);
}

TEST(KeliwebGetTicket, RendersMuchHtmlInTheSlowLane) {
    core::Ticket ticket = sample();
    ticket.messages[0].body.text.assign(100'000, 'x');
    EXPECT_FALSE(renders_slowly(ticket));
    ticket.messages[0].body.format = core::BodyFormat::html;
    EXPECT_TRUE(renders_slowly(ticket));
}

}  // namespace
}  // namespace desk::keliweb
