#include "util/network.hpp"

#include <gtest/gtest.h>

namespace desk {
namespace {

TEST(ReadAddress, ReadsBothKindsAndWritesTheirUsualForm) {
    EXPECT_EQ(read_address("192.0.2.1")->text(), "192.0.2.1");
    EXPECT_EQ(read_address(" 192.0.2.1\t")->text(), "192.0.2.1");
    EXPECT_EQ(read_address("2001:DB8:0:0:0:0:0:1")->text(), "2001:db8::1");
    EXPECT_EQ(read_address("::")->text(), "::");
    EXPECT_TRUE(read_address("192.0.2.1")->is_v4());
    EXPECT_FALSE(read_address("::1")->is_v4());
}

TEST(ReadAddress, TakesAnIPv4AddressInIPv6FormForWhatItIs) {
    EXPECT_EQ(read_address("::ffff:192.0.2.1"), read_address("192.0.2.1"));
    EXPECT_EQ(read_address("::ffff:192.0.2.1")->text(), "192.0.2.1");
    EXPECT_NE(read_address("::192.0.2.1"), read_address("192.0.2.1"));
}

TEST(ReadAddress, RefusesWhatIsNoAddress) {
    using namespace std::string_view_literals;
    for (const std::string_view text :
         {""sv, " "sv, "localhost"sv, "192.0.2"sv, "192.0.2.256"sv, "192.0.2.1:80"sv, "[::1]"sv,
          "fe80::1%eth0"sv, "1::2::3"sv, "192.0.2.1\0x"sv, "0x7f.1"sv, "12345::1"sv,
          "1.2.3.4, 5.6.7.8"sv, ":::::::::::::::::::::::::::::::::::::::::::::::::"sv}) {
        EXPECT_EQ(read_address(text), std::nullopt) << text;
    }
}

TEST(ReadNetwork, HoldsTheAddressesThatShareItsPrefix) {
    const auto holds = [](std::string_view network, std::string_view address) {
        return read_network(network)->holds(*read_address(address));
    };
    EXPECT_TRUE(holds("192.0.2.1", "192.0.2.1"));
    EXPECT_FALSE(holds("192.0.2.1", "192.0.2.2"));
    EXPECT_TRUE(holds("192.0.2.128/25", "192.0.2.255"));
    EXPECT_FALSE(holds("192.0.2.128/25", "192.0.2.127"));
    EXPECT_TRUE(holds("2001:db8::/33", "2001:db8:7fff::"));
    EXPECT_FALSE(holds("2001:db8::/33", "2001:db8:8000::"));
    EXPECT_TRUE(holds("0.0.0.0/0", "203.0.113.9"));
    EXPECT_FALSE(holds("0.0.0.0/0", "2001:db8::1"));
    EXPECT_TRUE(holds("::/0", "203.0.113.9"));
    EXPECT_TRUE(holds("::ffff:10.0.0.0/104", "10.200.0.1"));
    EXPECT_FALSE(holds("::ffff:10.0.0.0/104", "11.0.0.1"));
}

TEST(ReadNetwork, HasOneTextHoweverItWasWritten) {
    const auto text = [](std::string_view network) { return read_network(network)->text(); };
    EXPECT_EQ(text("192.0.2.1"), "192.0.2.1");
    EXPECT_EQ(text("192.0.2.1/32"), "192.0.2.1");
    EXPECT_EQ(text("10.1.2.3/8"), "10.0.0.0/8");
    EXPECT_EQ(text("0.0.0.0/0"), "0.0.0.0/0");
    EXPECT_EQ(text("2001:DB8:0:0::1"), "2001:db8::1");
    EXPECT_EQ(text("2001:db8::1/128"), "2001:db8::1");
    EXPECT_EQ(text("2001:db8:ffff::1/33"), "2001:db8:8000::/33");
    EXPECT_EQ(text("::1/0"), "::/0");
    EXPECT_EQ(text("::ffff:192.0.2.1"), "192.0.2.1");
    EXPECT_EQ(text("::ffff:c000:201/128"), "192.0.2.1");
    EXPECT_EQ(text("::ffff:10.1.2.3/104"), "10.0.0.0/8");
    EXPECT_EQ(text("::ffff:10.1.2.3/96"), "0.0.0.0/0");
    EXPECT_EQ(text("::ffff:10.1.2.3/95"), "::fffe:0:0/95");
}

TEST(ReadNetwork, ReadsItsTextAsTheSameNetwork) {
    const Address address = *read_address("::ffff:255.255.255.255");
    for (int bits = 0; bits <= 128; ++bits) {
        const std::string text = Network(address, bits).text();
        const std::optional<Network> again = read_network(text);
        ASSERT_TRUE(again.has_value()) << text;
        EXPECT_EQ(again->text(), text);
        EXPECT_TRUE(again->holds(address)) << text;
    }
}

TEST(ReadNetwork, RefusesWhatIsNoNetwork) {
    for (const std::string_view text : {"", "/8", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1",
                                        "10.0.0.0/8x", "10.0.0.0/8/8", "::/129", "localhost/8"}) {
        EXPECT_FALSE(read_network(text).has_value()) << text;
    }
}

}  // namespace
}  // namespace desk
