#include "api/getfly/language.hpp"

#include <gtest/gtest.h>

namespace desk::getfly {
namespace {

Language of(const std::string& header) { return preferred_language(&header); }

TEST(GetflyLanguage, IsEnglishWithoutAHeader) {
    EXPECT_EQ(preferred_language(nullptr), Language::english);
    EXPECT_EQ(of(""), Language::english);
    EXPECT_EQ(of("*"), Language::english);
}

TEST(GetflyLanguage, IsVietnameseWherePreferred) {
    EXPECT_EQ(of("vi"), Language::vietnamese);
    EXPECT_EQ(of("VI-vn"), Language::vietnamese);
    EXPECT_EQ(of("vi-VN,vi;q=0.9,en-US;q=0.8,en;q=0.7"), Language::vietnamese);
    EXPECT_EQ(of("en;q=0.5, vi;q=0.6"), Language::vietnamese);
    EXPECT_EQ(of("fr-FR, vi;q=0.3"), Language::vietnamese);
}

TEST(GetflyLanguage, IsEnglishWhereEnglishComesFirst) {
    EXPECT_EQ(of("en-US,en;q=0.9,vi;q=0.8"), Language::english);
    EXPECT_EQ(of("en, vi"), Language::english);
    EXPECT_EQ(of("*, vi;q=0.5"), Language::english);
    EXPECT_EQ(of("vi;q=0"), Language::english);
    EXPECT_EQ(of("vietnamese"), Language::english);
}

TEST(GetflyLanguage, TakesTheFirstOfEquals) {
    EXPECT_EQ(of("vi, en"), Language::vietnamese);
    EXPECT_EQ(of("vi;q=0.5, en;q=0.5"), Language::vietnamese);
}

TEST(GetflyLanguage, ReadsNonsenseAsNoPreference) {
    EXPECT_EQ(of("vi;q=loud"), Language::english);
    EXPECT_EQ(of("vi;q=-1"), Language::english);
    EXPECT_EQ(of(",,;;q=,"), Language::english);
}

}  // namespace
}  // namespace desk::getfly
