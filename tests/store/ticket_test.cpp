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

TEST_P(TicketRows, AreFoundByNoEmptyReference) {
    insert("100001");
    EXPECT_FALSE(find({}));
    EXPECT_FALSE(find({core::TicketId(99), {}, {}}));
    EXPECT_FALSE(find({{}, "99", {}}));
    EXPECT_FALSE(find({{}, {}, "NOSUCHCODE"}));
}

TEST_P(TicketRows, OfDeletedTicketsAreInvisible) {
    const core::TicketId id = insert("100001");
    store.database.sql("UPDATE ticket SET deleted_at = 5");
    EXPECT_FALSE(find({id, {}, {}}));
    EXPECT_FALSE(find({{}, "100001", {}}));
    EXPECT_FALSE(find({{}, {}, "CODE100001"}));
    write([&](Tx& tx) {
        EXPECT_FALSE(tx.lock_ticket({id, {}, {}}));
        EXPECT_FALSE(tx.insert_ticket(new_ticket("100001"), actor)) << "its number stays taken";
    });
}

TEST_P(TicketRows, CollidingInNumberOrCodeWriteNothing) {
    insert("100001");
    write([&](Tx& tx) {
        EXPECT_FALSE(tx.insert_ticket(new_ticket("100001"), actor));
        core::NewTicket same_code = new_ticket("100002");
        same_code.ticket.code = "CODE100001";
        same_code.attachments.push_back({"a.txt", "text/plain", {}, std::string(64, 'a'), 1});
        EXPECT_FALSE(tx.insert_ticket(same_code, actor));
        core::NewTicket same_id = new_ticket("100003");
        same_id.ticket.id = core::TicketId(1);
        EXPECT_FALSE(tx.insert_ticket(same_id, actor));
        EXPECT_TRUE(tx.insert_ticket(new_ticket("100004"), actor)) << "the transaction goes on";
    });
    EXPECT_EQ(2, number("SELECT count(*) FROM ticket"));
    EXPECT_EQ(2, number("SELECT count(*) FROM message"));
    EXPECT_EQ(2, number("SELECT count(*) FROM event"));
    EXPECT_EQ(2, number("SELECT sum(count) FROM ticket_counter"));
    EXPECT_EQ(0, number("SELECT count(*) FROM attachment"));
}

