#include "api/getfly/open_ticket.hpp"

#include <gtest/gtest.h>

#include "json_text.hpp"

namespace desk::getfly {
namespace {

using core::Errc;

core::Result<core::OpenTicketInput> prepared(std::string_view body) {
    return prepare_open_ticket(object_of(body));
}

/// A body with a title, content, and one member more.
core::Result<core::OpenTicketInput> with(const std::string& member) {
    return prepared(R"({"ticket_title":"T","ticket_content":"<p>C</p>",)" + member + "}");
}

Errc refusal_of(const std::string& member) {
    const auto input = with(member);
    EXPECT_FALSE(input) << member;
    return input ? Errc{} : input.error().code;
}

TEST(GetflyOpenTicket, BindsEveryMember) {
    const auto input = prepared(R"({
        "ticket_title": "  New Title ",
        "ticket_content": "<p>Nội dung</p>\r\n",
        "cate_name": "New Category",
        "status_name": "New Status",
        "account_email": " testuser@whmcs.com ",
        "contact_name": "Cynthia",
        "expected_at": "2025-01-31",
        "custom_fields": {"custom_field": "new value"},
        "emergency_phone": "0123456789",
        "ticket_code": "IGNORED",
        "something_else": {"deep": [1]}
    })");
    ASSERT_TRUE(input);
    EXPECT_EQ(input->subject, "New Title");
    EXPECT_EQ(input->body.text, "<p>Nội dung</p>\r\n");
    EXPECT_EQ(input->body.format, core::BodyFormat::html);
    EXPECT_EQ(input->body.origin, core::Origin::getfly);
    EXPECT_EQ(input->department.name, "New Category");
    EXPECT_FALSE(input->department.id.is_set());
    EXPECT_EQ(input->status_title, "New Status");
    EXPECT_EQ(input->client_email, "testuser@whmcs.com");
    EXPECT_EQ(input->requester_name, "Cynthia");
    EXPECT_TRUE(input->requester_optional);
    ASSERT_TRUE(input->expected_on);
    EXPECT_EQ(*input->expected_on, std::chrono::year(2025) / 1 / 31);
    ASSERT_EQ(input->custom_fields.size(), 1U);
    EXPECT_EQ(input->custom_fields[0].code, "custom_field");
    EXPECT_EQ(input->custom_fields[0].value, "new value");
    EXPECT_FALSE(input->ignore_unknown_custom_fields);
    EXPECT_EQ(input->emergency_phone, "0123456789");
    EXPECT_TRUE(input->fixed_code.empty());
}

TEST(GetflyOpenTicket, LetsTheCodeDecideOverTheEmail) {
    const auto input = with(R"("account_code":"KH01","account_email":"a@example.com")");
    ASSERT_TRUE(input);
    EXPECT_EQ(input->client_code, "KH01");
    EXPECT_EQ(input->client_email, "");
}

TEST(GetflyOpenTicket, TakesNullAndEmptyOptionalMembersAsAbsent) {
    const auto input =
        with(R"("cate_name":null,"status_name":"","account_email":"","account_code":null,)"
             R"("contact_name":null,"expected_at":"","custom_fields":null,"emergency_phone":null)");
    ASSERT_TRUE(input);
    EXPECT_TRUE(input->department.name.empty());
    EXPECT_TRUE(input->status_title.empty());
    EXPECT_FALSE(input->expected_on);
    EXPECT_TRUE(input->custom_fields.empty());
}

TEST(GetflyOpenTicket, RequiresTitleAndContent) {
    const auto refused = [](std::string_view body) { return prepared(body).error().code; };
    EXPECT_EQ(refused(R"({"ticket_content":"<p>C</p>"})"), Errc::subject_required);
    EXPECT_EQ(refused(R"({"ticket_title":" \n","ticket_content":"x"})"), Errc::subject_required);
    EXPECT_EQ(refused(R"({"ticket_title":null,"ticket_content":"x"})"), Errc::subject_required);
    EXPECT_EQ(refused(R"({"ticket_title":"T"})"), Errc::message_required);
    EXPECT_EQ(refused(R"({"ticket_title":"T","ticket_content":"  "})"), Errc::message_required);
    EXPECT_EQ(refused("{}"), Errc::subject_required);
}

TEST(GetflyOpenTicket, RefusesWrongTypesByTheirMember) {
    for (const char* member :
         {"ticket_title", "ticket_content", "cate_name", "status_name", "account_code",
          "account_email", "contact_name", "expected_at", "emergency_phone"}) {
        for (const char* value : {"{}", "[\"x\"]", "true", "1.5"}) {
            const auto input = with("\"" + std::string(member) + "\":" + value + R"(,"ignored":0)");
            ASSERT_FALSE(input) << member << value;
            EXPECT_EQ(input.error().code, Errc::field_type_invalid);
            EXPECT_EQ(input.error().about, member);
        }
    }
    for (const char* value : {"1", "true", "\"text\"", "[1]"}) {
        EXPECT_EQ(refusal_of(std::string(R"("custom_fields":)") + value), Errc::field_type_invalid);
    }
}

TEST(GetflyOpenTicket, RefusesDatesOfEveryWrongShape) {
    for (const char* date : {"2025-02-30", "2025-1-1", "01/02/2025", "2025-01-01 00:00:00",
                             "20250101", "0000-00-00", "tomorrow", "2025-13-01", "-2025-01-01"}) {
        EXPECT_EQ(refusal_of(R"("expected_at":")" + std::string(date) + "\""), Errc::date_invalid)
            << date;
    }
    EXPECT_TRUE(with(R"("expected_at":"2024-02-29")"));
    EXPECT_TRUE(with(R"("expected_at":"1999-01-01")"));
}

