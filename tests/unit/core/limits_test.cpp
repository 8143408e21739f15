#include "core/limits.hpp"

#include <gtest/gtest.h>

#include "core/settings.hpp"

namespace desk::test {
namespace {

using core::Errc;

std::vector<std::string> different_addresses(std::size_t count) {
    std::vector<std::string> addresses;
    for (std::size_t i = 0; i < count; ++i) {
        addresses.push_back(std::to_string(100'000'000 + i) + "@example.com");
    }
    return addresses;
}

TEST(Limits, TakeTwentyCcAddressesAndCountNoneTwice) {
    std::vector<std::string> addresses = different_addresses(core::kMaxCcAddresses);
    addresses.push_back(" 100000000@EXAMPLE.com ");
    addresses.emplace_back("no address");
    EXPECT_TRUE(core::checked_cc(addresses));
    addresses.emplace_back("one@more.example");
    EXPECT_EQ(core::checked_cc(addresses).error().code, Errc::too_many_cc);
}

/// Each compared with all that came before would keep the writer, and all who wait for it, busy for
/// hours: a body has room for millions of addresses.
TEST(Limits, RefuseAMillionCcAddressesAtOnce) {
    EXPECT_EQ(core::checked_cc(different_addresses(1'000'000)).error().code, Errc::too_many_cc);
}

TEST(Limits, CountCharactersAndNotBytes) {
    std::string subject;
    for (std::size_t i = 0; i < core::kMaxSubjectCharacters; ++i) subject += "\xF0\x9F\x98\x80";
    EXPECT_TRUE(core::checked_subject(subject));
    EXPECT_EQ(core::checked_subject(subject + "x").error().code, Errc::subject_too_long);
    std::string name;
    for (std::size_t i = 0; i < core::kMaxNameCharacters; ++i) name += "\xF0\x9F\x98\x80";
    EXPECT_TRUE(core::checked_name(name));
    EXPECT_EQ(core::checked_name(name + "x").error().code, Errc::name_too_long);
}

TEST(Limits, TakeNoOverlongBlankForAMissingSubject) {
    EXPECT_EQ(core::checked_subject(" \r\n\t").error().code, Errc::subject_required);
}

}  // namespace
}  // namespace desk::test
