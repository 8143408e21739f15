#include <gmock/gmock.h>

#include "unit/core/core_test.hpp"

namespace desk::test {
namespace {

using core::BodyFormat;
using core::Errc;
using testing::ElementsAre;
using testing::IsEmpty;

class UpdateTicket : public CoreTest {
  protected:
    UpdateTicket() {
        id = opened(client_ticket());
        guest = opened(guest_ticket());
    }

    core::UpdateTicketInput change(core::TicketId ticket) {
        core::UpdateTicketInput input;
        input.ref.id = ticket;
        return input;
    }
    void expect_refused(const core::UpdateTicketInput& input, Errc code) {
        const core::Ticket before = get(id).value();
        const auto result = update(input);
        ASSERT_FALSE(result.has_value());
        EXPECT_EQ(result.error().code, code);
        const core::Ticket after = get(id).value();
        EXPECT_EQ(after.version, before.version);
        EXPECT_EQ(after.subject, before.subject);
        EXPECT_THAT(event_types(id), ElementsAre("TicketOpen"));
    }

    core::TicketId id;
    core::TicketId guest;
};

TEST_P(UpdateTicket, ChangesEachFieldWithItsEvent) {
    auto input = change(id);
    input.department = core::DepartmentRef{sales, {}};
    input.status_title = "in progress";
    input.subject = "Printer still on fire";
    input.priority = core::Priority::high;
    input.flag = actor.agent;
    input.cc = {{"boss@example.com"}};
    ASSERT_TRUE(update(input));
    const core::Ticket ticket = get(id).value();
    EXPECT_EQ(ticket.department, sales);
    EXPECT_EQ(ticket.status_title, "In Progress");
    EXPECT_EQ(ticket.subject, "Printer still on fire");
    EXPECT_EQ(ticket.priority, core::Priority::high);
    EXPECT_EQ(ticket.flag, actor.agent);
    EXPECT_EQ(ticket.cc, "boss@example.com");
    EXPECT_EQ(ticket.version, 2);
    EXPECT_THAT(
        event_types(id),
        ElementsAre("TicketOpen", "TicketDepartmentChange", "TicketPriorityChange",
                    "TicketStatusChange", "TicketSubjectChange", "TicketFlagged", "TicketUpdate"));
}

TEST_P(UpdateTicket, SaysNothingOfWhatIsNoChange) {
    const core::Ticket before = get(id).value();
    auto input = change(id);
    input.department = core::DepartmentRef{before.department, {}};
    input.status_title = "OPEN";
    input.subject = before.subject;
    input.priority = before.priority;
    input.flag = core::AgentId{};
    input.client = before.client;
    input.body_text = before.messages[0].body.text;
    input.created_at = before.opened_at;
    database.clock.advance(std::chrono::hours(1));
    ASSERT_TRUE(update(input));
    const core::Ticket after = get(id).value();
    EXPECT_EQ(after.version, before.version);
    EXPECT_EQ(after.updated_at, before.updated_at);
    EXPECT_THAT(event_types(id), ElementsAre("TicketOpen"));
}

TEST_P(UpdateTicket, RefusesAndChangesNothing) {
    auto input = change(id);
    input.subject = "Changed";
    input.priority = core::Priority::high;
    auto wrong = input;
    wrong.department = core::DepartmentRef{core::DepartmentId{99}, {}};
    expect_refused(wrong, Errc::department_not_found);
    wrong = input;
    wrong.status_title = "Burning";
    expect_refused(wrong, Errc::status_not_found);
    wrong = input;
    wrong.client = core::ClientId{99};
    expect_refused(wrong, Errc::client_not_found);
    wrong = input;
    wrong.created_at = database.clock.now() + std::chrono::hours(1);
    expect_refused(wrong, Errc::date_in_future);
    wrong = input;
    wrong.body_text = "  ";
    expect_refused(wrong, Errc::message_required);
    wrong = input;
    wrong.custom_fields = {{due, {}, "tomorrow", false}};
    expect_refused(wrong, Errc::custom_field_invalid);
    wrong = change(core::TicketId{99});
    EXPECT_EQ(update(wrong).error().code, Errc::ticket_not_found);
}

TEST_P(UpdateTicket, NamesTheValidStatusesInTheirOrder) {
    auto input = change(id);
    input.status_title = "Burning";
    EXPECT_EQ(update(input).error().about,
              "Open,Answered,Customer-Reply,On Hold,In Progress,Closed");
}

TEST_P(UpdateTicket, ClosesWithAnEventOfItsOwnAndReopens) {
    auto input = change(id);
    input.status_title = "Closed";
    ASSERT_TRUE(update(input));
    EXPECT_THAT(event_types(id), ElementsAre("TicketOpen", "TicketStatusChange", "TicketClose"));
    input.status_title = "Open";
    ASSERT_TRUE(update(input));
    EXPECT_EQ(get(id)->status_title, "Open");
}

TEST_P(UpdateTicket, MovesAClientsTicketAndLeavesTheOldClientBehind) {
    auto opening = client_ticket();
    opening.contact = contact;
    opening.service = service;
    id = opened(opening);
    auto input = change(id);
    input.client = acme;
    ASSERT_TRUE(update(input));
    const core::Ticket ticket = get(id).value();
    EXPECT_EQ(ticket.client, acme);
    EXPECT_EQ(ticket.client_name, "Acme");
    EXPECT_FALSE(ticket.contact.is_set());
    EXPECT_FALSE(ticket.service.is_set());
}

TEST_P(UpdateTicket, MakesAGuestOfTheClientWhenItIsTakenOff) {
    auto input = change(id);
    input.client = core::ClientId{};
    input.requester_name = "Cyn";
    ASSERT_TRUE(update(input));
    const core::Ticket ticket = get(id).value();
    EXPECT_FALSE(ticket.client.is_set());
    EXPECT_EQ(ticket.requester_name, "Cyn");
    EXPECT_EQ(ticket.requester_email, "cynthia@example.com");
}

TEST_P(UpdateTicket, ChangesNameAndEmailOfGuestsAlone) {
    auto input = change(id);
    input.requester_name = "Somebody";
    input.requester_email = "some@example.com";
    ASSERT_TRUE(update(input));
    EXPECT_EQ(get(id)->shown_name(), "Cynthia Reilly");
    EXPECT_EQ(get(id)->requester_name, "");
    input.ref.id = guest;
    ASSERT_TRUE(update(input));
    EXPECT_EQ(get(guest)->shown_email(), "some@example.com");
    input.requester_email = "some";
    EXPECT_EQ(update(input).error().code, Errc::email_invalid);
}

TEST_P(UpdateTicket, FollowsAnAddressToItsClient) {
    auto input = change(guest);
    input.client_email = "GUS@example.net";
    ASSERT_TRUE(update(input));
    EXPECT_EQ(get(guest)->version, 1) << "the present address is no change";
    input.client_email = "desk@acme.example";
    ASSERT_TRUE(update(input));
    EXPECT_EQ(get(guest)->client, acme);
    input.client_email = "new@example.org";
    input.contact_name = "Nora New";
    ASSERT_TRUE(update(input));
    const core::Ticket ticket = get(guest).value();
    EXPECT_FALSE(ticket.client.is_set());
    EXPECT_EQ(ticket.requester_email, "new@example.org");
    EXPECT_EQ(ticket.requester_name, "Nora New");
    input.client_code = "KH01";
    ASSERT_TRUE(update(input));
    EXPECT_EQ(get(guest)->client, cynthia) << "the code wins over the address";
}

TEST_P(UpdateTicket, ClearsTheFlagAndIgnoresAnUnknownAgent) {
    auto input = change(id);
    input.flag = core::AgentId{99};
    ASSERT_TRUE(update(input));
    EXPECT_FALSE(get(id)->flag.is_set());
    input.flag = actor.agent;
    ASSERT_TRUE(update(input));
    input.flag = core::AgentId{};
    ASSERT_TRUE(update(input));
    EXPECT_FALSE(get(id)->flag.is_set());
    EXPECT_THAT(event_types(id), ElementsAre("TicketOpen", "TicketFlagged", "TicketFlagged"));
}

TEST_P(UpdateTicket, SwitchesClientClosureOnWithTheDepartmentButNeverOff) {
    auto input = change(id);
    input.department = core::DepartmentRef{sales, {}};
    ASSERT_TRUE(update(input));
    EXPECT_TRUE(get(id)->client_may_not_close);
    input.department = core::DepartmentRef{support, {}};
    ASSERT_TRUE(update(input));
    EXPECT_TRUE(get(id)->client_may_not_close);
    input.client_may_not_close = false;
    input.department = core::DepartmentRef{sales, {}};
    ASSERT_TRUE(update(input));
    EXPECT_FALSE(get(id)->client_may_not_close) << "the parameter wins";
}

TEST_P(UpdateTicket, MovesTheOpeningAndTheLastReplyOnlyWhileThereIsNone) {
    const Timestamp now = database.clock.now();
    auto input = change(id);
    input.created_at = now - std::chrono::hours(5);
    ASSERT_TRUE(update(input));
    core::Ticket ticket = get(id).value();
    EXPECT_EQ(ticket.opened_at, *input.created_at);
    EXPECT_EQ(ticket.messages[0].created_at, *input.created_at);
    EXPECT_EQ(ticket.last_reply_at, *input.created_at);

    core::AddReplyInput answer;
    answer.ref.id = id;
    answer.agent_login = "ada";
    answer.body.text = "On my way.";
    ASSERT_TRUE(reply(answer));
    input.created_at = now - std::chrono::hours(9);
    ASSERT_TRUE(update(input));
    ticket = get(id).value();
    EXPECT_EQ(ticket.opened_at, *input.created_at);
    EXPECT_EQ(ticket.last_reply_at, now);
}

TEST_P(UpdateTicket, KeepsTheFormatOfTheTextUnlessTold) {
    auto input = change(id);
    input.body_format = BodyFormat::markdown;
    ASSERT_TRUE(update(input));
    EXPECT_EQ(get(id)->messages[0].body.format, BodyFormat::markdown);
    EXPECT_EQ(get(id)->messages[0].body.text, "It burns.");
    input = change(id);
    input.body_text = "It **still** burns.";
    ASSERT_TRUE(update(input));
    EXPECT_EQ(get(id)->messages[0].body.format, BodyFormat::markdown);
    input.body_format = BodyFormat::plain;
    input.body_text = "It smokes.";
    ASSERT_TRUE(update(input));
    EXPECT_EQ(get(id)->messages[0].body.format, BodyFormat::plain);
    EXPECT_EQ(get(id)->messages[0].body.text, "It smokes.");
}

TEST_P(UpdateTicket, NeverConvertsAnHtmlBodyThatIsSentBackAsRead) {
    auto opening = client_ticket();
    opening.body = {"<p>It <b>burns</b></p><p>badly</p>", BodyFormat::html, core::Origin::getfly};
    id = opened(opening);
    const core::Body html = get(id)->messages[0].body;
    auto input = change(id);
    input.body_text = "It burns\n\nbadly";  // what a dialect of text reads
    input.body_format = BodyFormat::markdown;
    ASSERT_TRUE(update(input));
    EXPECT_EQ(get(id)->messages[0].body, html);
    EXPECT_EQ(get(id)->version, 1);
    input.body_text = "Out.";
    input.body_format.reset();
    ASSERT_TRUE(update(input));
    EXPECT_EQ(get(id)->messages[0].body.format, BodyFormat::plain);
}

TEST_P(UpdateTicket, SetsAndClearsCustomFields) {
    auto input = change(id);
    input.custom_fields = {{colour, {}, "red", false}};
    ASSERT_TRUE(update(input));
    ASSERT_TRUE(update(input)) << "the same value again is no change";
    EXPECT_EQ(get(id)->version, 2);
    EXPECT_EQ(get(id)->custom_fields[0].value, "red");
    input.custom_fields = {{{}, "colour", {}, true}};
    ASSERT_TRUE(update(input));
    EXPECT_FALSE(get(id)->custom_fields[0].has_value);
    EXPECT_EQ(get(id)->version, 3);
}

TEST_P(UpdateTicket, TakesOfCustomFieldsWhatTypeAndOptionsAllow) {
    using Type = core::CustomField::Type;
    core::CustomFieldId size;
    core::CustomFieldId old;
    database->run_write([&](core::Tx& tx) {
        size =
            tx.insert_custom_field({{}, support, "size", "Size", Type::choices, {"s", "S", "M"}});
        old = tx.insert_custom_field({{}, support, "old", "Old", Type::choice, {"A", "B"}});
        tx.insert_custom_field({{}, support, "agreed", "Agreed", Type::checkbox});
        tx.insert_custom_field({{}, support, "seats", "Seats", Type::number});
        tx.set_custom_field(id, {old, {}, "gone", false});
        return true;
    });
    const auto refusal_of = [&](core::CustomFieldInput field) -> std::optional<core::Errc> {
        auto input = change(id);
        input.custom_fields = {std::move(field)};
        const auto updated = update(input);
        return updated ? std::nullopt : std::optional(updated.error().code);
    };
    const auto kept = [&](core::CustomFieldId field) {
        std::string value;
        const auto ticket = get(id);
        for (const auto& answer : ticket->custom_fields) {
            if (answer.field.id == field) value = answer.value;
        }
        return value;
    };
    EXPECT_EQ(refusal_of({size, {}, "s,m, ,S", false}), std::nullopt);
    EXPECT_EQ(kept(size), "s,M,S") << "letter by letter first, else letter case aside";
    EXPECT_EQ(refusal_of({size, {}, "s,L", false}), Errc::custom_field_invalid);
    EXPECT_EQ(kept(size), "s,M,S");
    EXPECT_EQ(refusal_of({old, {}, "gone", false}), std::nullopt) << "as it is";
    EXPECT_EQ(refusal_of({old, {}, "Gone", false}), Errc::custom_field_invalid);
    EXPECT_EQ(kept(old), "gone");
    EXPECT_EQ(refusal_of({{}, "due", "1", false, true}), Errc::custom_field_invalid);
    EXPECT_EQ(refusal_of({{}, "due", "1", false}), std::nullopt);
    for (const char* word : {"on", "OFF", "1", "0", "True", "false", "yes", "no", "", " "}) {
        EXPECT_EQ(refusal_of({{}, "agreed", word, false}), std::nullopt) << word;
    }
    for (const char* word : {"maybe", "2", "on,off", "onn"}) {
        EXPECT_EQ(refusal_of({{}, "agreed", word, false}), Errc::custom_field_invalid) << word;
    }
    for (const char* number : {"nan", "NAN", "inf", "-Infinity", "nan(abc)", "-inf", "1e999"}) {
        EXPECT_EQ(refusal_of({{}, "seats", number, false}), Errc::custom_field_invalid) << number;
    }
    EXPECT_EQ(refusal_of({{}, "seats", "-0.5e2", false}), std::nullopt);
}

TEST_P(UpdateTicket, HidesOldFieldsAfterAMoveAndKeepsThem) {
    auto input = change(id);
    input.custom_fields = {{colour, {}, "red", false}};
    ASSERT_TRUE(update(input));
    input = change(id);
    input.department = core::DepartmentRef{sales, {}};
    ASSERT_TRUE(update(input));
    EXPECT_THAT(get(id)->custom_fields, IsEmpty());
    input.department = core::DepartmentRef{support, {}};
    ASSERT_TRUE(update(input));
    EXPECT_EQ(get(id)->custom_fields[0].value, "red");
}

TEST_P(UpdateTicket, NamesAGuestAfterAnUnknownAddress) {
    auto input = change(id);
    input.client_email = "someone@example.net";
    ASSERT_TRUE(update(input));
    EXPECT_EQ(get(id)->requester_name, "someone");
    EXPECT_EQ(get(id)->requester_email, "someone@example.net");
}

TEST_P(UpdateTicket, KeepsAClientWithoutACodeWhenAnEmptyCodeIsSentBack) {
    core::ClientId codeless;
    database->run_write([&](core::Tx& tx) {
        codeless = tx.insert_client({{}, "No Code", "nocode@example.com", ""});
        return true;
    });
    auto input = change(id);
    input.client = codeless;
    ASSERT_TRUE(update(input));
    input = change(id);
    input.client_code = "";
    ASSERT_TRUE(update(input));
    EXPECT_EQ(get(id)->client, codeless);
}

TEST_P(UpdateTicket, IsNotForTheClientsThemselves) {
    actor = {};
    actor.kind = core::Actor::Kind::client;
    actor.client = cynthia;
    auto input = change(id);
    input.subject = "Mine";
    EXPECT_EQ(update(input).error().code, Errc::not_permitted);
    input.ref.id = guest;
    EXPECT_EQ(update(input).error().code, Errc::ticket_not_found);
}

RUN_ON_BOTH_DATABASES(UpdateTicket);

TEST_P(UpdateTicket, LeavesATimeThatIsShownTwiceAsItWas) {
    database->run_write([](core::Tx& tx) {
        tx.set_setting("time_zone", "Europe/Rome");
        return true;
    });
    database->reload_settings();
    const TimeZone rome = *TimeZone::named("Europe/Rome");
    core::OpenTicketInput opening = client_ticket();
    opening.created_at = parse_date_time("2025-10-26T02:30:00+01:00", rome);  // the second passage
    const core::TicketId ticket = opened(opening);

    core::UpdateTicketInput input;
    input.ref.id = ticket;
    input.created_at = parse_date_time("2025-10-26 02:30:00", rome);
    input.created_is_local = true;
    ASSERT_NE(input.created_at, opening.created_at);
    ASSERT_TRUE(update(input));
    EXPECT_EQ(get(ticket)->opened_at, opening.created_at);
    EXPECT_EQ(get(ticket)->version, 1);

    input.created_is_local = false;  // "+02:00" was written
    ASSERT_TRUE(update(input));
    EXPECT_EQ(get(ticket)->opened_at, input.created_at);
}

}  // namespace
}  // namespace desk::test
