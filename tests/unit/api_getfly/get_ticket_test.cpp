#include "api/getfly/get_ticket.hpp"

#include <gtest/gtest.h>

#include <boost/json/serialize.hpp>

namespace desk::getfly {
namespace {

using core::Errc;

core::Ticket sample() {
    core::Ticket ticket;
    ticket.id = core::TicketId(7);
    ticket.number = "516757";
    ticket.code = "ABCXYZ1234";
    ticket.department = core::DepartmentId(2);
    ticket.department_name = "New Category";
    ticket.status = core::StatusId(5);
    ticket.status_title = "New Status";
    ticket.client = core::ClientId(1);
    ticket.client_name = "Cynthia Reilly";
    ticket.client_email = "testuser@whmcs.com";
    ticket.client_code = "KH/2025/000001";
    ticket.subject = "A \"title\"";
    ticket.emergency_phone = "0123456789";
    ticket.expected_on = std::chrono::year(2025) / 1 / 31;
    ticket.opened_at = Timestamp(std::chrono::seconds(1'767'323'045));
    ticket.updated_at = Timestamp(std::chrono::seconds(1'767'323'105));
    core::Message opening;
    opening.body = {"<p class=\"x\">a &amp; b</p>", core::BodyFormat::html, core::Origin::getfly};
    ticket.messages.push_back(opening);
    core::CustomFieldAnswer text{{{}, {}, "colour", "Colour"}, "red", true};
    core::CustomFieldAnswer none{{{}, {}, "size", "Size"}, "", false};
    core::CustomFieldAnswer date{
        {{}, {}, "day", "Day", core::CustomField::Type::date}, "1740330000", true};
    ticket.custom_fields = {text, none, date};
    return ticket;
}

std::string rendered(const core::Ticket& ticket, const std::string& query) {
    const auto request = prepare_get_ticket(query);
    EXPECT_TRUE(request);
    return boost::json::serialize(render_ticket(ticket, request->fields, {}));
}

TEST(GetflyGetTicket, RendersTheTicketObjectInItsOrder) {
    EXPECT_EQ(rendered(sample(), "ticket_code=ABCXYZ1234"),
              R"({"id":7,"ticket_code":"ABCXYZ1234","ticket_title":"A \"title\"",)"
              R"("ticket_content":"<p class=\"x\">a &amp; b</p>","cate_id":2,)"
              R"("emergency_phone":"0123456789","account_id":1,"account_name":"Cynthia Reilly",)"
              R"("custom_fields":{"colour":"red","size":null,"day":"1740330000"},)"
              R"("cate_name":"New Category","status_id":5,"status_name":"New Status",)"
              R"("account_code":"KH/2025/000001","account_email":"testuser@whmcs.com",)"
              R"("contact_name":"","expected_at":"2025-01-31",)"
              R"("created_at":"2026-01-02 03:04:05","updated_at":"2026-01-02 03:05:05"})");
}

TEST(GetflyGetTicket, RendersAGuestsTicketWithoutAnAccount) {
    core::Ticket ticket = sample();
    ticket.client = {};
    ticket.client_name = ticket.client_email = ticket.client_code = "";
    ticket.requester_name = "Jo";
    ticket.requester_email = "jo@example.com";
    ticket.expected_on.reset();
    ticket.custom_fields.clear();
    EXPECT_EQ(rendered(ticket,
                       "ticket_code=A&fields=account_id,account_name,custom_fields,account_code,"
                       "account_email,contact_name,expected_at"),
              R"({"account_id":0,"account_name":"","custom_fields":{},"account_code":"",)"
              R"("account_email":"jo@example.com","contact_name":"Jo","expected_at":null})");
}

TEST(GetflyGetTicket, ReadsOtherDialectsTextsAsHtml) {
    core::Ticket ticket = sample();
    ticket.messages[0].body = {"a < b\r\nc", core::BodyFormat::plain, core::Origin::whmcs};
    const std::string plain = rendered(ticket, "ticket_code=A&fields=ticket_content");
    EXPECT_NE(plain.find("a &lt; b<br"), std::string::npos) << plain;
    ticket.messages[0].body = {"<b>x</b><script>y</script>", core::BodyFormat::html,
                               core::Origin::mail};
    const std::string html = rendered(ticket, "ticket_code=A&fields=ticket_content");
    EXPECT_EQ(html.find("script"), std::string::npos) << html;
}

TEST(GetflyGetTicket, ReturnsTheWantedFieldsInTicketOrder) {
    EXPECT_EQ(rendered(sample(), "ticket_code=A&fields=status_name,%20id%2Cunknown"),
              R"({"id":7,"status_name":"New Status"})");
    EXPECT_EQ(rendered(sample(), "ticket_code=A&fields[]=id&fields[]=cate_id"),
              R"({"id":7,"cate_id":2})");
    EXPECT_EQ(rendered(sample(), "ticket_code=A&fields=unknown"), "{}");
}

TEST(GetflyGetTicket, DescribesCustomFieldsOnRequest) {
    EXPECT_EQ(rendered(sample(), "ticket_code=A&fields=detail_custom_fields"),
              R"({"detail_custom_fields":[{"field":"colour","label":"Colour","value":"red"},)"
              R"({"field":"size","label":"Size","value":null},)"
              R"({"field":"day","label":"Day","value":"1740330000"}]})");
}

TEST(GetflyGetTicket, ReadsCustomFieldsOnlyWhereWanted) {
    EXPECT_TRUE(prepare_get_ticket("ticket_code=A")->input.parts.custom_fields);
    EXPECT_FALSE(prepare_get_ticket("ticket_code=A&fields=id")->input.parts.custom_fields);
    EXPECT_FALSE(prepare_get_ticket("ticket_code=A")->input.parts.messages);
}

TEST(GetflyGetTicket, PrefersTheCodeOverTheId) {
    const auto both = prepare_get_ticket("id=5&ticket_code=KH%2F2025");
    ASSERT_TRUE(both);
    EXPECT_EQ(both->input.ref.code, "KH/2025");
    EXPECT_FALSE(both->input.ref.id.is_set());
    EXPECT_EQ(prepare_get_ticket("id=5&ticket_code=")->input.ref.id, core::TicketId(5));
}

TEST(GetflyGetTicket, RefusesMissingAndMalformedKeys) {
    const auto refused = [](const char* query) { return prepare_get_ticket(query).error(); };
    EXPECT_EQ(refused("").code, Errc::field_required);
    EXPECT_EQ(refused("ticket_code=").about, "ticket_code");
    EXPECT_EQ(refused("ticket_code[]=A").code, Errc::field_type_invalid);
    EXPECT_EQ(refused("ticket_code=A%09B").code, Errc::field_type_invalid);
    EXPECT_EQ(refused("id=x").about, "id");
    EXPECT_EQ(refused("id=-1").about, "id");
    EXPECT_EQ(refused("id=0").code, Errc::ticket_not_found);
}

TEST(GetflyGetTicket, RendersBigContentInTheSlowLane) {
    core::Ticket ticket = sample();
    const FieldSet all = prepare_get_ticket("ticket_code=A")->fields;
    EXPECT_FALSE(renders_slowly(ticket, all));
    ticket.messages[0].body.text.assign(100'000, 'x');
    EXPECT_TRUE(renders_slowly(ticket, all));
    EXPECT_FALSE(renders_slowly(ticket, prepare_get_ticket("ticket_code=A&fields=id")->fields));
}

}  // namespace
}  // namespace desk::getfly
