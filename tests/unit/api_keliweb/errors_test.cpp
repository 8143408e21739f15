#include "api/keliweb/errors.hpp"

#include <gtest/gtest.h>

#include <string_view>
#include <utility>
#include <vector>

namespace desk::keliweb {
namespace {

using core::Errc;

TEST(KeliwebErrors, OfTheTicketSystemAreSuccessesOfTheGateway) {
    const net::Response response = refusal({Errc::ticket_not_found, {}, {}});
    EXPECT_EQ(response.status, 200);
    EXPECT_EQ(response.content_type, "application/json");
    EXPECT_EQ(response.body, R"({"result":"error","message":"Ticket ID Not Found"})");
    EXPECT_EQ(response.label, "ticket_not_found");
}

TEST(KeliwebErrors, OfTheGatewayHaveAStatusAndAResult) {
    const net::Response response = refusal({Errc::not_permitted, {}, {}});
    EXPECT_EQ(response.status, 403);
    EXPECT_EQ(response.body, R"({"result":"error","message":"This action is unauthorized."})");
    EXPECT_EQ(refusal({Errc::malformed_request, {}, {}}).status, 400);
}

TEST(KeliwebErrors, AskForAToken) {
    const net::Response response = unauthenticated();
    EXPECT_EQ(response.status, 401);
    EXPECT_EQ(response.body, R"({"result":"error","message":"Unauthenticated."})");
    ASSERT_EQ(response.headers.size(), 1U);
    EXPECT_EQ(response.headers[0].name, "WWW-Authenticate");
    EXPECT_EQ(response.headers[0].value, "Bearer");
}

TEST(KeliwebErrors, AskToComeBackWhenTheDeskIsBusy) {
    EXPECT_EQ(failure(core::Outcome::busy).status, 503);
    ASSERT_EQ(failure(core::Outcome::unavailable).headers.size(), 1U);
    EXPECT_EQ(failure(core::Outcome::unavailable).headers[0].name, "Retry-After");
    EXPECT_EQ(failure(core::Outcome::failed).body,
              R"({"result":"error","message":"Server Error"})");
}

TEST(KeliwebErrors, OfWhatFewCallsLeadTo) {
    EXPECT_EQ(words({Errc::attachments_deleted, {}, {}}).text, "Attachments Deleted");
    EXPECT_EQ(words({Errc::number_exhausted, {}, {}}).text, "Unable to generate ticket number");
    EXPECT_EQ(words({Errc::client_not_found, {}, {}}).text, "Client ID Not Found");
    EXPECT_EQ(words({Errc::account_code_not_found, {}, {}}).text, "Client ID Not Found");
    EXPECT_EQ(words({Errc::account_email_not_found, {}, {}}).text, "Client ID Not Found");
}

// No method takes what leads to these: every refusal of the desk has words in every dialect.
TEST(KeliwebErrors, OfWhatNoMethodLeadsTo) {
    const std::vector<std::pair<Errc, std::string_view>> chosen{
        {Errc::requester_is_client, "A Client Cannot Be Blocked"},
        {Errc::user_not_found, "The system cannot find the provided user ID."},
        {Errc::agent_not_found, "Admin Not Found"},
        {Errc::phone_too_long, "Phone Number Too Long"},
        {Errc::date_invalid, "Invalid Date Format"},
        {Errc::date_in_future, "Ticket creation date cannot be in the future"},
        {Errc::priority_invalid, "Invalid Ticket Priority. Valid priorities are: Low,Medium,High"},
        {Errc::reply_not_found, "Reply ID Not Found"},
        {Errc::replies_required, "Reply IDs Required"},
        {Errc::merge_ids_required, "Merge Ticket IDs Required"},
        {Errc::merge_ids_invalid, "Invalid Merge Ticket IDs: x"},
        {Errc::not_merged, "Ticket Is Not Merged"},
        {Errc::not_deleted, "Ticket Is Not Deleted"},
        {Errc::field_required, "Missing Parameter: x"},
        {Errc::record_not_found, "Not Found: x"},
        {Errc::already_exists, "Already Exists: x"},
        {Errc::record_in_use, "In Use: x"},
        {Errc::record_is_core, "Core Status Cannot Be Changed"},
        {Errc::value_invalid, "Invalid Value: x"},
        {Errc::filter_unknown, "Unknown Filter: x"},
        {Errc::search_too_wide, "Too Many Tickets To Search"},
    };
    for (const auto& [code, text] : chosen) EXPECT_EQ(words({code, "x", {}}).text, text);
}

TEST(KeliwebErrors, NeverShowWhatIsForTheLog) {
    for (int code = 0; code <= static_cast<int>(Errc::number_exhausted); ++code) {
        const net::Response response = refusal({static_cast<Errc>(code), "about", "for the log"});
        EXPECT_EQ(response.body.find("for the log"), std::string::npos);
        EXPECT_EQ(response.body.find(R"({"result":"error","message":")"), 0U);
    }
}

}  // namespace
}  // namespace desk::keliweb
