#include "api/keliweb/errors.hpp"

#include <gtest/gtest.h>

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

TEST(KeliwebErrors, NeverShowWhatIsForTheLog) {
    for (int code = 0; code <= static_cast<int>(Errc::number_exhausted); ++code) {
        const net::Response response = refusal({static_cast<Errc>(code), "about", "for the log"});
        EXPECT_EQ(response.body.find("for the log"), std::string::npos);
        EXPECT_EQ(response.body.find(R"({"result":"error","message":")"), 0U);
    }
}

}  // namespace
}  // namespace desk::keliweb
