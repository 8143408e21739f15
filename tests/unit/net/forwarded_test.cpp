#include "net/forwarded.hpp"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace desk::net {
namespace {

class ClientBehind : public testing::Test {
  protected:
    std::string behind(std::vector<std::string> values) {
        std::vector<Header> headers{{"Host", "desk"}};
        for (std::string& value : values) headers.push_back({"x-forwarded-FOR", std::move(value)});
        headers.push_back({"Forwarded", "for=6.6.6.6"});
        return client_behind(*read_address("10.0.0.1"), headers, trusted_).text();
    }

    const std::vector<Network> trusted_{*read_network("10.0.0.0/8"),
                                        *read_network("2001:db8::/32")};
};

TEST_F(ClientBehind, IsTheProxyItselfWithoutAHeader) {
    EXPECT_EQ(behind({}), "10.0.0.1");
    EXPECT_EQ(behind({""}), "10.0.0.1");
    EXPECT_EQ(behind({" , ,"}), "10.0.0.1");
}

TEST_F(ClientBehind, IsTheRightmostAddressThatIsNoProxy) {
    EXPECT_EQ(behind({"203.0.113.9"}), "203.0.113.9");
    EXPECT_EQ(behind({"6.6.6.6, 203.0.113.9"}), "203.0.113.9");
    EXPECT_EQ(behind({"6.6.6.6,203.0.113.9,10.2.3.4 , 2001:db8::5"}), "203.0.113.9");
    EXPECT_EQ(behind({"10.7.7.7, 203.0.113.9, 10.2.3.4"}), "203.0.113.9");
}

TEST_F(ClientBehind, ReadsSeveralHeadersAsOneList) {
    EXPECT_EQ(behind({"6.6.6.6", "203.0.113.9", "10.2.3.4"}), "203.0.113.9");
    EXPECT_EQ(behind({"6.6.6.6, 203.0.113.9", "", "10.2.3.4,"}), "203.0.113.9");
}

TEST_F(ClientBehind, IsTheLeftmostAddressWhereAllAreTrusted) {
    EXPECT_EQ(behind({"10.9.9.9, 10.2.3.4"}), "10.9.9.9");
}

TEST_F(ClientBehind, LeavesPortsAndBracketsAway) {
    EXPECT_EQ(behind({"203.0.113.9:51022"}), "203.0.113.9");
    EXPECT_EQ(behind({"[2001:db9::9]:51022"}), "2001:db9::9");
    EXPECT_EQ(behind({"[2001:db9::9]"}), "2001:db9::9");
    EXPECT_EQ(behind({"2001:db9::9"}), "2001:db9::9");
    EXPECT_EQ(behind({"::ffff:203.0.113.9"}), "203.0.113.9");
}

TEST_F(ClientBehind, StopsAtTheProxyThatNamesNoAddress) {
    for (const char* nonsense :
         {"unknown", "_hidden", "203.0.113", "203.0.113.9:1:2x", "[203.0.113.9", "[::1]x", "\"\"",
          "203.0.113.9 6.6.6.6", "fe80::1%eth0", "localhost", "203.0.113.9;10.1.1.1"}) {
        EXPECT_EQ(behind({std::string("6.6.6.6, ") + nonsense}), "10.0.0.1") << nonsense;
        EXPECT_EQ(behind({std::string("6.6.6.6, ") + nonsense + ", 10.2.3.4"}), "10.2.3.4")
            << nonsense;
    }
}

/// Whatever a client sends, it stands left of what the proxy appended.
TEST_F(ClientBehind, IsNeverWhatTheClientInvents) {
    std::mt19937 chance(11);
    const std::string_view letters = "0123456789.,:[]abcf \t\"%x\\";
    for (int round = 0; round < 20'000; ++round) {
        std::string sent;
        for (std::size_t size = chance() % 40; size > 0; --size) {
            sent += letters[chance() % letters.size()];
        }
        EXPECT_EQ(behind({sent + ", 203.0.113.9"}), "203.0.113.9") << sent;
        EXPECT_EQ(behind({sent, "203.0.113.9, 10.4.4.4"}), "203.0.113.9") << sent;
    }
}

TEST_F(ClientBehind, ReadsAListOfAnyLength) {
    std::string list;
    for (int i = 0; i < 3000; ++i) list += "10.1.1.1,";
    EXPECT_EQ(behind({"203.0.113.9," + list}), "203.0.113.9");
}

TEST(RequestId, IsTakenWhereItIsShortAndHarmless) {
    for (const std::string& id : {std::string("a"), std::string("4f1d-9_Z.2"),
                                  std::string("Root=1-67891233-abcdef"), std::string(128, 'x')}) {
        EXPECT_TRUE(is_safe_request_id(id)) << id;
    }
    for (const std::string& id :
         {std::string(), std::string(129, 'x'), std::string("a b"), std::string("a\"b"),
          std::string("a\\b"), std::string("a\tb"), std::string("ü"), std::string("<a>"),
          std::string("a\0b", 3), std::string("a,b"), std::string("a;b")}) {
        EXPECT_FALSE(is_safe_request_id(id)) << id;
    }
}

}  // namespace
}  // namespace desk::net
