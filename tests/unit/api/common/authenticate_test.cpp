#include "api/common/authenticate.hpp"

#include <gtest/gtest.h>

#include "util/hash.hpp"

namespace desk::api {
namespace {

using List = std::vector<std::string>;

TEST(SecretMatches, OnlyTheSecretItself) {
    const std::string stored = sha256_hex("open sesame");
    EXPECT_TRUE(secret_matches("open sesame", stored));
    EXPECT_FALSE(secret_matches("open sesam", stored));
    EXPECT_FALSE(secret_matches("", stored));
    EXPECT_FALSE(secret_matches("open sesame", ""));
}

TEST(AddressAllowed, AnyAddressWithoutAList) {
    EXPECT_TRUE(address_allowed({}, "203.0.113.7"));
    EXPECT_TRUE(address_allowed({}, "2001:db8::1"));
}

TEST(AddressAllowed, SingleAddressesAndNetworksOfBothKinds) {
    const List networks{"203.0.113.7", "10.0.0.0/8", "192.168.4.0/23", "2001:db8::/32", "fe80::1"};
    for (const std::string_view inside :
         {"203.0.113.7", "10.255.1.2", "192.168.5.255", "2001:db8:ffff::1", "fe80::1"}) {
        EXPECT_TRUE(address_allowed(networks, inside)) << inside;
    }
    for (const std::string_view outside :
         {"203.0.113.8", "11.0.0.1", "192.168.6.0", "2001:db9::1", "fe80::2", "", "localhost"}) {
        EXPECT_FALSE(address_allowed(networks, outside)) << outside;
    }
}

TEST(AddressAllowed, TakesIPv4WrittenAsIPv6) {
    EXPECT_TRUE(address_allowed({"10.0.0.0/8"}, "::ffff:10.1.2.3"));
    EXPECT_FALSE(address_allowed({"10.0.0.0/8"}, "::ffff:11.1.2.3"));
    EXPECT_TRUE(address_allowed({"::ffff:10.0.0.0/104"}, "10.1.2.3"));
}

TEST(AddressAllowed, TakesPrefixesOfAnyLengthButNoBadOnes) {
    EXPECT_TRUE(address_allowed({"0.0.0.0/0"}, "203.0.113.7"));
    EXPECT_FALSE(address_allowed({"0.0.0.0/0"}, "2001:db8::1"));
    EXPECT_TRUE(address_allowed({"::/0"}, "2001:db8::1"));
    EXPECT_TRUE(address_allowed({" 10.0.0.1 / 32 "}, "10.0.0.1"));
    for (const std::string_view bad :
         {"10.0.0.1/33", "10.0.0.1/", "10.0.0.1/x", "10.0.0.1/-1", "nonsense", "", "10.0.0"}) {
        EXPECT_FALSE(address_allowed({std::string(bad)}, "10.0.0.1")) << bad;
    }
}

TEST(ActionAllowed, AllWithoutAListElseThoseOfItInAnyCase) {
    EXPECT_TRUE(action_allowed({}, "openticket"));
    EXPECT_TRUE(action_allowed({"getticket", " OpenTicket "}, "openticket"));
    EXPECT_FALSE(action_allowed({"getticket"}, "openticket"));
}

}  // namespace
}  // namespace desk::api
