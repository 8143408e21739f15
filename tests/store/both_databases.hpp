#pragma once
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/test_database.hpp"

/// What every suite over both databases starts from.
namespace desk::test {

using core::Outcome;
using core::Tx;

/// A store with a department (1 "Support"), an agent, and two clients; each test one of its own.
class BothDatabases : public testing::TestWithParam<DatabaseKind> {
  protected:
    BothDatabases() {
        write([this](Tx& tx) {
            department = tx.insert_department({{}, "Support", false});
            core::Agent agent_row;
            agent_row.login = "admin";
            agent_row.first_name = "Ada";
            agent_row.last_name = "Min";
            agent = tx.insert_agent(agent_row);
            client = tx.insert_client({{}, "Cynthia Reilly", "cynthia@example.com", "ACC1"});
            other_client = tx.insert_client({{}, "Bob Jones", "bob@example.com", ""});
            open = tx.find_status("Open")->id;
            closed = tx.find_status("Closed")->id;
            actor.kind = core::Actor::Kind::agent;
            actor.agent = agent;
            actor.agent_name = "Ada Min";
        });
    }

    /// Runs one write job that must be done.
    void write(const std::function<void(Tx&)>& job) {
        ASSERT_EQ(Outcome::done, store->run_write([&](Tx& tx) {
            job(tx);
            return true;
        }));
    }
    void read(const std::function<void(Tx&)>& job) {
        ASSERT_EQ(Outcome::done, store->run_read([&](Tx& tx) {
            job(tx);
            return true;
        }));
    }

    /// A ticket of `client` that only lacks being written.
    core::NewTicket new_ticket(const std::string& number) {
        core::NewTicket made;
        made.ticket.number = number;
        made.ticket.code = "CODE" + number;
        made.ticket.access_code = "abcdEFGH";
        made.ticket.department = department;
        made.ticket.status = open;
        made.ticket.client = client;
        made.ticket.subject = "Subject of " + number;
        made.ticket.opened_at = made.ticket.last_reply_at = made.ticket.updated_at =
            store.clock.now();
        made.author = {core::Author::Kind::client, client.value(), "Cynthia Reilly",
                       "cynthia@example.com"};
        made.body = {"Message of " + number, core::BodyFormat::plain, core::Origin::whmcs};
        made.event = {core::event_type::kTicketOpen, {{"ticketid", number}}};
        return made;
    }

    core::TicketId insert(const std::string& number) {
        core::TicketId id;
        write([&](Tx& tx) { id = tx.insert_ticket(new_ticket(number), actor).value(); });
        return id;
    }

    std::optional<core::Ticket> find(const core::TicketRef& ref,
                                     const core::TicketParts& parts = {}) {
        std::optional<core::Ticket> ticket;
        read([&](Tx& tx) { ticket = tx.find_ticket(ref, parts); });
        return ticket;
    }

    /// The one number that a query answers with.
    std::int64_t number(const std::string& sql) {
        return std::stoll(store.database.sql(sql).at(0));
    }

    /// What a series without labels stands at.
    int series(const std::string& name) {
        const std::string text = store.metrics.text();
        const std::string beginning = "\n" + name + " ";
        return std::stoi(text.substr(text.find(beginning) + beginning.size()));
    }

    TestStore store{GetParam()};
    core::DepartmentId department;
    core::AgentId agent;
    core::ClientId client, other_client;
    core::StatusId open, closed;
    core::Actor actor;
};

#define RUN_ON_BOTH_DATABASES(Suite)                                                           \
    INSTANTIATE_TEST_SUITE_P(                                                                  \
        Store, Suite,                                                                          \
        testing::Values(desk::test::DatabaseKind::sqlite, desk::test::DatabaseKind::postgres), \
        desk::test::DatabaseName{})

}  // namespace desk::test
