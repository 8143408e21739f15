#include "core/list_tickets.hpp"

#include <gmock/gmock.h>

#include "unit/core/core_test.hpp"

namespace desk::test {

using namespace testing;
using core::ListTicketsInput;

class ListTickets : public CoreTest {
  protected:
    void SetUp() override {
        core::OpenTicketInput input = client_ticket();
        first = opened(input);
        change(first, [](auto& to) { to.status_title = "Answered"; });
        input.department.id = sales;
        input.subject = "Đơn hàng bị trễ";
        second = opened(input);
        change(second, [this](auto& to) { to.flag = actor.agent; });
        input = guest_ticket();
        input.requester_email = "Gus@Example.net";
        third = opened(input);
        input = client_ticket();
        input.client = acme;
        fourth = opened(input);
        change(fourth, [](auto& to) { to.status_title = "Closed"; });
    }

    void change(core::TicketId id, const std::function<void(core::UpdateTicketInput&)>& what) {
        core::UpdateTicketInput input;
        input.ref.id = id;
        what(input);
        ASSERT_TRUE(update(input));
    }

    std::vector<core::TicketId> listed(const ListTicketsInput& input) {
        const auto list = run(core::list_tickets, input);
        std::vector<core::TicketId> ids;
        for (const core::Ticket& ticket : list.value().tickets) ids.push_back(ticket.id);
        EXPECT_EQ(static_cast<std::int64_t>(ids.size()), list->total);
        return ids;
    }
    std::vector<core::TicketId> listed(const std::function<void(ListTicketsInput&)>& filter) {
        ListTicketsInput input;
        filter(input);
        return listed(input);
    }

    core::TicketId first, second, third, fourth;
};

TEST_P(ListTickets, ShowsStaffEverythingTheHighestIdFirstAmongEqualTimes) {
    EXPECT_THAT(listed(ListTicketsInput{}), ElementsAre(fourth, third, second, first));
}

TEST_P(ListTickets, FiltersByStatusAndByWhatStatusesMean) {
    EXPECT_THAT(listed([](auto& in) { in.status_titles = {"CLOSED"}; }), ElementsAre(fourth));
    EXPECT_THAT(listed([](auto& in) {
                    in.status_titles = {"Answered", "Closed"};
                }),
                ElementsAre(fourth, first));
    EXPECT_THAT(listed([](auto& in) { in.status_titles = {"Nowhere"}; }), IsEmpty());
    EXPECT_THAT(listed([](auto& in) { in.only_active = true; }), ElementsAre(third, second, first));
    EXPECT_THAT(listed([](auto& in) { in.only_awaiting_reply = true; }),
                ElementsAre(third, second));
}

TEST_P(ListTickets, FiltersByWhomTheyAreFlaggedTo) {
    EXPECT_THAT(listed([](auto& in) { in.only_mine = true; }), ElementsAre(second));
    EXPECT_THAT(listed([this](auto& in) { in.flag = actor.agent; }), ElementsAre(second));
    actor.agent = {};
    EXPECT_THAT(listed([](auto& in) { in.only_mine = true; }), IsEmpty());
}

TEST_P(ListTickets, FiltersByClientAndByGuest) {
    EXPECT_THAT(listed([this](auto& in) { in.client = cynthia; }), ElementsAre(second, first));
    EXPECT_THAT(listed([](auto& in) { in.email = " gus@example.NET "; }), ElementsAre(third));
    EXPECT_THAT(listed([](auto& in) { in.email = "cynthia@example.com"; }), IsEmpty());
}

TEST_P(ListTickets, FiltersByAPartOfTheSubject) {
    EXPECT_THAT(listed([](auto& in) { in.subject = "HÀNG BỊ"; }), ElementsAre(second));
    EXPECT_THAT(listed([](auto& in) { in.subject = "fire"; }), ElementsAre(fourth, third, first));
    EXPECT_THAT(listed([](auto& in) { in.subject = "%"; }), IsEmpty());
}

TEST_P(ListTickets, FiltersByDepartmentsAndByTheAgentsOwn) {
    EXPECT_THAT(listed([this](auto& in) { in.departments = {sales}; }), ElementsAre(second));
    database.database.sql("DELETE FROM agent_department WHERE department_id = " +
                          std::to_string(support.value()));
    EXPECT_THAT(listed([](auto& in) { in.only_assigned = true; }), ElementsAre(second));
    EXPECT_THAT(listed([this](auto& in) {
                    in.only_assigned = true;
                    in.departments = {support};
                }),
                IsEmpty());
    database.database.sql("DELETE FROM agent_department");
    EXPECT_THAT(listed([](auto& in) { in.only_assigned = true; }), IsEmpty());
}

TEST_P(ListTickets, ShowsAClientItsOwnAlone) {
    actor.client = cynthia;
    EXPECT_THAT(listed(ListTicketsInput{}), ElementsAre(second, first));
    EXPECT_THAT(listed([this](auto& in) { in.client = acme; }), IsEmpty());
    EXPECT_THAT(listed([](auto& in) { in.email = "gus@example.net"; }), IsEmpty());
    EXPECT_THAT(listed([](auto& in) { in.subject = "fire"; }), ElementsAre(first));
}

TEST_P(ListTickets, IsNotForGuests) {
    actor = {};
    actor.kind = core::Actor::Kind::guest;
    EXPECT_EQ(core::Errc::not_permitted, run(core::list_tickets, ListTicketsInput{}).error().code);
}

TEST_P(ListTickets, PutsTheLatestReplyFirst) {
    database.clock.advance(std::chrono::seconds(60));
    core::AddReplyInput input;
    input.ref.id = first;
    input.client = cynthia;
    input.body.text = "Any news?";
    ASSERT_TRUE(reply(input));
    EXPECT_THAT(listed(ListTicketsInput{}), ElementsAre(first, fourth, third, second));
    EXPECT_THAT(listed([](auto& in) { in.page.order = core::ListOrder::newest; }),
                ElementsAre(fourth, third, second, first));
}

TEST_P(ListTickets, CutsWhatCannotBe) {
    ListTicketsInput input;
    input.page.limit = 0;
    input.page.offset = -5;
    const auto list = run(core::list_tickets, input);
    EXPECT_EQ(1U, list.value().tickets.size());
    EXPECT_TRUE(list->has_more);
    EXPECT_EQ(4, list->total);
}

RUN_ON_BOTH_DATABASES(ListTickets);

}  // namespace desk::test
