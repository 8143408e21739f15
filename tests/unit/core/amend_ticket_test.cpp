#include "core/amend_ticket.hpp"

#include <gmock/gmock.h>

#include "core/merge_tickets.hpp"
#include "unit/core/core_test.hpp"

namespace desk::test {
namespace {

using core::Errc;
using testing::ElementsAre;

/// A ticket of Cynthia's, and Cynthia herself.
class AmendTicket : public CoreTest {
  protected:
    AmendTicket() {
        id = opened(client_ticket());
        act_as(cynthia);
    }

    void act_as(core::ClientId client) {
        actor = {};
        actor.kind = core::Actor::Kind::client;
        actor.origin = core::Origin::keliweb;
        actor.client = client;
    }
    core::AmendTicketInput change() {
        core::AmendTicketInput input;
        input.ref.id = id;
        return input;
    }
    core::AmendTicketInput closing() {
        core::AmendTicketInput input = change();
        input.status_title = "closed";
        return input;
    }
    core::Result<core::UpdatedTicket> amend(const core::AmendTicketInput& input) {
        return run(&core::amend_ticket, input);
    }
    void expect_refused(const core::AmendTicketInput& input, Errc code,
                        const std::string& about = {}) {
        const auto events = event_types(id);
        const auto result = amend(input);
        ASSERT_FALSE(result.has_value());
        EXPECT_EQ(result.error().code, code);
        EXPECT_EQ(result.error().about, about);
        EXPECT_EQ(event_types(id), events);
    }
    void merge_into(core::TicketId master) {
        const core::Actor client = std::exchange(actor, {});
        core::MergeTicketsInput input;
        input.master.id = master;
        input.sources.push_back({{id, {}, {}}, "this one"});
        ASSERT_TRUE(run(&core::merge_tickets, input));
        actor = client;
    }

    core::TicketId id;
};

TEST_P(AmendTicket, ChangesWhatIsTheClientsWithItsEvent) {
    core::AmendTicketInput input = closing();
    input.subject = " Printer out ";
    input.cc = {{"boss@example.com", "boss@example.com"}};
    ASSERT_TRUE(amend(input));
    const core::Ticket ticket = get(id).value();
    EXPECT_EQ(ticket.status_title, "Closed");
    EXPECT_EQ(ticket.subject, "Printer out");
    EXPECT_EQ(ticket.cc, "boss@example.com");
    EXPECT_EQ(ticket.version, 2);
    EXPECT_THAT(event_types(id), ElementsAre("TicketOpen", "TicketStatusChange", "TicketClose",
                                             "TicketSubjectChange", "TicketUpdate"));
}

TEST_P(AmendTicket, SaysNothingOfWhatIsNoChange) {
    ASSERT_TRUE(amend(closing()));
    const core::Ticket before = get(id).value();
    core::AmendTicketInput input = closing();
    input.subject = before.subject;
    input.cc = std::vector<std::string>{};
    ASSERT_TRUE(amend(input));
    ASSERT_TRUE(amend(change()));
    EXPECT_EQ(get(id)->version, before.version);
}

TEST_P(AmendTicket, IsOneClientsOwn) {
    act_as(acme);
    expect_refused(closing(), Errc::ticket_not_found);
    act_as(cynthia);
    core::AmendTicketInput input = closing();
    input.ref.id = core::TicketId(4711);
    expect_refused(input, Errc::ticket_not_found);
}

TEST_P(AmendTicket, ClosesAndSetsNoOtherStatus) {
    for (const char* title : {"Open", "In Progress", "none"}) {
        core::AmendTicketInput input = change();
        input.status_title = title;
        expect_refused(input, Errc::status_not_found, "Closed");
    }
}

TEST_P(AmendTicket, ClosesNothingThatTheClientMayNotClose) {
    core::OpenTicketInput input = client_ticket();
    input.department.id = sales;
    id = opened(input);
    core::AmendTicketInput both = closing();
    both.subject = "Never";
    expect_refused(both, Errc::not_permitted);
    core::AmendTicketInput subject = change();
    subject.subject = "Still the client's";
    EXPECT_TRUE(amend(subject));
    database.database.sql(
        "UPDATE ticket SET status_id = "
        "(SELECT id FROM ticket_status WHERE title = 'Closed')");
    EXPECT_TRUE(amend(closing())) << "it is closed";
}

TEST_P(AmendTicket, RefusesWhatCannotBeKept) {
    core::AmendTicketInput input = change();
    input.subject = "  ";
    expect_refused(input, Errc::subject_required);
    input.subject = std::string(1001, 's');
    expect_refused(input, Errc::subject_too_long);
    input = closing();
    input.cc = {{"nobody"}};
    expect_refused(input, Errc::email_invalid);
    EXPECT_EQ(get(id)->status_title, "Open");
}

TEST_P(AmendTicket, SaysIntoWhichTicketItWasMerged) {
    const core::TicketId master = opened(client_ticket());
    merge_into(master);
    expect_refused(closing(), Errc::ticket_merged, get(master)->number);
}

TEST_P(AmendTicket, DoesNotSayIntoWhichTicketOfAnotherClientItWasMerged) {
    core::OpenTicketInput input = client_ticket();
    input.client = acme;
    act_as(acme);
    const core::TicketId master = opened(input);
    act_as(cynthia);
    merge_into(master);
    expect_refused(closing(), Errc::ticket_not_found);
}

RUN_ON_BOTH_DATABASES(AmendTicket);

}  // namespace
}  // namespace desk::test
