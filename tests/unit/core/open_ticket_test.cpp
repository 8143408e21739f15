#include <gmock/gmock.h>

#include "unit/core/core_test.hpp"

namespace desk::test {
namespace {

using core::Errc;
using testing::ElementsAre;
using testing::MatchesRegex;

class OpenTicket : public CoreTest {
  protected:
    Errc refusal(const core::OpenTicketInput& input) {
        const auto result = open(input);
        EXPECT_FALSE(result.has_value());
        return result ? Errc::malformed_request : result.error().code;
    }
};

TEST_P(OpenTicket, GivesNumberCodesAndStatusOpen) {
    const auto result = open(client_ticket());
    ASSERT_TRUE(result);
    EXPECT_THAT(result->number, MatchesRegex("[0-9]{6}"));
    EXPECT_THAT(result->access_code, MatchesRegex("[A-Za-z0-9]{8}"));
    EXPECT_THAT(result->code, MatchesRegex("[A-Z0-9]{10}"));
    const core::Ticket ticket = get(result->id).value();
    EXPECT_EQ(ticket.status_title, "Open");
    EXPECT_EQ(ticket.client_name, "Cynthia Reilly");
    EXPECT_EQ(ticket.opened_at, database.clock.now());
    EXPECT_EQ(ticket.last_reply_at, database.clock.now());
    ASSERT_EQ(ticket.messages.size(), 1U);
    EXPECT_EQ(ticket.messages[0].body.text, "It burns.");
    EXPECT_EQ(ticket.messages[0].author.name, "Cynthia Reilly");
    EXPECT_THAT(event_types(result->id), ElementsAre("TicketOpen"));
}

TEST_P(OpenTicket, RefusesWhatDoesNotExist) {
    auto input = client_ticket();
    input.client = core::ClientId{999};
    EXPECT_EQ(refusal(input), Errc::client_not_found);
    input = client_ticket();
    input.user = core::UserId{999};
    EXPECT_EQ(refusal(input), Errc::user_not_found);
    input = client_ticket();
    input.contact = core::ContactId{999};
    EXPECT_EQ(refusal(input), Errc::contact_not_found);
    input = client_ticket();
    input.department.id = core::DepartmentId{999};
    EXPECT_EQ(refusal(input), Errc::department_not_found);
    input = client_ticket();
    input.service = core::ServiceId{999};
    EXPECT_EQ(refusal(input), Errc::service_not_found);
    input = client_ticket();
    input.domain = core::DomainId{999};
    EXPECT_EQ(refusal(input), Errc::domain_not_found);
    input = client_ticket();
    input.status_title = "No such status";
    EXPECT_EQ(refusal(input), Errc::status_not_found);
}

TEST_P(OpenTicket, RefusesWhatBelongsToAnotherClient) {
    auto input = client_ticket();
    input.client = acme;
    input.user = employee;
    EXPECT_EQ(refusal(input), Errc::user_not_found);
    input.user = {};
    input.contact = contact;
    EXPECT_EQ(refusal(input), Errc::contact_not_found);
    input.contact = {};
    input.service = service;
    EXPECT_EQ(refusal(input), Errc::service_not_found);
    input.service = {};
    input.domain = domain;
    EXPECT_EQ(refusal(input), Errc::domain_not_found);
}

TEST_P(OpenTicket, OpensForItsOwnClientAloneWhereTheActorBelongsToOne) {
    actor.kind = core::Actor::Kind::credential;
    actor.client = cynthia;
    EXPECT_TRUE(open(client_ticket()));
    auto input = client_ticket();
    input.client = acme;
    input.user = {};
    input.contact = {};
    input.service = {};
    input.domain = {};
    EXPECT_EQ(refusal(input), Errc::not_permitted);
    EXPECT_EQ(get(opened(guest_ticket()))->client, cynthia);  // whoever it names: its own client's
}

TEST_P(OpenTicket, WritesAsTheUserTheContactOrTheOwner) {
    auto input = client_ticket();
    input.user = employee;
    input.contact = contact;  // a user is asked for, so the contact does not count
    core::Ticket ticket = get(opened(input)).value();
    EXPECT_EQ(ticket.messages[0].author.kind, core::Author::Kind::user);
    EXPECT_EQ(ticket.messages[0].author.name, "Eve Employee");
    EXPECT_FALSE(ticket.contact.is_set());
    input.user = {};
    ticket = get(opened(input)).value();
    EXPECT_EQ(ticket.contact, contact);
    EXPECT_EQ(ticket.messages[0].author.kind, core::Author::Kind::contact);
    input.contact = {};
    input.user = owner;
    ticket = get(opened(input)).value();
    EXPECT_EQ(ticket.messages[0].author.kind, core::Author::Kind::client);
    EXPECT_EQ(ticket.user, owner);
}

TEST_P(OpenTicket, TakesTheServiceWhereBothAreGiven) {
    auto input = client_ticket();
    input.service = service;
    input.domain = domain;
    const core::Ticket ticket = get(opened(input)).value();
    EXPECT_EQ(ticket.service, service);
    EXPECT_FALSE(ticket.domain.is_set());
}

TEST_P(OpenTicket, AsksAGuestForNameAndEmail) {
    auto input = guest_ticket();
    input.requester_name = "  ";
    EXPECT_EQ(refusal(input), Errc::requester_required);
    input = guest_ticket();
    input.requester_email.clear();
    EXPECT_EQ(refusal(input), Errc::requester_required);
    input.requester_email = "gus at example";
    EXPECT_EQ(refusal(input), Errc::email_invalid);
    const core::Ticket ticket = get(opened(guest_ticket())).value();
    EXPECT_EQ(ticket.shown_name(), "Gus Guest");
    EXPECT_EQ(ticket.shown_email(), "gus@example.net");
    EXPECT_EQ(ticket.messages[0].author.kind, core::Author::Kind::guest);
}

TEST_P(OpenTicket, FindsTheClientByCodeOrAddress) {
    auto input = client_ticket();
    input.client = {};
    input.client_code = "KH02";
    EXPECT_EQ(get(opened(input))->client, acme);
    input.client_code = "KH99";
    EXPECT_EQ(refusal(input), Errc::account_code_not_found);
    input.client_code.clear();
    input.client_email = " CYNTHIA@example.COM ";
    EXPECT_EQ(get(opened(input))->client, cynthia);
    input.client_email = "stranger@example.org";
    const core::Ticket guest = get(opened(input)).value();
    EXPECT_FALSE(guest.client.is_set());
    EXPECT_EQ(guest.requester_name, "stranger");
    EXPECT_EQ(guest.requester_email, "stranger@example.org");
    input.client_email = "no address";
    EXPECT_EQ(refusal(input), Errc::email_invalid);
}

TEST_P(OpenTicket, MayBelongToNobodyWhereTheDialectAllows) {
    auto input = client_ticket();
    input.client = {};
    input.requester_optional = true;
    input.requester_name = "Somebody";
    const core::Ticket ticket = get(opened(input)).value();
    EXPECT_EQ(ticket.requester_name, "Somebody");
    EXPECT_EQ(ticket.requester_email, "");
}

TEST_P(OpenTicket, RefusesBlankAndOverlongTexts) {
    auto input = client_ticket();
    input.subject = " \t ";
    EXPECT_EQ(refusal(input), Errc::subject_required);
    input.subject = std::string(1001, 'x');
    EXPECT_EQ(refusal(input), Errc::subject_too_long);
    input = client_ticket();
    input.body.text = "\r\n";
    EXPECT_EQ(refusal(input), Errc::message_required);
    input.body.text = std::string(1024 * 1024 + 1, 'x');
    EXPECT_EQ(refusal(input), Errc::message_too_long);
    input = guest_ticket();
    input.requester_name = std::string(256, 'x');
    EXPECT_EQ(refusal(input), Errc::name_too_long);
    input = client_ticket();
    input.emergency_phone = std::string(51, '0');
    EXPECT_EQ(refusal(input), Errc::phone_too_long);
    input = client_ticket();
    for (int i = 0; i < 21; ++i) input.cc.push_back("a" + std::to_string(i) + "@example.com");
    EXPECT_EQ(refusal(input), Errc::too_many_cc);
}

TEST_P(OpenTicket, KeepsSubjectsAndMessagesAtTheirLimit) {
    auto input = client_ticket();
    for (int i = 0; i < 250; ++i) input.subject += "\xF0\x9F\x94\xA5";  // 4-byte characters
    input.subject = input.subject.substr(input.subject.size() - 1000);
    input.body.text = std::string(1024 * 1024, 'x');
    const core::Ticket ticket = get(opened(input)).value();
    EXPECT_EQ(ticket.subject, input.subject);
    EXPECT_EQ(ticket.messages[0].body.text.size(), input.body.text.size());
}

TEST_P(OpenTicket, TakesAPastDateAndRefusesAFutureOne) {
    auto input = client_ticket();
    input.created_at = database.clock.now() - std::chrono::hours(24);
    EXPECT_EQ(get(opened(input))->opened_at, *input.created_at);
    input.created_at = database.clock.now() + std::chrono::seconds(60);
    EXPECT_TRUE(open(input));  // clocks differ a little
    input.created_at = database.clock.now() + std::chrono::seconds(61);
    EXPECT_EQ(refusal(input), Errc::date_in_future);
}

TEST_P(OpenTicket, InheritsClientClosureFromTheDepartmentUnlessTold) {
    auto input = client_ticket();
    EXPECT_FALSE(get(opened(input))->client_may_not_close);
    input.department.id = sales;
    EXPECT_TRUE(get(opened(input))->client_may_not_close);
    input.client_may_not_close = false;
    EXPECT_FALSE(get(opened(input))->client_may_not_close);
}

TEST_P(OpenTicket, FindsTheDepartmentByItsNameHoweverItIsWritten) {
    auto input = client_ticket();
    input.department = {{}, " sUpPoRt "};
    EXPECT_EQ(get(opened(input))->department, support);
    input.department = {};
    EXPECT_EQ(refusal(input), Errc::department_not_found);
    input.default_department = true;
    EXPECT_EQ(get(opened(input))->department, support) << "the first one where none is named";
}

TEST_P(OpenTicket, IsOpenedByTheAgentOnRequest) {
    auto input = client_ticket();
    input.opened_by_agent = true;
    input.send_mail = false;
    const core::TicketId id = opened(input);
    const core::Ticket ticket = get(id).value();
    EXPECT_EQ(ticket.messages[0].author.kind, core::Author::Kind::agent);
    EXPECT_EQ(ticket.messages[0].author.name, "Ada Byron");
    const auto log = events(id);
    ASSERT_EQ(log.size(), 1U);
    EXPECT_EQ(log[0].type, "TicketOpenAdmin");
    EXPECT_THAT(log[0].details, testing::Contains(testing::Pair("noemail", "true")));
    actor.agent = {};
    EXPECT_EQ(get(opened(input))->messages[0].author.name, "Cynthia Reilly");
}

TEST_P(OpenTicket, DropsBadAndRepeatedCopies) {
    auto input = client_ticket();
    input.cc = {"a@example.com", "nonsense", " A@EXAMPLE.com", "b@example.com"};
    EXPECT_EQ(get(opened(input))->cc, "a@example.com,b@example.com");
}

TEST_P(OpenTicket, SetsCustomFieldsOfItsDepartmentAlone) {
    auto input = client_ticket();
    input.custom_fields = {{colour, {}, "red", false}, {core::CustomFieldId{999}, {}, "x", false}};
    auto ticket = get(opened(input)).value();
    ASSERT_EQ(ticket.custom_fields.size(), 2U);
    EXPECT_EQ(ticket.custom_fields[0].value, "red");
    EXPECT_FALSE(ticket.custom_fields[1].has_value);
    input.ignore_unknown_custom_fields = false;
    EXPECT_EQ(refusal(input), Errc::custom_field_unknown);
    input.custom_fields = {{{}, "due", "2026-02-30", false}};
    EXPECT_EQ(refusal(input), Errc::custom_field_invalid);
    input.custom_fields = {{{}, "due", "2026-02-28", false}};
    ticket = get(opened(input)).value();
    EXPECT_EQ(ticket.custom_fields[1].value, "1772236800");
    input.custom_fields = {{colour, {}, std::string(64 * 1024 + 1, 'x'), false}};
    EXPECT_EQ(refusal(input), Errc::custom_field_too_long);
}

TEST_P(OpenTicket, LeavesNothingBehindWhenItRefuses) {
    auto input = client_ticket();
    input.custom_fields = {{colour, {}, std::string(64 * 1024 + 1, 'x'), false}};
    EXPECT_EQ(refusal(input), Errc::custom_field_too_long);
    EXPECT_FALSE(get(core::TicketId{1}).has_value());
    EXPECT_TRUE(events(core::TicketId{1}).empty());
}

TEST_P(OpenTicket, ByAClientsOwnActorIsThatClients) {
    actor = {};
    actor.kind = core::Actor::Kind::user;
    actor.client = cynthia;
    core::OpenTicketInput input = client_ticket();
    input.client = {};
    input.contact = contact;
    input.service = service;
    const core::Ticket ticket = get(opened(input)).value();
    EXPECT_EQ(ticket.client, cynthia);
    EXPECT_EQ(ticket.contact, contact);
    EXPECT_EQ(ticket.service, service);
    EXPECT_EQ(ticket.messages.at(0).author.name, "Jordan Reilly");

    input.client = acme;
    EXPECT_EQ(open(input).error().code, Errc::contact_not_found);
    input.contact = {};
    input.service = {};
    EXPECT_EQ(open(input).error().code, Errc::not_permitted);
}

TEST_P(OpenTicket, ByAClientsOwnActorIsNeverStaffs) {
    actor.client = cynthia;  // a credential of an agent, bound to a client
    core::OpenTicketInput input = client_ticket();
    input.opened_by_agent = true;
    const core::TicketId id = opened(input);
    EXPECT_EQ(get(id)->messages.at(0).author.kind, core::Author::Kind::client);
    EXPECT_EQ(events(id).at(0).type, "TicketOpen");
}

TEST_P(OpenTicket, ByAClientsOwnActorIsAGuestsWhereTheDeskLetsItAlone) {
    actor = {};
    actor.kind = core::Actor::Kind::user;
    actor.client = cynthia;
    core::OpenTicketInput input = guest_ticket();
    EXPECT_EQ(get(opened(input))->client, cynthia);
    input.for_guest = true;
    EXPECT_EQ(refusal(input), Errc::not_permitted);

    actor.opens_for_guests = true;
    input.contact = contact;
    input.service = service;
    const core::TicketId id = opened(input);
    EXPECT_EQ(get(id).error().code, Errc::ticket_not_found);
    const core::Ticket ticket = get(id, core::Actor{}).value();
    EXPECT_FALSE(ticket.client.is_set());
    EXPECT_FALSE(ticket.contact.is_set());
    EXPECT_FALSE(ticket.service.is_set());
    EXPECT_EQ(ticket.requester_name, "Gus Guest");
    EXPECT_EQ(ticket.requester_email, "gus@example.net");
    EXPECT_EQ(ticket.messages.at(0).author.kind, core::Author::Kind::guest);

    input.requester_email = "desk@acme.example";  // another client's, which is no matter
    EXPECT_FALSE(get(opened(input), core::Actor{})->client.is_set());
    input.for_guest = false;
    input.contact = {};
    input.service = {};
    input.client = acme;
    EXPECT_EQ(refusal(input), Errc::not_permitted);
}

TEST_P(OpenTicket, IsRefusedToClientsInAHiddenDepartmentAlone) {
    database->run_write([this](core::Tx& tx) {
        support = tx.insert_department({{}, "Back office", false, /*hidden=*/true});
        return true;
    });
    EXPECT_TRUE(open(client_ticket()));
    actor.client = cynthia;
    EXPECT_EQ(open(client_ticket()).error().code, Errc::department_not_found);
    core::OpenTicketInput by_name = client_ticket();
    by_name.department = {{}, "Back office"};
    EXPECT_EQ(open(by_name).error().code, Errc::department_not_found);
    by_name.contact = contact;
    EXPECT_EQ(open(by_name).error().code, Errc::department_not_found);
    actor.opens_for_guests = true;
    core::OpenTicketInput for_guest = guest_ticket();
    for_guest.for_guest = true;
    EXPECT_EQ(open(for_guest).error().code, Errc::department_not_found);
}

RUN_ON_BOTH_DATABASES(OpenTicket);

}  // namespace
}  // namespace desk::test
