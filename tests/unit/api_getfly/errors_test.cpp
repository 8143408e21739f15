#include "api/getfly/errors.hpp"

#include <gtest/gtest.h>

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
