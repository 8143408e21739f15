#include "core/watch_ticket.hpp"

#include "core/block_sender.hpp"
#include "core/permissions.hpp"
#include "unit/core/move_test.hpp"

namespace desk::test {
namespace {

using core::Errc;
using testing::ElementsAre;

class WatchTicket : public MoveTest {
  protected:
    WatchTicket() : id(ticket("Lost parcel")) {
        database->run_write([this](core::Tx& tx) {
            for (const char* login : {"ann", "bob"}) {
                core::Agent agent;
                agent.login = login;
                agent.first_name = login;
                tx.insert_agent(agent);
            }
            return true;
        });
    }

    core::Result<core::WatchedTicket> watch(core::TicketId ticket, const std::string& login) {
        return run(&core::watch_ticket, core::WatchTicketInput{{ticket, {}, {}}, login});
    }
    core::Result<core::WatchedTicket> unwatch(core::TicketId ticket, const std::string& login) {
        return run(&core::unwatch_ticket, core::WatchTicketInput{{ticket, {}, {}}, login});
    }
    std::vector<std::string> watchers(core::TicketId ticket) {
        std::vector<std::string> logins;
        const auto agents = run(&core::ticket_watchers, core::TicketRef{ticket, {}, {}});
        if (!agents) return {"refused"};
        for (const core::Agent& agent : *agents) logins.push_back(agent.login);
        return logins;
    }

    core::TicketId id;
};
RUN_ON_BOTH_DATABASES(WatchTicket);

TEST_P(WatchTicket, OnceForEachAgentWithAnEvent) {
    EXPECT_THAT(watchers(id), ElementsAre());
    EXPECT_TRUE(watch(id, "bob")->is_change);
    EXPECT_TRUE(watch(id, " ANN ")->is_change);
    EXPECT_FALSE(watch(id, "ann")->is_change);
    EXPECT_THAT(watchers(id), ElementsAre("ann", "bob"));
    EXPECT_TRUE(unwatch(id, "bob")->is_change);
    EXPECT_FALSE(unwatch(id, "bob")->is_change);
    EXPECT_THAT(watchers(id), ElementsAre("ann"));
    EXPECT_THAT(event_types(id),
                ElementsAre("TicketOpen", "TicketWatch", "TicketWatch", "TicketUnwatch"));
    EXPECT_THAT(events(id).back().details[1], testing::Pair("adminname", "bob"));
}

TEST_P(WatchTicket, OfAMergedOneHearsOfItsMaster) {
    const core::TicketId master = ticket("Master");
    const core::TicketId grand_master = ticket("Grand master");
    ASSERT_TRUE(watch(id, "ann"));
    ASSERT_TRUE(watch(master, "ann"));
    ASSERT_TRUE(watch(master, "bob"));
    ASSERT_TRUE(merge(master, {id}));
    ASSERT_TRUE(merge(grand_master, {master}));
    EXPECT_THAT(watchers(grand_master), ElementsAre("ann", "bob"));
    EXPECT_FALSE(watch(grand_master, "ann")->is_change);
    EXPECT_EQ(watch(id, "bob").error().code, Errc::ticket_merged);
    EXPECT_EQ(watch(id, "bob").error().about, get(grand_master)->number);
    ASSERT_TRUE(unwatch(grand_master, "ann"));
    EXPECT_THAT(watchers(grand_master), ElementsAre("bob"));
    ASSERT_TRUE(unmerge(master));
    EXPECT_THAT(watchers(grand_master), ElementsAre());
    EXPECT_THAT(watchers(master), ElementsAre("bob"));
}

TEST_P(WatchTicket, RefusesUnknownAgentsTicketsAndClients) {
    EXPECT_EQ(watch(id, "nobody").error().code, Errc::agent_not_found);
    EXPECT_EQ(watch(core::TicketId{999}, "ann").error().code, Errc::ticket_not_found);
    actor.client = cynthia;
    EXPECT_EQ(watch(id, "ann").error().code, Errc::not_permitted);
    EXPECT_THAT(watchers(id), ElementsAre("refused"));
    actor.client = acme;
    EXPECT_EQ(watch(id, "ann").error().code, Errc::ticket_not_found);
}

TEST_P(WatchTicket, LeavesNothingBehindWhenTheTicketIsPurged) {
    ASSERT_TRUE(watch(id, "ann"));
    ASSERT_TRUE(purge(id));
    EXPECT_EQ(number("SELECT count(*) FROM ticket_watcher"), 0);
}

class BlockSender : public MoveTest {
  protected:
    core::Result<core::BlockedSender> block(core::TicketId id, bool deletes = false) {
        return run(&core::block_sender, core::BlockSenderInput{{id, {}, {}}, deletes});
    }
};
RUN_ON_BOTH_DATABASES(BlockSender);

TEST_P(BlockSender, MakesOneRuleForAnAddress) {
    core::OpenTicketInput guest = guest_ticket();
    guest.requester_email = "Gus@example.org";
    const core::TicketId first = opened(guest);
    guest.requester_email = "gus@Example.org";
    guest.subject = "Once more";
    const core::TicketId second = opened(guest);
    const auto made = block(first);
    ASSERT_TRUE(made.has_value());
    EXPECT_TRUE(made->is_new);
    const auto again = block(second, true);
    ASSERT_TRUE(again.has_value());
    EXPECT_FALSE(again->is_new);
    EXPECT_EQ(again->rule, made->rule);
    EXPECT_TRUE(again->ticket_deleted);
    EXPECT_EQ(get(second).error().code, Errc::ticket_not_found);
    EXPECT_EQ(rows("SELECT type, content FROM spam_rule"), (Rows{{"sender", "Gus@example.org"}}));
    EXPECT_THAT(event_types(first), ElementsAre("TicketOpen", "TicketSenderBlocked"));
    EXPECT_THAT(event_types(second), ElementsAre("TicketOpen", "TicketDelete"));
}

TEST_P(BlockSender, IsForGuestsWithAnAddressAndByStaffAlone) {
    EXPECT_EQ(block(ticket("S")).error().code, Errc::requester_is_client);
    EXPECT_EQ(block(core::TicketId{999}).error().code, Errc::ticket_not_found);
    core::OpenTicketInput guest = guest_ticket();
    guest.requester_optional = true;
    guest.requester_email.clear();
    EXPECT_EQ(block(opened(guest)).error().code, Errc::email_invalid);
    guest = guest_ticket();
    guest.subject = "Once more";
    const core::TicketId id = opened(guest);
    actor.client = cynthia;
    EXPECT_EQ(block(id).error().code, Errc::ticket_not_found);
    EXPECT_EQ(number("SELECT count(*) FROM spam_rule"), 0);
}

}  // namespace
}  // namespace desk::test
