#include "api/getfly/update_ticket.hpp"

#include <gtest/gtest.h>

#include "json_text.hpp"

namespace desk::getfly {
namespace {

using core::Errc;

UpdateRequest update_with(const std::string& member) {
    auto request =
        prepare_update_ticket(object_of(R"({"ticket_code":"ABCXYZ1234",)" + member + "}"));
    EXPECT_TRUE(request) << member;
    return request.value_or(UpdateRequest{});
}

Errc refusal_of_update(const std::string& member) {
    const UpdateRequest request = update_with(member);
    EXPECT_TRUE(request.refusal) << member;
    return request.refusal ? request.refusal->code : Errc{};
}

TEST(GetflyUpdateTicket, BindsTheSample) {
    const auto request = prepare_update_ticket(object_of(R"({
        "ticket_title": "New Title",
        "ticket_content": "<p>Updated content</p>",
        "account_email": "testuser@whmcs.com",
        "cate_name": "New Category",
        "status_name": "New Status",
        "expected_at": "2025-01-01",
        "custom_fields": { "custom_field": "new value" },
        "emergency_phone": "0123456789",
        "ticket_code": "ABCXYZ1234"
    })"));
    ASSERT_TRUE(request);
    EXPECT_FALSE(request->refusal);
    EXPECT_FALSE(request->clear_custom_fields);
    const core::UpdateTicketInput& input = request->input;
    EXPECT_EQ(input.ref.code, "ABCXYZ1234");
    EXPECT_EQ(input.subject, "New Title");
    EXPECT_EQ(input.body_text, "<p>Updated content</p>");
    EXPECT_EQ(input.body_format, core::BodyFormat::html);
    EXPECT_EQ(input.client_email, "testuser@whmcs.com");
    ASSERT_TRUE(input.department);
    EXPECT_EQ(input.department->name, "New Category");
    EXPECT_EQ(input.status_title, "New Status");
    ASSERT_TRUE(input.expected_on);
    EXPECT_EQ(*input.expected_on, std::chrono::year(2025) / 1 / 1);
    ASSERT_EQ(input.custom_fields.size(), 1U);
    EXPECT_EQ(input.custom_fields[0].code, "custom_field");
    EXPECT_EQ(input.custom_fields[0].value, "new value");
    EXPECT_FALSE(input.ignore_unknown_custom_fields);
    EXPECT_EQ(input.emergency_phone, "0123456789");
}

TEST(GetflyUpdateTicket, LeavesAbsentMembersAlone) {
    const auto request = prepare_update_ticket(object_of(R"({"ticket_code":" ABCXYZ1234 "})"));
    ASSERT_TRUE(request);
    const core::UpdateTicketInput& input = request->input;
    EXPECT_EQ(input.ref.code, "ABCXYZ1234");
    EXPECT_FALSE(input.subject || input.body_text || input.body_format || input.client_email);
    EXPECT_FALSE(input.department || input.status_title || input.expected_on);
    EXPECT_FALSE(input.emergency_phone || input.client_code || input.contact_name);
    EXPECT_TRUE(input.custom_fields.empty());
    EXPECT_FALSE(request->refusal);
}

TEST(GetflyUpdateTicket, RefusesAtOnceOnlyWithoutASoundCode) {
    const auto refused = [](const std::string& body) {
        const auto request = prepare_update_ticket(object_of(body));
        EXPECT_FALSE(request) << body;
        return request ? core::Error{} : request.error();
    };
    EXPECT_EQ(refused(R"({"ticket_title":5})").code, Errc::field_required);
    EXPECT_EQ(refused(R"({"ticket_code":null})").code, Errc::field_required);
    EXPECT_EQ(refused(R"({"ticket_code":"  "})").code, Errc::field_required);
    EXPECT_EQ(refused(R"({"ticket_code":7})").code, Errc::field_type_invalid);
    EXPECT_EQ(refused(R"({"ticket_code":["A"]})").code, Errc::field_type_invalid);
    EXPECT_EQ(refused(R"({"ticket_code":"A B"})").code, Errc::field_type_invalid);
    EXPECT_EQ(refused(R"({"ticket_code":"A\u0007"})").code, Errc::field_type_invalid);
    const std::string long_code(65, 'A');
    EXPECT_EQ(refused(R"({"ticket_code":")" + long_code + "\"}").about, "ticket_code");
}

TEST(GetflyUpdateTicket, KeepsOtherMistakesUntilTheTicketWasFound) {
    EXPECT_EQ(refusal_of_update(R"("expected_at":"soon")"), Errc::date_invalid);
    EXPECT_EQ(refusal_of_update(R"("account_email":"nobody")"), Errc::email_invalid);
    EXPECT_EQ(refusal_of_update(R"("custom_fields":7)"), Errc::field_type_invalid);
    EXPECT_EQ(refusal_of_update(R"("status_name":[])"), Errc::field_type_invalid);
}

TEST(GetflyUpdateTicket, ClearsOptionalMembersByNullAndEmptyText) {
    for (const char* value : {"null", "\"\"", "\"  \""}) {
        const std::string nothing(value);
        EXPECT_EQ(update_with("\"account_email\":" + nothing).input.client_email, "");
        EXPECT_EQ(update_with("\"account_code\":" + nothing).input.client_code, "");
        EXPECT_EQ(update_with("\"contact_name\":" + nothing).input.contact_name, "");
        const auto expected_on = update_with("\"expected_at\":" + nothing).input.expected_on;
        ASSERT_TRUE(expected_on.has_value());
        EXPECT_FALSE(expected_on->has_value());
        EXPECT_TRUE(update_with("\"custom_fields\":" + nothing).clear_custom_fields);
    }
    EXPECT_EQ(update_with(R"("emergency_phone":null)").input.emergency_phone, "");
    EXPECT_EQ(update_with(R"("emergency_phone":"")").input.emergency_phone, "");
}

TEST(GetflyUpdateTicket, RefusesToClearWhatEveryTicketHas) {
    for (const char* value : {"null", "\"\"", "\" \""}) {
        EXPECT_EQ(refusal_of_update("\"ticket_title\":" + std::string(value)),
                  Errc::subject_required);
        EXPECT_EQ(refusal_of_update("\"ticket_content\":" + std::string(value)),
                  Errc::message_required);
        EXPECT_EQ(refusal_of_update("\"cate_name\":" + std::string(value)), Errc::field_required);
        EXPECT_EQ(refusal_of_update("\"status_name\":" + std::string(value)), Errc::field_required);
    }
}

TEST(GetflyUpdateTicket, ClearsACustomFieldByNull) {
    const auto fields = update_with(R"("custom_fields":{"a":null,"b":""})").input.custom_fields;
    ASSERT_EQ(fields.size(), 2U);
    EXPECT_TRUE(fields[0].clear);
    EXPECT_FALSE(fields[1].clear);
    EXPECT_FALSE(update_with(R"("custom_fields":{})").clear_custom_fields);
    EXPECT_FALSE(update_with(R"("custom_fields":[])").clear_custom_fields);
}

TEST(GetflyUpdateTicket, LetsTheCodeDecideUnlessItIsOnlyCleared) {
    const auto by_code =
        update_with(R"("account_code":"KH01","account_email":"a@example.com")").input;
    EXPECT_EQ(by_code.client_code, "KH01");
    EXPECT_FALSE(by_code.client_email);
    const auto by_email = update_with(R"("account_code":"","account_email":"a@example.com")").input;
    EXPECT_FALSE(by_email.client_code);
    EXPECT_EQ(by_email.client_email, "a@example.com");
}

}  // namespace
}  // namespace desk::getfly
