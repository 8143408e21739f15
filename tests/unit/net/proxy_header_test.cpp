#include "net/proxy_header.hpp"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace desk::net {
namespace {

using State = ProxyHeader::State;
using namespace std::string_literals;

const std::string kSignature = "\r\n\r\n\0\r\nQUIT\n"s;

/// A header of version 2. \param what  version and command, family and protocol
std::string binary(std::string_view what, const std::string& payload) {
    std::string header = kSignature + std::string(what);
    header += static_cast<char>(payload.size() >> 8);
    header += static_cast<char>(payload.size() & 0xff);
    return header + payload;
}

const std::string kText = "PROXY TCP4 192.0.2.7 198.51.100.1 56324 443\r\n";
const std::string kV4 = binary("\x21\x11", "\xc0\x00\x02\x07\xc6\x33\x64\x01\xdc\x04\x01\xbb"s);
const std::string kV6 = binary("\x21\x21", "\x20\x01\x0d\xb8"s + std::string(11, '\0') + "\x07" +
                                               std::string(16, '\xee') + "\1\2\3\4");

TEST(ProxyHeader, ReadsTheTextForm) {
    const ProxyHeader v4 = read_proxy_header(kText + "GET / HTTP/1.1\r\n");
    EXPECT_EQ(v4.state, State::complete);
    EXPECT_EQ(v4.size, kText.size());
    EXPECT_EQ(v4.source->text(), "192.0.2.7");
    EXPECT_EQ(read_proxy_header("PROXY TCP6 2001:db8::7 ::1 1 65535\r\n").source->text(),
              "2001:db8::7");
    EXPECT_EQ(read_proxy_header("PROXY TCP6 ::ffff:192.0.2.7 ::1 1 2\r\n").source->text(),
              "192.0.2.7");
}

TEST(ProxyHeader, ReadsTheBinaryForm) {
    const ProxyHeader v4 = read_proxy_header(kV4 + "GET");
    EXPECT_EQ(v4.state, State::complete);
    EXPECT_EQ(v4.size, kV4.size());
    EXPECT_EQ(v4.source->text(), "192.0.2.7");
    const ProxyHeader v6 = read_proxy_header(kV6);
    EXPECT_EQ(v6.size, kV6.size());
    EXPECT_EQ(v6.source->text(), "2001:db8::7");
}

TEST(ProxyHeader, SkipsTheFurtherValuesOfTheBinaryForm) {
    const std::string values = "\x01\x00\x02h2\x20\x00\x03"s + "abc";
    const std::string header =
        binary("\x21\x11", "\xc0\x00\x02\x07\xc6\x33\x64\x01\xdc\x04\x01\xbb"s + values);
    const ProxyHeader read = read_proxy_header(header + "rest");
    EXPECT_EQ(read.state, State::complete);
    EXPECT_EQ(read.size, header.size());
    EXPECT_EQ(read.source->text(), "192.0.2.7");
}

TEST(ProxyHeader, KnowsNobodyBehindAProxyThatSpeaksForItself) {
    for (const std::string& header :
         {"PROXY UNKNOWN\r\n"s, "PROXY UNKNOWN ffff:: ffff:: 65535 65535\r\n"s,
          binary("\x20"s + "\0"s, ""), binary("\x20\x11", "\xc0\x00\x02\x07"),
          binary("\x21\x31", std::string(216, 'x')), binary("\x21"s + "\0"s, "")}) {
        const ProxyHeader read = read_proxy_header(header + "x");
        EXPECT_EQ(read.state, State::complete) << testing::PrintToString(header);
        EXPECT_EQ(read.size, header.size());
        EXPECT_EQ(read.source, std::nullopt);
    }
}

TEST(ProxyHeader, NeedsMoreUntilTheLastByteHasCome) {
    for (const std::string& header : {kText, kV4, kV6, "PROXY UNKNOWN\r\n"s}) {
        for (std::size_t size = 0; size < header.size(); ++size) {
            EXPECT_EQ(read_proxy_header(header.substr(0, size)).state, State::needs_more) << size;
        }
        EXPECT_EQ(read_proxy_header(header).state, State::complete);
    }
}

TEST(ProxyHeader, RefusesWhatIsNoHeader) {
    for (const std::string& header : {"GET / HTTP/1.1\r\n"s,
                                      "proxy TCP4 1.1.1.1 2.2.2.2 1 2\r\n"s,
                                      "PROXYTCP4"s,
                                      "PROXY TCP4 1.1.1.1 2.2.2.2 1\r\n"s,
                                      "PROXY TCP4 1.1.1.1 2.2.2.2 1 2 3\r\n"s,
                                      "PROXY TCP4  1.1.1.1 2.2.2.2 1 2\r\n"s,
                                      "PROXY TCP4 1.1.1.256 2.2.2.2 1 2\r\n"s,
                                      "PROXY TCP4 ::1 ::1 1 2\r\n"s,
                                      "PROXY TCP4 1.1.1.1 2.2.2.2 1 65536\r\n"s,
                                      "PROXY TCP4 1.1.1.1 2.2.2.2 -1 2\r\n"s,
                                      "PROXY TCP4 1.1.1.1 2.2.2.2 1 \r\n"s,
                                      "PROXY UDP4 1.1.1.1 2.2.2.2 1 2\r\n"s,
                                      "PROXY UNKNOWNX\r\n"s,
                                      "PROXY \r\n"s,
                                      "PROXY TCP4 localhost 2.2.2.2 1 2\r\n"s,
                                      "PROXY TCP4 "s + std::string(200, '1'),
                                      "PROXY UNKNOWN "s + std::string(107, 'x') + "\r\n",
                                      binary("\x11\x11", std::string(12, 'x')),
                                      binary("\x22\x11", std::string(12, 'x')),
                                      binary("\x21\x11", std::string(11, 'x')),
                                      binary("\x21\x21", std::string(35, 'x')),
                                      binary("\x21\x11", std::string(kMaxProxyHeader - 15, 'x')),
                                      kSignature.substr(0, 11) + "\r\x21\x11"}) {
        EXPECT_EQ(read_proxy_header(header).state, State::malformed)
            << testing::PrintToString(header);
    }
}

TEST(ProxyHeader, ReadsNothingBeyondItsInputWhateverThatIs) {
    std::mt19937 chance(7);
    for (int round = 0; round < 20'000; ++round) {
        std::string bytes = round % 3 == 0 ? kText : round % 3 == 1 ? kV4 : kV6;
        for (int changes = 0; changes < 3; ++changes) {
            bytes[chance() % bytes.size()] = static_cast<char>(chance());
        }
        // Of its own size to the byte: AddressSanitizer sees the first one too many.
        const std::vector<char> input(bytes.begin(),
                                      bytes.begin() + static_cast<long>(chance() % bytes.size()));
        const ProxyHeader read = read_proxy_header({input.data(), input.size()});
        if (read.state == State::complete) {
            EXPECT_LE(read.size, input.size());
            EXPECT_GT(read.size, 0U);
        } else {
            EXPECT_EQ(read.source, std::nullopt);
        }
    }
}

}  // namespace
}  // namespace desk::net
