#include "both_databases.hpp"

namespace desk::test {

using namespace std::chrono;
using testing::ElementsAre;

class TicketRows : public BothDatabases {};
RUN_ON_BOTH_DATABASES(TicketRows);

TEST_P(TicketRows, ReadBackEveryColumnOfANewTicket) {
    core::NewTicket made = new_ticket("516757");
    made.ticket.contact = core::ContactId(7);
    made.ticket.user = core::UserId(8);
    made.ticket.requester_name = "Guest";
    made.ticket.requester_email = "guest@example.com";
    made.ticket.cc = "a@example.com,b@example.com";
    made.ticket.priority = core::Priority::high;
    made.ticket.flag = agent;
    made.ticket.service = core::ServiceId(9);
    made.ticket.domain = core::DomainId(10);
    made.ticket.client_may_not_close = true;
    made.ticket.expected_on = 2026y / March / 4;
    made.ticket.emergency_phone = "+84 123";
    made.ticket.opened_at = Timestamp{seconds{1'000'000'001}};
    made.ticket.last_reply_at = Timestamp{seconds{1'000'000'002}};
    made.ticket.updated_at = Timestamp{seconds{1'000'000'003}};
    core::TicketId id;
    write([&](Tx& tx) { id = tx.insert_ticket(made, actor).value(); });

    for (const core::TicketRef& ref :
         {core::TicketRef{id, {}, {}}, core::TicketRef{{}, "516757", {}},
          core::TicketRef{{}, {}, "CODE516757"}}) {
        const auto ticket = find(ref);
        ASSERT_TRUE(ticket);
        EXPECT_EQ(id, ticket->id);
        EXPECT_EQ("516757", ticket->number);
        EXPECT_EQ("abcdEFGH", ticket->access_code);
        EXPECT_EQ("CODE516757", ticket->code);
        EXPECT_EQ(department, ticket->department);
        EXPECT_EQ("Support", ticket->department_name);
        EXPECT_EQ(open, ticket->status);
        EXPECT_EQ("Open", ticket->status_title);
        EXPECT_EQ(client, ticket->client);
        EXPECT_EQ("Cynthia Reilly", ticket->client_name);
        EXPECT_EQ("cynthia@example.com", ticket->client_email);
        EXPECT_EQ("ACC1", ticket->client_code);
        EXPECT_EQ(7, ticket->contact.value());
        EXPECT_EQ(8, ticket->user.value());
        EXPECT_EQ("Guest", ticket->requester_name);
        EXPECT_EQ("guest@example.com", ticket->requester_email);
        EXPECT_EQ("a@example.com,b@example.com", ticket->cc);
        EXPECT_EQ("Subject of 516757", ticket->subject);
        EXPECT_EQ(core::Priority::high, ticket->priority);
        EXPECT_EQ(agent, ticket->flag);
        EXPECT_EQ(9, ticket->service.value());
        EXPECT_EQ(10, ticket->domain.value());
        EXPECT_TRUE(ticket->client_may_not_close);
        EXPECT_EQ(2026y / March / 4, ticket->expected_on);
        EXPECT_EQ("+84 123", ticket->emergency_phone);
        EXPECT_EQ(made.ticket.opened_at, ticket->opened_at);
        EXPECT_EQ(made.ticket.last_reply_at, ticket->last_reply_at);
        EXPECT_EQ(made.ticket.updated_at, ticket->updated_at);
        EXPECT_EQ(1, ticket->version);
        EXPECT_EQ(0, ticket->reply_count);
        ASSERT_EQ(1U, ticket->messages.size());
        const core::Message& opening = ticket->messages[0];
        EXPECT_EQ(core::MessageKind::opening, opening.kind);
        EXPECT_EQ(0, opening.wire_id);
        EXPECT_EQ("Message of 516757", opening.body.text);
        EXPECT_EQ(core::Author::Kind::client, opening.author.kind);
        EXPECT_EQ("Cynthia Reilly", opening.author.name);
        EXPECT_EQ(made.ticket.opened_at, opening.created_at);
    }
}

}  // namespace desk::test
