#include "net/form.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/repeated.hpp"

namespace desk::net {

bool operator==(const FormField& a, const FormField& b) {
    return a.name == b.name && a.value == b.value;
}
void PrintTo(const FormField& field, std::ostream* out) {
    *out << field.name << '=' << field.value;
}

namespace {

using test::repeated;
using testing::ElementsAre;
using testing::IsEmpty;

std::vector<FormField> urlencoded(std::string_view text) {
    Form form;
    EXPECT_EQ(parse_urlencoded(text, form), FormError::none);
    return form.fields;
}

TEST(UrlEncodedForm, KeepsOrderAndRepeatedNames) {
    EXPECT_THAT(urlencoded("a=1&b=2&a=3"),
                ElementsAre(FormField{"a", "1"}, FormField{"b", "2"}, FormField{"a", "3"}));
}

TEST(UrlEncodedForm, DecodesPlusAndPercentInNamesAndValues) {
    EXPECT_THAT(urlencoded("customfields%5B8%5D=a+b%20c%26%3D%2B"),
                ElementsAre(FormField{"customfields[8]", "a b c&=+"}));
}

TEST(UrlEncodedForm, TakesRawBracketsBlanksBarsAndHighBytes) {
    EXPECT_THAT(urlencoded("a[b][]=x y|z&n=\xC4\x91\xC6\xA1n"),
                ElementsAre(FormField{"a[b][]", "x y|z"}, FormField{"n", "\xC4\x91\xC6\xA1n"}));
}

TEST(UrlEncodedForm, LeavesAStrayPercentAsItIs) {
    EXPECT_THAT(urlencoded("a=100%&b=%zz&c=%4"),
                ElementsAre(FormField{"a", "100%"}, FormField{"b", "%zz"}, FormField{"c", "%4"}));
}

TEST(UrlEncodedForm, KeepsAllEqualsSignsButTheFirst) {
    EXPECT_THAT(urlencoded("a=YQ==&b==c"),
                ElementsAre(FormField{"a", "YQ=="}, FormField{"b", "=c"}));
}

TEST(UrlEncodedForm, TakesANameAloneAsAnEmptyValue) {
    EXPECT_THAT(urlencoded("a&b="), ElementsAre(FormField{"a", ""}, FormField{"b", ""}));
}

TEST(UrlEncodedForm, DropsEmptyPiecesAndEmptyNames) {
    EXPECT_THAT(urlencoded(""), IsEmpty());
    EXPECT_THAT(urlencoded("&&=x&a=1&+=y&"), ElementsAre(FormField{"a", "1"}));
}

TEST(UrlEncodedForm, StripsBlanksInFrontOfNames) {
    EXPECT_THAT(urlencoded("a=1& b=2"), ElementsAre(FormField{"a", "1"}, FormField{"b", "2"}));
}

TEST(UrlEncodedForm, KeepsLineBreaksAndNulBytes) {
    EXPECT_THAT(urlencoded("a=1%0D%0A2%00\r\n"),
                ElementsAre(FormField{"a", std::string("1\r\n2\0\r\n", 7)}));
}

TEST(UrlEncodedForm, TakesTwoThousandFieldsAndNotOneMore) {
    Form form;
    EXPECT_EQ(parse_urlencoded(repeated("a=1&", 2000), form), FormError::none);
    EXPECT_EQ(form.fields.size(), 2000U);
    EXPECT_EQ(parse_urlencoded("", form), FormError::none);
    EXPECT_EQ(parse_urlencoded("b=1", form), FormError::too_many_fields);
    EXPECT_EQ(form.fields.size(), 2000U);
}

TEST(FormBody, ReadsUrlEncodedWhateverItsTypeSays) {
    for (const char* type : {"application/x-www-form-urlencoded", "", "text/plain",
                             "application/x-www-form-urlencoded;charset=UTF-8"}) {
        Form form;
        EXPECT_EQ(parse_form_body(type, "a=1&b=2", form), FormError::none) << type;
        EXPECT_EQ(form.fields.size(), 2U) << type;
    }
}

TEST(FormBody, ReadsMultipartByItsDeclaredBoundary) {
    const std::string body =
        "--XX\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--XX--\r\n";
    for (const char* type :
         {"multipart/form-data; boundary=XX", "Multipart/Form-Data; Boundary=\"XX\"",
          "multipart/form-data;charset=utf-8;boundary=XX",
          "multipart/form-data; boundary=XX; a=b"}) {
        Form form;
        EXPECT_EQ(parse_form_body(type, body, form), FormError::none) << type;
        EXPECT_THAT(form.fields, ElementsAre(FormField{"a", "1"})) << type;
    }
}

TEST(FormBody, ReadsMultipartWithoutABoundaryByItsFirstLine) {
    Form form;
    const std::string body =
        "------X1\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n------X1--\r\n";
    EXPECT_EQ(parse_form_body("multipart/form-data", body, form), FormError::none);
    EXPECT_THAT(form.fields, ElementsAre(FormField{"a", "1"}));
}

TEST(FormBody, ReadsMultipartWithoutABoundaryAsUrlEncodedWhenItIs) {
    for (const char* type : {"multipart/form-data",
                             "multipart/form-data; boundary=", "multipart/form-data; boundary"}) {
        Form form;
        EXPECT_EQ(parse_form_body(type, "ticketid=1&repliessort=ASC", form), FormError::none);
        EXPECT_THAT(form.fields,
                    ElementsAre(FormField{"ticketid", "1"}, FormField{"repliessort", "ASC"}))
            << type;
    }
}

TEST(FormBody, RefusesAFirstLineOfDashesWithNothingBehindIt) {
    for (const char* body : {"--XX", "--XX\r\n", "--a=1&b=2"}) {
        Form form;
        EXPECT_EQ(parse_form_body("multipart/form-data", body, form), FormError::malformed) << body;
    }
}

TEST(FormBody, TakesAnEmptyBodyOfAnyTypeAsAnEmptyForm) {
    for (const char* type : {"multipart/form-data; boundary=XX", "multipart/form-data", ""}) {
        Form form;
        EXPECT_EQ(parse_form_body(type, "", form), FormError::none) << type;
        EXPECT_THAT(form.fields, IsEmpty());
    }
}

TEST(FormBody, CountsQueryAndBodyTogether) {
    Form form;
    ASSERT_EQ(parse_urlencoded(repeated("a=1&", 1999), form), FormError::none);
    EXPECT_EQ(parse_form_body("", "b=1&c=1", form), FormError::too_many_fields);
}

}  // namespace
}  // namespace desk::net