TEST_P(TicketRows, GetIdsThatAreNeverUsedTwice) {
    const core::TicketId first = insert("100001");
    core::NewTicket far = new_ticket("100002");
    far.ticket.id = core::TicketId(5'000'000'000);
    write([&](Tx& tx) { EXPECT_EQ(far.ticket.id, tx.insert_ticket(far, actor)); });
    EXPECT_GT(insert("100003"), far.ticket.id);
    store.database.sql("DELETE FROM ticket");
    core::TicketId drawn;
    write([&](Tx& tx) { drawn = tx.draw_ticket_id(); });
    EXPECT_GT(drawn.value(), 5'000'000'001);
    core::NewTicket with_drawn = new_ticket("100004");
    with_drawn.ticket.id = drawn;
    write([&](Tx& tx) {
        EXPECT_NE(drawn, tx.draw_ticket_id());
        EXPECT_EQ(drawn, tx.insert_ticket(with_drawn, actor));
    });
    EXPECT_GT(insert("100005"), drawn);
    EXPECT_LT(first, drawn);
}

TEST_P(TicketRows, StartWithIdOneOnAnEmptyDesk) {
    core::NewTicket demo = new_ticket("516757");
    demo.ticket.id = core::TicketId(1);
    write([&](Tx& tx) { EXPECT_EQ(1, tx.insert_ticket(demo, actor)->value()); });
    EXPECT_EQ(2, insert("100002").value());
}

TEST_P(TicketRows, KeepSixtyFourBitsFourByteCharactersAndWhatFollowsANul) {
    const std::int64_t large = 9'007'199'254'740'993;  // one more than a double can hold
    core::NewTicket made = new_ticket("100001");
    made.ticket.client = core::ClientId(large);
    made.ticket.opened_at = Timestamp{seconds{253'402'300'799}};  // the year 9999
    made.ticket.subject = "Đơn hàng 🎫";
    made.body.text = std::string("before\0after 𝄞", 17);
    core::TicketId id;
    write([&](Tx& tx) { id = tx.insert_ticket(made, actor).value(); });
    const auto ticket = find({id, {}, {}});
    EXPECT_EQ(large, ticket->client.value());
    EXPECT_EQ(made.ticket.opened_at, ticket->opened_at);
    EXPECT_EQ("Đơn hàng 🎫", ticket->subject);
    EXPECT_EQ("before\uFFFDafter 𝄞", ticket->messages[0].body.text);
}

TEST_P(TicketRows, KeepAMessageOfAMegabyte) {
    core::NewTicket made = new_ticket("100001");
    made.body.text = std::string(1024 * 1024, 'x') + "end";
    core::TicketId id;
    write([&](Tx& tx) { id = tx.insert_ticket(made, actor).value(); });
    EXPECT_EQ(made.body.text, find({id, {}, {}})->messages[0].body.text);
}

TEST_P(TicketRows, ChangeInEveryColumnAnUpdateMayChange) {
    const core::TicketId id = insert("100001");
    write([&](Tx& tx) {
        const core::Ticket before = *tx.lock_ticket({id, {}, {}});
        core::Ticket after = before;
        after.department = tx.insert_department({{}, "Sales", true});
        after.status = closed;
        after.client = other_client;
        after.contact = core::ContactId(3);
        after.user = core::UserId(4);
        after.requester_name = "N";
        after.requester_email = "n@example.com";
        after.cc = "c@example.com";
        after.subject = "New";
        after.priority = core::Priority::low;
        after.flag = agent;
        after.service = core::ServiceId(5);
        after.domain = core::DomainId(6);
        after.client_may_not_close = true;
        after.expected_on = 2030y / December / 31;
        after.emergency_phone = "113";
        after.opened_at = Timestamp{seconds{10}};
        after.last_reply_at = Timestamp{seconds{20}};
        after.updated_at = Timestamp{seconds{30}};
        after.reply_count = 2;
        tx.update_ticket(before, after);
    });
    const auto ticket = find({id, {}, {}});
    EXPECT_EQ("Sales", ticket->department_name);
    EXPECT_EQ("Closed", ticket->status_title);
    EXPECT_EQ("Bob Jones", ticket->client_name);
    EXPECT_EQ(3, ticket->contact.value());
    EXPECT_EQ(4, ticket->user.value());
    EXPECT_EQ("N", ticket->requester_name);
    EXPECT_EQ("n@example.com", ticket->requester_email);
    EXPECT_EQ("c@example.com", ticket->cc);
    EXPECT_EQ("New", ticket->subject);
    EXPECT_EQ(core::Priority::low, ticket->priority);
    EXPECT_EQ(agent, ticket->flag);
    EXPECT_EQ(5, ticket->service.value());
    EXPECT_EQ(6, ticket->domain.value());
    EXPECT_TRUE(ticket->client_may_not_close);
    EXPECT_EQ(2030y / December / 31, ticket->expected_on);
    EXPECT_EQ("113", ticket->emergency_phone);
    EXPECT_EQ(10, ticket->opened_at.time_since_epoch().count());
    EXPECT_EQ(20, ticket->last_reply_at.time_since_epoch().count());
    EXPECT_EQ(30, ticket->updated_at.time_since_epoch().count());
    EXPECT_EQ(2, ticket->reply_count);
    EXPECT_EQ(2, ticket->version);
    EXPECT_EQ("100001", ticket->number) << "fixed at opening";
}

TEST_P(TicketRows, CountedByDepartmentStatusAndFlag) {
    const core::TicketId id = insert("100001");
    insert("100002");
    write([&](Tx& tx) {
        const core::Ticket before = *tx.lock_ticket({id, {}, {}});
        core::Ticket after = before;
        after.status = closed;
        after.flag = agent;
        tx.update_ticket(before, after);
    });
    const std::string sum = "SELECT COALESCE(sum(count), 0) FROM ticket_counter WHERE status_id = ";
    EXPECT_EQ(1, number(sum + std::to_string(open.value())));
    EXPECT_EQ(1, number(sum + std::to_string(closed.value()) +
                        " AND flag_agent_id = " + std::to_string(agent.value())));
    EXPECT_EQ(2, number("SELECT sum(count) FROM ticket_counter"));
}

TEST_P(TicketRows, ReadMessagesAndAnswersOnlyWhereAsked) {
    core::NewTicket made = new_ticket("100001");
    core::CustomFieldId field;
    core::TicketId id;
    write([&](Tx& tx) {
        field = tx.insert_custom_field({{}, department, "size", "Size", {}});
        made.custom_fields.push_back({field, {}, "large", false});
        id = tx.insert_ticket(made, actor).value();
        tx.insert_message({id, core::MessageKind::reply, {}, {"Reply", {}, {}}, {}, {}, {}}, actor);
    });
    const auto short_one = find({id, {}, {}}, {.messages = false, .custom_fields = false});
    ASSERT_EQ(1U, short_one->messages.size());
    EXPECT_EQ("Message of 100001", short_one->messages[0].body.text);
    EXPECT_TRUE(short_one->custom_fields.empty());
    const auto whole = find({id, {}, {}}, {.messages = true, .custom_fields = true});
    EXPECT_EQ(2U, whole->messages.size());
    ASSERT_EQ(1U, whole->custom_fields.size());
    EXPECT_EQ("large", whole->custom_fields[0].value);
}

class OpeningFacts : public BothDatabases {
  protected:
    core::OpeningFacts facts(const core::OpeningQuery& query) {
        core::OpeningFacts found;
        read([&](Tx& tx) { found = tx.opening_facts(query); });
        return found;
    }
};
RUN_ON_BOTH_DATABASES(OpeningFacts);

TEST_P(OpeningFacts, AreNothingForAnEmptyQueryButTheStatusOpen) {
    const core::OpeningFacts found = facts({});
    EXPECT_FALSE(found.department);
    EXPECT_EQ(open, found.status->id);
    EXPECT_FALSE(found.client || found.user || found.contact);
    EXPECT_FALSE(found.service_found || found.domain_found);
}

TEST_P(OpeningFacts, NameDepartmentAndStatusByFoldedText) {
    core::OpeningQuery query;
    query.department.name = " SUPPORT ";
    query.status_title = "cLOSED";
    core::OpeningFacts found = facts(query);
    EXPECT_EQ(department, found.department->id);
    EXPECT_EQ("Support", found.department->name);
    EXPECT_EQ("Closed", found.status->title);
    query.department = {core::DepartmentId(77), "Support"};
    query.status_title = "Lost";
    found = facts(query);
    EXPECT_FALSE(found.department) << "the id wins";
    EXPECT_FALSE(found.status);
}

TEST_P(OpeningFacts, FindTheClientByIdThenCodeThenEmail) {
    core::OpeningQuery query;
    query.client_email = "BOB@example.com";
    EXPECT_EQ(other_client, facts(query).client->id);
    query.client_code = "ACC1";
    EXPECT_EQ(client, facts(query).client->id);
    query.client = other_client;
    EXPECT_EQ("Bob Jones", facts(query).client->name);
    query.client = core::ClientId(77);
    EXPECT_FALSE(facts(query).client) << "a wrong id is not made up for by the rest";
}

TEST_P(OpeningFacts, TakeTheLowestOfClientsWithOneAddress) {
    write([&](Tx& tx) { tx.insert_client({{}, "Twin", "cynthia@example.com", ""}); });
    core::OpeningQuery query;
    query.client_email = "cynthia@example.com";
    EXPECT_EQ(client, facts(query).client->id);
}

TEST_P(OpeningFacts, KnowOnlyWhatBelongsToTheClient) {
    core::OpeningQuery query;
    write([&](Tx& tx) {
        query.user = tx.insert_user(client, {{}, "Uma", "uma@example.com", "hash", false, true});
        query.contact = tx.insert_contact(client, {{}, "Con", "con@example.com"});
        query.service = tx.insert_service(client, "Hosting");
        query.domain = tx.insert_domain(client, "example.com");
    });
    query.client = client;
    const core::OpeningFacts own = facts(query);
    EXPECT_EQ("Uma", own.user->name);
    EXPECT_TRUE(own.user->is_owner);
    EXPECT_TRUE(own.user->password_hash.empty());
    EXPECT_EQ("con@example.com", own.contact->email);
    EXPECT_TRUE(own.service_found && own.domain_found);
    query.client = other_client;
    const core::OpeningFacts foreign = facts(query);
    EXPECT_FALSE(foreign.user || foreign.contact);
    EXPECT_FALSE(foreign.service_found || foreign.domain_found);
}

}  // namespace desk::test
