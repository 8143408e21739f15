#include "core/mail.hpp"

#include <gmock/gmock.h>

#include "core/add_account.hpp"
#include "core/delete_ticket.hpp"
#include "unit/core/core_test.hpp"

namespace desk::test {
namespace {

using core::MailTopic;
using core::merged;

class Mail : public CoreTest {
  protected:
    void send(MailTopic topic, std::int64_t related, const std::string& body = "B") {
        core::SendMailInput input;
        input.text.subject = "S";
        input.text.body = body;
        input.topic = topic;
        input.related = related;
        EXPECT_TRUE(run(&core::send_mail, input).has_value());
    }
    std::string one(const std::string& sql) { return database.database.sql(sql).at(0); }
};
RUN_ON_BOTH_DATABASES(Mail);

TEST(MailWords, AreReplacedByWhatStandsForThem) {
    EXPECT_EQ(merged("Dear {$a}, {$b}!", {{"a", "Ada"}, {"b", "hello"}}), "Dear Ada, hello!");
    EXPECT_EQ(merged("{$a}", {{"a", "first"}, {"a", "second"}}), "first");
    EXPECT_EQ(merged("{$a}", {{"a", "{$b}"}, {"b", "B"}}), "{$b}");  // once
    EXPECT_EQ(merged("", {}), "");
}

TEST(MailWords, StayAsTheyAreWhereNothingStandsForThem) {
    for (const char* text : {"{$b}", "{$}", "{$a", "{$", "{", "}", "{a}", "$a", "{$ a}", "{$A}"}) {
        EXPECT_EQ(merged(text, {{"a", "Ada"}}), text);
    }
    EXPECT_EQ(merged("{${$a}}", {{"a", "Ada"}}), "{$Ada}");
}

TEST(MailWords, HaveUpTo64Bytes) {
    const std::string longest(core::kMaxWordBytes, 'w');
    EXPECT_EQ(merged("{$" + longest + "}.", {{longest, "W"}}), "W.");
    const std::string longer = "{$" + longest + "w}.";
    EXPECT_EQ(merged(longer, {{longest + "w", "W"}}), longer);
}

TEST_P(Mail, WaitsToBeSentOnceForEachReader) {
    const core::TicketId ticket = opened(guest_ticket());
    send(MailTopic::support, ticket.value(), "{$client_name}: {$ticket_subject}");
    EXPECT_EQ(one("SELECT recipients || ' ' || body FROM outgoing_mail"),
              "gus@example.net Gus Guest: Printer on fire");
    EXPECT_EQ(one("SELECT d.target || ' ' || d.state FROM delivery d JOIN outgoing_mail m "
                  "ON m.event_id = d.event_id"),
              "ticket:" + std::to_string(ticket.value()) + " 0");
}

TEST_P(Mail, GoesWithThePurgedTicketItIsAbout) {
    const core::TicketId purged = opened(guest_ticket());
    const core::TicketId kept = opened(client_ticket());
    send(MailTopic::support, purged.value());
    send(MailTopic::support, kept.value());
    ASSERT_TRUE(run(&core::purge_ticket, {purged, {}, {}}));
    EXPECT_EQ(one("SELECT count(*) FROM outgoing_mail"), "1");
    EXPECT_EQ(one("SELECT target FROM delivery"), "ticket:" + std::to_string(kept.value()));
}

TEST_P(Mail, GoesWithTheDeletedClientItWasWrittenTo) {
    send(MailTopic::general, acme.value());
    send(MailTopic::general, cynthia.value());
    ASSERT_TRUE(run(&core::delete_account, {acme}));
    EXPECT_EQ(one("SELECT count(*) FROM outgoing_mail"), "1");
    EXPECT_EQ(one("SELECT target FROM delivery WHERE channel = 'mail'"),
              "client:" + std::to_string(cynthia.value()));
}

}  // namespace
}  // namespace desk::test