TEST(GetflyOpenTicket, RefusesWhatIsNoEmail) {
    EXPECT_EQ(refusal_of(R"("account_email":"nobody")"), Errc::email_invalid);
    EXPECT_EQ(refusal_of(R"("account_email":"a@b c.com")"), Errc::email_invalid);
    EXPECT_EQ(refusal_of(R"("account_email":")" + std::string(250, 'a') + R"(@example.com")"),
              Errc::email_too_long);
}

TEST(GetflyOpenTicket, TakesAPhoneNumberSentAsANumber) {
    EXPECT_EQ(with(R"("emergency_phone":84901234567)")->emergency_phone, "84901234567");
    EXPECT_EQ(with(R"("emergency_phone":" 09 01 ")")->emergency_phone, " 09 01 ");
}

TEST(GetflyOpenTicket, ReadsCustomFieldsOfEveryType) {
    const auto input = with(R"("custom_fields":{
        "text":"a, b","empty":"","number":7,"decimal":1.5,"negative":-3,"yes":true,"no":false,
        "choices":["red","green",3],"none":[],"cleared":null})");
    ASSERT_TRUE(input);
    const auto value = [&](std::string_view code) -> std::string {
        for (const auto& field : input->custom_fields) {
            if (field.code == code) return field.value;
        }
        return "(absent)";
    };
    EXPECT_EQ(value("text"), "a, b");
    EXPECT_EQ(value("empty"), "");
    EXPECT_EQ(value("number"), "7");
    EXPECT_EQ(value("decimal"), "1.5");
    EXPECT_EQ(value("negative"), "-3");
    EXPECT_EQ(value("yes"), "1");
    EXPECT_EQ(value("no"), "0");
    EXPECT_EQ(value("choices"), "red,green,3");
    EXPECT_EQ(value("none"), "");
    EXPECT_EQ(value("cleared"), "(absent)");  // a new ticket has nothing to clear
}

TEST(GetflyOpenTicket, RefusesCustomFieldsThatAreNoValues) {
    for (const char* value : {"{}", "[{}]", "[[1]]", "[true]", "[null]"}) {
        const auto input = with(R"("custom_fields":{"colour":)" + std::string(value) + "}");
        ASSERT_FALSE(input) << value;
        EXPECT_EQ(input.error().code, Errc::field_type_invalid);
        EXPECT_EQ(input.error().about, "custom_fields.colour");
    }
}

TEST(GetflyOpenTicket, TakesPhpsEmptyArrayAsAnEmptyObject) {
    EXPECT_TRUE(with(R"("custom_fields":[])")->custom_fields.empty());
}

TEST(GetflyOpenTicket, BoundsCustomFields) {
    EXPECT_EQ(refusal_of(R"("custom_fields":{")" + std::string(256, 'k') + R"(":"v"})"),
              Errc::custom_fields_invalid);
    std::string many = R"("custom_fields":{)";
    for (int i = 0; i <= 2000; ++i) many += "\"k" + std::to_string(i) + "\":1,";
    many.back() = '}';
    EXPECT_EQ(refusal_of(many), Errc::too_many_parameters);
}

TEST(GetflyOpenTicket, RepairsNulAndKeepsFourByteCharacters) {
    const auto input = prepared(R"({"ticket_title":"a\u0000b 😀","ticket_content":"😀"})");
    ASSERT_TRUE(input);
    EXPECT_EQ(input->subject, "a\uFFFDb 😀");
    EXPECT_EQ(input->body.text, "😀");
}

TEST(GetflyOpenTicket, ReportsTheFirstMistakeInTableOrder) {
    const auto input = prepared(R"({"expected_at":"x","cate_name":1,"ticket_title":"T"})");
    ASSERT_FALSE(input);
    EXPECT_EQ(input.error().about, "cate_name");
}

}  // namespace
}  // namespace desk::getfly
