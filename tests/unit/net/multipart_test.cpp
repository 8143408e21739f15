#include <gtest/gtest.h>

#include "net/form.hpp"

namespace desk::net {
namespace {

constexpr std::string_view kBoundary = "----WebKitFormBoundary7MA4YWxk";

std::string part(std::string_view head, std::string_view data) {
    std::string text = "--" + std::string(kBoundary) + "\r\n";
    text.append(head).append("\r\n\r\n").append(data).append("\r\n");
    return text;
}

std::string field(std::string_view name, std::string_view value) {
    return part("Content-Disposition: form-data; name=\"" + std::string(name) + "\"", value);
}

std::string file(std::string_view parameters, std::string_view bytes) {
    return part("Content-Disposition: form-data; name=\"attachments[]\"; " +
                    std::string(parameters) + "\r\nContent-Type: image/png",
                bytes);
}

std::string closing() { return "--" + std::string(kBoundary) + "--\r\n"; }

Form parsed(const std::string& body) {
    Form form;
    EXPECT_EQ(parse_multipart(body, kBoundary, form), FormError::none) << body;
    return form;
}

FormError error_of(const std::string& body) {
    Form form;
    return parse_multipart(body, kBoundary, form);
}

/// The file name that a file part with these parameters arrives under.
std::string file_name(std::string_view parameters) {
    const Form form = parsed(file(parameters, "x") + closing());
    return form.files.size() == 1 ? form.files[0].file_name : "(no file)";
}

TEST(Multipart, ReadsFieldsAndFiles) {
    const Form form =
        parsed(field("deptid", "1") + file("filename=\"a.png\"", "\x89PNG\r\n\x1A\n") +
               field("message", "two\r\nlines") + closing());
    ASSERT_EQ(form.fields.size(), 2U);
    EXPECT_EQ(form.fields[0].name, "deptid");
    EXPECT_EQ(form.fields[0].value, "1");
    EXPECT_EQ(form.fields[1].value, "two\r\nlines");
    ASSERT_EQ(form.files.size(), 1U);
    EXPECT_EQ(form.files[0].name, "attachments[]");
    EXPECT_EQ(form.files[0].file_name, "a.png");
    EXPECT_EQ(form.files[0].media_type, "image/png");
    EXPECT_EQ(form.files[0].bytes, "\x89PNG\r\n\x1A\n");
}

TEST(Multipart, RefusesABodyCutAnywhereBeforeItsEnd) {
    const std::string body =
        field("a", "1") + file("filename=\"a.png\"", "some bytes\r\nand more") + closing();
    const std::size_t whole = body.size() - 2;  // the last line break may be missing
    for (std::size_t length = 0; length < whole; ++length) {
        EXPECT_EQ(error_of(body.substr(0, length)), FormError::malformed) << length;
    }
    EXPECT_EQ(error_of(body.substr(0, whole)), FormError::none);
}

TEST(Multipart, TakesBareLineFeeds) {
    std::string body = field("a", "1") + file("filename=\"a.txt\"", "x\ny\n") + closing();
    std::erase(body, '\r');
    const Form form = parsed(body);
    ASSERT_EQ(form.fields.size(), 1U);
    EXPECT_EQ(form.fields[0].value, "1");
    ASSERT_EQ(form.files.size(), 1U);
    EXPECT_EQ(form.files[0].bytes, "x\ny\n");
}

TEST(Multipart, KeepsACarriageReturnThatIsDataInABodyOfBareLineFeeds) {
    std::string body = field("a", "#") + closing();
    std::erase(body, '\r');
    body.replace(body.find('#'), 1, "1\r");
    EXPECT_EQ(parsed(body).fields.at(0).value, "1\r");
}

TEST(Multipart, KeepsLineBreaksAtTheEndOfData) {
    const Form form = parsed(field("a", "1\r\n") + field("b", "\r\n\r\n") + closing());
    EXPECT_EQ(form.fields.at(0).value, "1\r\n");
    EXPECT_EQ(form.fields.at(1).value, "\r\n\r\n");
}

TEST(Multipart, TakesTheBoundarysTextInsideDataAsData) {
    const std::string boundary(kBoundary);
    for (const std::string& data : {
             boundary,
             "--" + boundary,                    // at the start of the data, but followed by text
             "x\r\n--" + boundary + "x\r\ny",    // a longer line
             "x\r\n--" + boundary + " x\r\ny",   // not only blanks behind it
             "x\r\n--" + boundary + "--x\r\ny",  // nor behind the closing one
             "x --" + boundary + "\r\ny",        // not at the start of a line
             "x\r\n-" + boundary + "\r\ny",
         }) {
        const std::string tail = data == "--" + boundary ? "x" : "";
        const Form form = parsed(field("a", data + tail) + field("b", "2") + closing());
        ASSERT_EQ(form.fields.size(), 2U) << data;
        EXPECT_EQ(form.fields[0].value, data + tail);
        EXPECT_EQ(form.fields[1].value, "2");
    }
}

TEST(Multipart, TakesBlanksBehindABoundary) {
    std::string body = field("a", "1") + closing();
    body.insert(2 + kBoundary.size(), " \t");
    EXPECT_EQ(parsed(body).fields.at(0).value, "1");
}

TEST(Multipart, IgnoresWhatStandsBeforeAndBehind) {
    const Form form = parsed("This is a preamble.\r\n" + field("a", "1") + closing() +
                             "an epilogue\r\n" + field("b", "2"));
    ASSERT_EQ(form.fields.size(), 1U);
    EXPECT_EQ(form.fields[0].value, "1");
}

TEST(Multipart, TakesAFormWithoutParts) {
    const Form form = parsed(closing());
    EXPECT_TRUE(form.fields.empty());
    EXPECT_TRUE(form.files.empty());
}

TEST(Multipart, TakesEmptyData) {
    const Form form = parsed(field("a", "") + file("filename=\"empty.txt\"", "") + closing());
    EXPECT_EQ(form.fields.at(0).value, "");
    EXPECT_EQ(form.files.at(0).file_name, "empty.txt");
    EXPECT_EQ(form.files.at(0).bytes, "");
}

TEST(Multipart, TakesEmptyDataWithoutALineBreakOfItsOwn) {
    std::string body = field("a", "") + field("b", "2") + closing();
    body.erase(body.find("\r\n\r\n\r\n"), 2);
    const Form form = parsed(body);
    ASSERT_EQ(form.fields.size(), 2U);
    EXPECT_EQ(form.fields[0].value, "");
    EXPECT_EQ(form.fields[1].value, "2");
}

TEST(Multipart, LeavesOutAFileInputInWhichNothingWasChosen) {
    const Form form = parsed(file("filename=\"\"", "") + field("a", "1") + closing());
    EXPECT_TRUE(form.files.empty());
    EXPECT_EQ(form.fields.size(), 1U);
}

TEST(Multipart, ReadsNamesInEveryKindOfQuoting) {
    EXPECT_EQ(file_name(R"(filename="a b; c=d.txt")"), "a b; c=d.txt");
    EXPECT_EQ(file_name(R"(filename="say \"hi\".txt")"), R"(say "hi".txt)");
    EXPECT_EQ(file_name(R"(filename="back\\slash.txt")"), R"(back\slash.txt)");
    EXPECT_EQ(file_name(R"(filename="C:\folder\file.txt")"), R"(C:\folder\file.txt)");
    EXPECT_EQ(file_name("filename=plain.txt"), "plain.txt");
    EXPECT_EQ(file_name("FileName = \"spaced.txt\" ; size=3"), "spaced.txt");
    EXPECT_EQ(file_name(R"(filename="never closed.txt)"), "never closed.txt");
}

TEST(Multipart, ReadsFileNamesBeyondAscii) {
    EXPECT_EQ(file_name("filename=\"\xC4\x91\xC6\xA1n h\xC3\xA0ng.pdf\""),
              "\xC4\x91\xC6\xA1n h\xC3\xA0ng.pdf");
    EXPECT_EQ(file_name("filename*=UTF-8''%C4%91%C6%A1n%20+1.pdf"), "\xC4\x91\xC6\xA1n +1.pdf");
    EXPECT_EQ(file_name("filename=\"x.pdf\"; filename*=utf-8'vi'%C4%91.pdf"), "\xC4\x91.pdf");
    EXPECT_EQ(file_name("filename*=ISO-8859-1''caf%E9.txt"), "caf\xC3\xA9.txt");
    EXPECT_EQ(file_name("filename=\"x.pdf\"; filename*=broken"), "x.pdf");
}

TEST(Multipart, TakesHeadersOfAnyLetterCaseOrderAndFolding) {
    const Form form = parsed(part("content-type: text/plain;\r\n charset=utf-8\r\nX-Other: 1\r\n"
                                  "CONTENT-DISPOSITION: form-data;\r\n\tname=\"f\";\r\n"
                                  " filename=\"a.txt\"",
                                  "x") +
                             closing());
    ASSERT_EQ(form.files.size(), 1U);
    EXPECT_EQ(form.files[0].name, "f");
    EXPECT_EQ(form.files[0].file_name, "a.txt");
    EXPECT_EQ(form.files[0].media_type, "text/plain; charset=utf-8");
}

TEST(Multipart, LeavesOutPartsWithoutAName) {
    const Form form = parsed(part("Content-Disposition: form-data", "1") + part("", "2") +
                             part("X-Other: a", "3") + field("a", "4") + closing());
    ASSERT_EQ(form.fields.size(), 1U);
    EXPECT_EQ(form.fields[0].value, "4");
}

TEST(Multipart, TakesAPartWithoutAnyHeader) {
    EXPECT_TRUE(parsed("--" + std::string(kBoundary) + "\r\n\r\nx\r\n" + closing()).fields.empty());
}

TEST(Multipart, RefusesAHeadWithoutAnEnd) {
    const std::string boundary(kBoundary);
    EXPECT_EQ(error_of("--" + boundary + "\r\nContent-Disposition: form-data; name=\"a\"\r\n--" +
                       boundary + "--\r\n"),
              FormError::malformed);
    EXPECT_EQ(error_of(part("X-Long: " + std::string(20'000, 'x'), "1") + closing()),
              FormError::malformed);
}

TEST(Multipart, RefusesABodyWithAnotherBoundary) {
    Form form;
    EXPECT_EQ(parse_multipart(field("a", "1") + closing(), "other", form), FormError::malformed);
    EXPECT_EQ(parse_multipart("ticketid=1", kBoundary, form), FormError::malformed);
    EXPECT_EQ(parse_multipart("", kBoundary, form), FormError::malformed);
    EXPECT_EQ(parse_multipart(field("a", "1") + closing(), "", form), FormError::malformed);
}

TEST(Multipart, TakesTwoThousandPartsAndNotOneMore) {
    std::string body;
    for (int i = 0; i < 2000; ++i) body += field("a[]", "1");
    Form form;
    EXPECT_EQ(parse_multipart(body + closing(), kBoundary, form), FormError::none);
    EXPECT_EQ(form.fields.size(), 2000U);
    EXPECT_EQ(error_of(body + field("a[]", "1") + closing()), FormError::too_many_fields);
}

TEST(Multipart, CountsPartsWithoutANameToo) {
    std::string body;
    for (int i = 0; i < 2001; ++i) body += part("X-Other: a", "1");
    EXPECT_EQ(error_of(body + closing()), FormError::too_many_fields);
}

}  // namespace
}  // namespace desk::net
