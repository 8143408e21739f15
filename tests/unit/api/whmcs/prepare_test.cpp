#include <gtest/gtest.h>

#include "api/whmcs/action.hpp"
#include "core/get_attachment.hpp"
#include "core/open_ticket.hpp"
#include "core/update_ticket.hpp"
#include "util/encoding.hpp"

/// What each action's parameters become for the core.
namespace desk::whmcs {
namespace {

using core::Errc;
using core::OpenTicketInput;
using core::UpdateTicketInput;
using namespace std::chrono_literals;

using Given = std::vector<net::FormField>;

core::Result<std::shared_ptr<api::Call>> prepare(const Action& action, Given given,
                                                 bool agent_named = true) {
    static const core::Settings kSettings;
    api::Params params;
    EXPECT_TRUE(params.add(std::move(given)));
    return action.prepare(params, {kSettings, core::Origin::whmcs, agent_named});
}

/// The code of the refusal; Errc::malformed_request where there was none.
Errc refusal(const Action& action, Given given) {
    const auto call = prepare(action, std::move(given));
    EXPECT_FALSE(call);
    return call ? Errc::malformed_request : call.error().code;
}

template <class In, class Out>
In input_of(const Action& action, Given given, bool agent_named = true) {
    const auto call = prepare(action, std::move(given), agent_named);
    EXPECT_TRUE(call);
    return call ? static_cast<const api::TypedCall<In, Out>&>(**call).input() : In{};
}

OpenTicketInput opened(Given given, bool agent_named = true) {
    given.insert(given.begin(), {{"deptid", "1"}, {"subject", "Hello"}, {"message", "World"}});
    return input_of<OpenTicketInput, core::OpenedTicket>(kOpenTicket, std::move(given),
                                                         agent_named);
}

UpdateTicketInput updated(Given given) {
    given.insert(given.begin(), {"ticketid", "1"});
    return input_of<UpdateTicketInput, core::UpdatedTicket>(kUpdateTicket, std::move(given));
}

core::GetAttachmentInput attachment(Given given) {
    return input_of<core::GetAttachmentInput, core::AttachmentContent>(kGetTicketAttachment,
                                                                       std::move(given));
}

const Given kOpening{{"deptid", "1"}, {"subject", "Hello"}, {"message", "World"}};

Given opening_with(std::string name, std::string value) {
    Given given = kOpening;
    given.push_back({std::move(name), std::move(value)});
    return given;
}

TEST(FindAction, KnowsEveryActionByItsNameInLowerCase) {
    for (const Action* action : all_actions()) EXPECT_EQ(find_action(action->key), action);
    EXPECT_EQ(find_action("OpenTicket"), nullptr);
    EXPECT_EQ(find_action("getticketattachments"), nullptr);
    EXPECT_EQ(find_action(""), nullptr);
}

// Documented: every row of the request tables but `action`; with ours marked in their doc lines.
TEST(Tables, HoldEveryDocumentedParameter) {
    const auto expect_rows = [](const Action& action, const std::vector<std::string_view>& names) {
        const auto rows = action.fields();
        for (const std::string_view name : names) {
            const bool is_there = std::any_of(rows.begin(), rows.end(),
                                              [&](const auto& row) { return row.name == name; });
            EXPECT_TRUE(is_there) << action.name << " " << name;
        }
    };
    expect_rows(kOpenTicket,
                {"deptid", "subject", "message", "clientid", "userid", "contactid", "name", "email",
                 "priority", "created", "serviceid", "domainid", "admin", "noemail", "markdown",
                 "customfields", "attachments", "preventClientClosure"});
    expect_rows(kUpdateTicket, {"ticketid", "deptid", "status", "subject", "userid", "name",
                                "email", "cc", "priority", "created", "flag", "removeFlag",
                                "message", "markdown", "customfields", "preventClientClosure"});
    expect_rows(kGetTicket, {"ticketid", "ticketnum", "repliessort"});
    expect_rows(kGetTicketAttachment, {"relatedid", "type", "index"});
}

TEST(OpenTicket, TakesTheLeastItNeeds) {
    const OpenTicketInput in = opened({});
    EXPECT_EQ(in.department.id, core::DepartmentId(1));
    EXPECT_EQ(in.subject, "Hello");
    EXPECT_EQ(in.body.text, "World");
    EXPECT_EQ(in.body.format, core::BodyFormat::plain);
    EXPECT_EQ(in.body.origin, core::Origin::whmcs);
    EXPECT_EQ(in.priority, core::Priority::medium);
    EXPECT_TRUE(in.send_mail);
    EXPECT_FALSE(in.opened_by_agent);
    EXPECT_FALSE(in.client_may_not_close);
    EXPECT_TRUE(in.ignore_unknown_custom_fields);
}

TEST(OpenTicket, TakesEveryParameter) {
    const OpenTicketInput in =
        opened({{"clientid", "2"},
                {"userid", "3"},
                {"contactid", "4"},
                {"name", "Ann"},
                {"email", "ann@example.org"},
                {"priority", "high"},
                {"created", "2026-01-31 12:00:00"},
                {"serviceid", "5"},
                {"domainid", "6"},
                {"admin", "1"},
                {"noemail", "true"},
                {"markdown", "true"},
                {"customfields", base64_encode(R"(a:1:{i:8;s:1:"x";})")},
                {"attachments", base64_encode(R"([{"name":"a.txt","data":"YQ=="}])")},
                {"preventClientClosure", "1"},
                {"cc", "a@x.org,b@x.org"}});
    EXPECT_EQ(in.client, core::ClientId(2));
    EXPECT_EQ(in.user, core::UserId(3));
    EXPECT_EQ(in.contact, core::ContactId(4));
    EXPECT_EQ(in.requester_name, "Ann");
    EXPECT_EQ(in.requester_email, "ann@example.org");
    EXPECT_EQ(in.priority, core::Priority::high);
    EXPECT_EQ(in.created_at, std::chrono::sys_days{2026y / 1 / 31} + 12h);
    EXPECT_EQ(in.service, core::ServiceId(5));
    EXPECT_EQ(in.domain, core::DomainId(6));
    EXPECT_TRUE(in.opened_by_agent);
    EXPECT_FALSE(in.send_mail);
    EXPECT_EQ(in.body.format, core::BodyFormat::markdown);
    ASSERT_EQ(in.custom_fields.size(), 1U);
    ASSERT_EQ(in.attachments.size(), 1U);
    EXPECT_EQ(in.client_may_not_close, true);
    EXPECT_EQ(in.cc.size(), 2U);
}

TEST(OpenTicket, TakesZeroAndUnsetWordsForNone) {
    for (const std::string_view none : {"0", "", "undefined", "null"}) {
        EXPECT_FALSE(opened({{"clientid", std::string(none)}}).client.is_set()) << none;
    }
}

TEST(OpenTicket, TakesTheMessageAsItStands) {
    EXPECT_EQ(opened({{"message", " a\r\nb\n "}}).body.text, " a\r\nb\n ");
}

TEST(OpenTicket, FallsBackToMediumForAnUnknownPriority) {
    EXPECT_EQ(opened({{"priority", "Urgent"}}).priority, core::Priority::medium);
    EXPECT_EQ(opened({{"priority", "LOW"}}).priority, core::Priority::low);
}

TEST(OpenTicket, TakesTheOldNameOfMarkdown) {
    EXPECT_EQ(opened({{"useMarkdown", "true"}}).body.format, core::BodyFormat::markdown);
    EXPECT_EQ(opened({{"markdown", "false"}}).body.format, core::BodyFormat::plain);
}

TEST(OpenTicket, OpensAsNoAgentWhereNoneIsNamed) {
    EXPECT_FALSE(opened({{"admin", "1"}}, /*agent_named=*/false).opened_by_agent);
}

TEST(OpenTicket, SaysWhatIsMissingInTheDocumentsOrder) {
    EXPECT_EQ(refusal(kOpenTicket, {}), Errc::department_not_found);
    EXPECT_EQ(refusal(kOpenTicket, {{"deptid", "1"}}), Errc::subject_required);
    EXPECT_EQ(refusal(kOpenTicket, {{"deptid", "1"}, {"subject", "a"}, {"message", " \n"}}),
              Errc::message_required);
}

TEST(OpenTicket, RefusesWhatCannotBeRead) {
    EXPECT_EQ(refusal(kOpenTicket, opening_with("created", "soon")), Errc::date_invalid);
    EXPECT_EQ(refusal(kOpenTicket, opening_with("customfields", "###")),
              Errc::custom_fields_invalid);
    EXPECT_EQ(refusal(kOpenTicket, opening_with("attachments", "###")), Errc::attachments_invalid);
    EXPECT_EQ(refusal(kOpenTicket, opening_with("subject[]", "a")), Errc::field_type_invalid);
}

TEST(UpdateTicket, ChangesNothingThatWasNotSent) {
    const UpdateTicketInput in = updated({{"clientid", "9"}});
    EXPECT_EQ(in.ref.id, core::TicketId(1));
    EXPECT_FALSE(in.department);
    EXPECT_FALSE(in.status_title);
    EXPECT_FALSE(in.subject);
    EXPECT_FALSE(in.client) << "clientid is in the sample only, and ignored";
    EXPECT_FALSE(in.requester_name);
    EXPECT_FALSE(in.requester_email);
    EXPECT_FALSE(in.cc);
    EXPECT_FALSE(in.priority);
    EXPECT_FALSE(in.created_at);
    EXPECT_FALSE(in.flag);
    EXPECT_FALSE(in.body_text);
    EXPECT_FALSE(in.body_format);
    EXPECT_FALSE(in.client_may_not_close);
    EXPECT_TRUE(in.custom_fields.empty());
}

TEST(UpdateTicket, TakesEveryParameter) {
    const UpdateTicketInput in = updated({{"deptid", "2"},
                                          {"status", "Closed"},
                                          {"subject", "New"},
                                          {"userid", "3"},
                                          {"name", "Ann"},
                                          {"email", "ann@example.org"},
                                          {"cc", "a@x.org"},
                                          {"priority", "low"},
                                          {"created", "2026-01-31T12:00:00Z"},
                                          {"flag", "4"},
                                          {"message", "Text"},
                                          {"markdown", "true"},
                                          {"customfields[8]", "x"},
                                          {"preventClientClosure", "false"}});
    EXPECT_EQ(in.department->id, core::DepartmentId(2));
    EXPECT_EQ(in.status_title, "Closed");
    EXPECT_EQ(in.subject, "New");
    EXPECT_EQ(in.client, core::ClientId(3));
    EXPECT_EQ(in.requester_name, "Ann");
    EXPECT_EQ(in.requester_email, "ann@example.org");
    EXPECT_EQ(in.cc, std::vector<std::string>{"a@x.org"});
    EXPECT_EQ(in.priority, core::Priority::low);
    EXPECT_EQ(in.created_at, std::chrono::sys_days{2026y / 1 / 31} + 12h);
    EXPECT_EQ(in.flag, core::AgentId(4));
    EXPECT_EQ(in.body_text, "Text");
    EXPECT_EQ(in.body_format, core::BodyFormat::markdown);
    ASSERT_EQ(in.custom_fields.size(), 1U);
    EXPECT_EQ(in.client_may_not_close, false);
}

TEST(UpdateTicket, TakesBlankTextsForNoChangeButABlankCcForNone) {
    const UpdateTicketInput in = updated({{"status", ""},
                                          {"subject", " "},
                                          {"message", ""},
                                          {"name", ""},
                                          {"email", ""},
                                          {"priority", ""},
                                          {"created", ""},
                                          {"deptid", "0"},
                                          {"cc", ""}});
    EXPECT_FALSE(in.status_title);
    EXPECT_FALSE(in.subject);
    EXPECT_FALSE(in.body_text);
    EXPECT_FALSE(in.requester_name);
    EXPECT_FALSE(in.requester_email);
    EXPECT_FALSE(in.priority);
    EXPECT_FALSE(in.created_at);
    EXPECT_FALSE(in.department);
    ASSERT_TRUE(in.cc);
    EXPECT_TRUE(in.cc->empty());
    EXPECT_FALSE(updated({{"cc", "undefined"}}).cc);
}

TEST(UpdateTicket, TellsAFlagTakenOffFromNoneSent) {
    EXPECT_FALSE(updated({}).flag);
    EXPECT_EQ(updated({{"flag", "0"}}).flag, core::AgentId());
    EXPECT_EQ(updated({{"flag", "4"}, {"removeFlag", "1"}}).flag, core::AgentId());
    EXPECT_EQ(updated({{"flag", "4"}, {"removeFlag", "0"}}).flag, core::AgentId(4));
}

TEST(UpdateTicket, MakesAGuestsTicketOfUserZero) {
    EXPECT_EQ(updated({{"userid", "0"}}).client, core::ClientId());
    EXPECT_FALSE(updated({{"userid", ""}}).client);
}

TEST(UpdateTicket, TakesMarkdownAloneForAFormat) {
    EXPECT_EQ(updated({{"markdown", "0"}}).body_format, core::BodyFormat::plain);
    EXPECT_EQ(updated({{"useMarkdown", "1"}}).body_format, core::BodyFormat::markdown);
    EXPECT_FALSE(updated({{"message", "x"}}).body_format);
}

TEST(UpdateTicket, NeedsATicketAndSoundValues) {
    EXPECT_EQ(refusal(kUpdateTicket, {}), Errc::ticket_not_found);
    EXPECT_EQ(refusal(kUpdateTicket, {{"ticketid", "0"}}), Errc::ticket_not_found);
    EXPECT_EQ(refusal(kUpdateTicket, {{"ticketid", "1"}, {"priority", "Urgent"}}),
              Errc::priority_invalid);
    EXPECT_EQ(refusal(kUpdateTicket, {{"ticketid", "1"}, {"created", "x"}}), Errc::date_invalid);
}

TEST(GetTicket, NeedsAnIdOrANumber) {
    EXPECT_EQ(refusal(kGetTicket, {}), Errc::ticket_not_found);
    EXPECT_EQ(refusal(kGetTicket, {{"ticketnum", " # "}}), Errc::ticket_not_found);
    EXPECT_EQ(refusal(kGetTicket, {{"ticketid", "undefined"}}), Errc::ticket_not_found);
    EXPECT_TRUE(prepare(kGetTicket, {{"ticketid", "1"}}));
    EXPECT_TRUE(prepare(kGetTicket, {{"ticketid", ""}, {"ticketnum", "#516757"}}));
}

TEST(GetTicketAttachment, TakesTheThreeTypes) {
    const auto in = attachment({{"relatedid", "7"}, {"type", "Reply"}, {"index", "0"}});
    EXPECT_EQ(in.kind, core::MessageKind::reply);
    EXPECT_EQ(in.related_id, 7);
    EXPECT_EQ(in.index, 0);
    EXPECT_EQ(attachment({{"relatedid", "7"}, {"type", "ticket"}, {"index", "1"}}).kind,
              core::MessageKind::opening);
    EXPECT_EQ(attachment({{"relatedid", "7"}, {"type", "NOTE"}, {"index", "1"}}).kind,
              core::MessageKind::note);
}

TEST(GetTicketAttachment, SaysWhatIsMissingInTheDocumentsOrder) {
    EXPECT_EQ(refusal(kGetTicketAttachment, {}), Errc::related_id_required);
    EXPECT_EQ(
        refusal(kGetTicketAttachment, {{"relatedid", "0"}, {"type", "ticket"}, {"index", "0"}}),
        Errc::related_id_required);
    EXPECT_EQ(refusal(kGetTicketAttachment, {{"relatedid", "1"}}), Errc::attachment_type_invalid);
    EXPECT_EQ(refusal(kGetTicketAttachment, {{"relatedid", "1"}, {"type", "0"}, {"index", "0"}}),
              Errc::attachment_type_invalid);
    EXPECT_EQ(refusal(kGetTicketAttachment, {{"relatedid", "0"}}), Errc::related_id_required);
    EXPECT_EQ(refusal(kGetTicketAttachment, {{"relatedid", "1"}, {"type", "foo"}}),
              Errc::attachment_type_invalid);
    // Whether there is such a ticket comes before its index.
    EXPECT_EQ(attachment({{"relatedid", "1"}, {"type", "ticket"}}).index, std::nullopt);
}

TEST(GetTicketAttachment, ReadsAnAbsurdIndexAsOneThatIsNotThere) {
    for (const std::string_view index : {"-1", "abc", "99999999999"}) {
        EXPECT_GT(
            attachment({{"relatedid", "1"}, {"type", "ticket"}, {"index", std::string(index)}})
                .index,
            1'000'000)
            << index;
    }
}

}  // namespace
}  // namespace desk::whmcs
