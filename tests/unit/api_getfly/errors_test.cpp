#include "api/getfly/errors.hpp"

#include <gtest/gtest.h>

#include <string_view>
#include <utility>
#include <vector>

namespace desk::getfly {
namespace {

using core::Errc;

net::Response said(Errc code, std::string about = {}) {
    return refusal({code, std::move(about), "for the log"});
}

TEST(GetflyErrors, NameTheMemberAtFault) {
    const net::Response response = said(Errc::department_not_found);
    EXPECT_EQ(response.status, 400);
    EXPECT_EQ(response.content_type, "application/json");
    EXPECT_EQ(response.body, R"({"message":"The given data was invalid.",)"
                             R"("errors":{"cate_name":["cate_name does not exist"]}})");
    EXPECT_EQ(response.label, "department_not_found");
}

TEST(GetflyErrors, NameACustomFieldByItsCode) {
    EXPECT_EQ(said(Errc::custom_field_unknown, "colour").body,
              R"({"message":"The given data was invalid.",)"
              R"("errors":{"custom_fields.colour":["custom_fields.colour does not exist"]}})");
}

TEST(GetflyErrors, HaveTheDocumentedStatuses) {
    EXPECT_EQ(said(Errc::malformed_request).body, R"({"message":"Invalid JSON"})");
    EXPECT_EQ(said(Errc::malformed_request).status, 400);
    EXPECT_EQ(said(Errc::not_permitted).body, R"({"message":"Access Denied"})");
    EXPECT_EQ(said(Errc::not_permitted).status, 403);
    EXPECT_EQ(said(Errc::ticket_not_found).body, R"({"message":"Ticket not found"})");
    EXPECT_EQ(said(Errc::ticket_not_found).status, 404);
    EXPECT_EQ(said(Errc::number_exhausted).body, R"({"message":"Internal system error"})");
    EXPECT_EQ(said(Errc::number_exhausted).status, 500);
}

TEST(GetflyErrors, SayWhatTypeAMemberMustHave) {
    EXPECT_EQ(words({Errc::field_type_invalid, "ticket_title", {}}).text,
              "ticket_title must be a string");
    EXPECT_EQ(words({Errc::field_type_invalid, "custom_fields", {}}).text,
              "custom_fields must be an object");
}

TEST(GetflyErrors, SayWhatIsWrongWithAFilter) {
    EXPECT_EQ(words({Errc::filter_unknown, "filtering[x]", {}}).text,
              "filtering[x] is not supported");
    EXPECT_EQ(words({Errc::search_too_wide, {}, {}}).text,
              "filtering leaves too many tickets to look at: narrow it");
}

TEST(GetflyErrors, OfRequestsThatAreTooMuch) {
    EXPECT_EQ(words({Errc::too_many_parameters, {}, {}}).text, "Too many parameters");
    EXPECT_EQ(words({Errc::nested_too_deeply, {}, {}}).text, "Invalid JSON: nested too deeply");
}

// No call takes what leads to these: every refusal of the desk has words in every dialect.
TEST(GetflyErrors, OfWhatNoCallLeadsTo) {
    const std::vector<std::pair<Errc, std::string_view>> chosen{
        {Errc::requester_is_client, "Ticket belongs to an account"},
        {Errc::not_merged, "Ticket is not merged"},
        {Errc::merge_ids_required, "Tickets to merge are required"},
        {Errc::merge_ids_invalid, "Tickets cannot be merged: x"},
        {Errc::reply_not_found, "Comment not found"},
        {Errc::replies_required, "Comments are required"},
        {Errc::related_id_required, "Attachment not found"},
        {Errc::attachment_type_invalid, "Attachment not found"},
        {Errc::related_id_not_found, "Attachment not found"},
        {Errc::attachment_index_required, "Attachment not found"},
        {Errc::no_attachments, "Attachment not found"},
        {Errc::attachments_deleted, "Attachment not found"},
        {Errc::attachment_index_invalid, "Attachment not found"},
        {Errc::attachments_invalid, "Invalid attachment data"},
        {Errc::too_many_attachments, "Too many attachments"},
        {Errc::attachment_not_allowed, "File not allowed"},
        {Errc::user_not_found, "User not found"},
        {Errc::contact_not_found, "Contact not found"},
        {Errc::service_not_found, "Service not found"},
        {Errc::domain_not_found, "Domain not found"},
        {Errc::priority_invalid, "Invalid priority"},
        {Errc::date_in_future, "The date is in the future"},
        {Errc::too_many_cc, "Too many cc addresses"},
        {Errc::already_exists, "x already exists"},
        {Errc::record_in_use, "x is in use"},
        {Errc::record_is_core, "A core status cannot be changed"},
        {Errc::record_not_found, "x not found"},
        {Errc::value_invalid, "x"},
    };
    for (const auto& [code, text] : chosen) EXPECT_EQ(words({code, "x", {}}).text, text);
}

TEST(GetflyErrors, AskToComeBackWhenTheDeskIsBusy) {
    const net::Response busy = failure(core::Outcome::busy);
    EXPECT_EQ(busy.status, 503);
    ASSERT_EQ(busy.headers.size(), 1U);
    EXPECT_EQ(busy.headers[0].name, "Retry-After");
    EXPECT_EQ(failure(core::Outcome::unavailable).status, 503);
    EXPECT_EQ(failure(core::Outcome::failed).status, 500);
    EXPECT_EQ(failure(core::Outcome::failed).body, R"({"message":"Internal system error"})");
}

TEST(GetflyErrors, NeverShowWhatIsForTheLog) {
    for (int code = 0; code <= static_cast<int>(Errc::number_exhausted); ++code) {
        const net::Response response = said(static_cast<Errc>(code));
        EXPECT_GE(response.status, 400);
        EXPECT_EQ(response.body.find("for the log"), std::string::npos);
    }
}

}  // namespace
}  // namespace desk::getfly
