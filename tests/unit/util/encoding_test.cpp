#include "util/encoding.hpp"

#include <gtest/gtest.h>

#include <string>

namespace desk {
namespace {

std::string every_byte() {
    std::string bytes;
    for (int i = 0; i < 256; ++i) bytes += static_cast<char>(i);
    return bytes;
}

TEST(Base64, MatchesTheVectorsOfRfc4648) {
    EXPECT_EQ(base64_encode(""), "");
    EXPECT_EQ(base64_encode("f"), "Zg==");
    EXPECT_EQ(base64_encode("fo"), "Zm8=");
    EXPECT_EQ(base64_encode("foo"), "Zm9v");
    EXPECT_EQ(base64_encode("foob"), "Zm9vYg==");
    EXPECT_EQ(base64_encode("fooba"), "Zm9vYmE=");
    EXPECT_EQ(base64_encode("foobar"), "Zm9vYmFy");
}

TEST(Base64, ComesBackForEveryByteAndEveryLength) {
    const std::string bytes = every_byte();
    for (std::size_t length = 0; length <= bytes.size(); ++length) {
        EXPECT_EQ(base64_decode(base64_encode(bytes.substr(0, length))), bytes.substr(0, length));
    }
}

TEST(Base64, ReadsWithoutPadding) {
    EXPECT_EQ(base64_decode("Zg"), "f");
    EXPECT_EQ(base64_decode("Zg="), "f");
    EXPECT_EQ(base64_decode("Zm8"), "fo");
    EXPECT_EQ(base64_decode("Zm9vYmE"), "fooba");
}

TEST(Base64, SkipsLineBreaksAndOuterWhiteSpace) {
    EXPECT_EQ(base64_decode("Zm9v\r\nYmFy\r\n"), "foobar");
    EXPECT_EQ(base64_decode("  Zm9v\tYmFy \n"), "foobar");
    EXPECT_EQ(base64_decode(" \r\n "), "");
}

TEST(Base64, TakesABlankForAPlusThatAFormDecoderTook) {
    const std::string bytes = "\xFB\xEF\xBE";  // "++++"
    EXPECT_EQ(base64_encode(bytes), "++++");
    EXPECT_EQ(base64_decode("+  +"), base64_decode("++"));  // this one went through no form decoder
    EXPECT_EQ(base64_decode("A++A"), base64_decode("A  A"));
    EXPECT_EQ(base64_decode("A++A\nB+B=="), base64_decode("A  A\nB B=="));
}

TEST(Base64, TakesBlanksForWhiteSpaceWhereAPlusWouldMakeNoSense) {
    EXPECT_EQ(base64_decode("Zm9v YmFy"), "foobar");
    EXPECT_EQ(base64_decode("Zm 9v+Q=="), base64_decode("Zm9v+Q=="));
}

TEST(Base64, ReadsWrappedLinesWhoseBreaksBecameBlanks) {
    const std::string bytes(48 * 5 + 7, 'x');
    std::string wrapped = base64_encode(bytes);
    for (std::size_t at = 64; at < wrapped.size(); at += 65) wrapped.insert(at, " ");
    EXPECT_EQ(base64_decode(wrapped), bytes);
}

TEST(Base64, RefusesEverythingElse) {
    for (const char* text : {"Z", "Zm9vY", "Zm9v=", "Zg===", "Z===", "=", "====", "Zg==Zg==",
                             "Zm-v", "Zm_v", "Zm9v!", "Zm9v\x80", "Zg=g", "%5A"}) {
        EXPECT_EQ(base64_decode(text), std::nullopt) << text;
    }
    EXPECT_EQ(base64_decode(std::string_view("Zm9v\0", 5)), std::nullopt);
}

TEST(Hex, GoesThereAndBack) {
    EXPECT_EQ(hex_encode(std::string_view("\x00\x7F\xFF", 3)), "007fff");
    EXPECT_EQ(hex_decode(hex_encode(every_byte())), every_byte());
    EXPECT_EQ(hex_decode("0AfF"), "\x0A\xFF");
    EXPECT_EQ(hex_decode(""), "");
}

TEST(Hex, RefusesOddLengthsAndOtherCharacters) {
    for (const char* text : {"0", "000", "0g", "g0", " 0", "0x", "\xFF\xFF"}) {
        EXPECT_EQ(hex_decode(text), std::nullopt) << text;
    }
}

TEST(PercentDecode, KeepsAStrayPercentSign) {
    EXPECT_EQ(percent_decode("100%", true), "100%");
    EXPECT_EQ(percent_decode("%", true), "%");
    EXPECT_EQ(percent_decode("%4", true), "%4");
    EXPECT_EQ(percent_decode("%zz%4x%x4", true), "%zz%4x%x4");
    EXPECT_EQ(percent_decode("%%41", true), "%A");
}

TEST(PercentDecode, DecodesEveryByteInBothCases) {
    EXPECT_EQ(percent_decode("%c3%A9%F0%9f%98%80", true), "é😀");
    EXPECT_EQ(percent_decode("%00x", true), std::string("\0x", 2));
    EXPECT_EQ(percent_decode("%ff", true), "\xFF");
    EXPECT_EQ(percent_decode("%2541", true), "%41");
}

TEST(PercentDecode, ReadsAPlusAsABlankInFormsOnly) {
    EXPECT_EQ(percent_decode("a+b%2Bc", true), "a b+c");
    EXPECT_EQ(percent_decode("a+b%2Bc", false), "a+b+c");
}

}  // namespace
}  // namespace desk
