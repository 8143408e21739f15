#include "core/setting_table.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace desk::core {
namespace {

bool takes(std::string_view name, const std::string& value) {
    Settings settings;
    return find_setting(name)->set(settings, value);
}

TEST(SettingTable, SaysWhatTheSettingsAreWhereNobodySetThem) {
    const Settings fresh;
    Settings written;
    written.number_mask.clear();
    written.number_growth = false;
    written.attachment_max_bytes = 0;
    written.attachment_extensions.clear();
    written.strict_accounts = written.md5_login = true;
    written.keliweb_allow_priority = written.keliweb_allow_guests = true;
    written.strict_custom_fields = false;
    written.default_department = "Sales";
    written.list_page_size = 1;
    for (const SettingKey& key : setting_keys()) {
        EXPECT_TRUE(key.set(written, std::string(key.fallback))) << key.name;
    }
    EXPECT_EQ(written.number_mask, fresh.number_mask);
    EXPECT_EQ(written.number_growth, fresh.number_growth);
    EXPECT_EQ(written.time_zone.name(), fresh.time_zone.name());
    EXPECT_EQ(written.attachment_max_bytes, fresh.attachment_max_bytes);
    EXPECT_EQ(written.attachment_extensions, fresh.attachment_extensions);
    EXPECT_EQ(written.strict_accounts, fresh.strict_accounts);
    EXPECT_EQ(written.strict_custom_fields, fresh.strict_custom_fields);
    EXPECT_EQ(written.default_department, fresh.default_department);
    EXPECT_EQ(written.list_page_size, fresh.list_page_size);
    EXPECT_EQ(written.api_networks.size(), fresh.api_networks.size());
    EXPECT_EQ(written.api_access_key_sha256, fresh.api_access_key_sha256);
    EXPECT_EQ(written.md5_login, fresh.md5_login);
    EXPECT_EQ(written.keliweb_allow_priority, fresh.keliweb_allow_priority);
    EXPECT_EQ(written.keliweb_allow_guests, fresh.keliweb_allow_guests);
    EXPECT_FALSE(fresh.keliweb_allow_priority || fresh.keliweb_allow_guests);
}

TEST(SettingTable, IsInTheOrderOfNames) {
    const auto keys = setting_keys();
    EXPECT_TRUE(std::is_sorted(keys.begin(), keys.end(),
                               [](const auto& a, const auto& b) { return a.name < b.name; }));
    EXPECT_EQ(find_setting("time_zone")->name, "time_zone");
    EXPECT_EQ(find_setting("Time_Zone"), nullptr);
    EXPECT_EQ(find_setting(""), nullptr);
}

TEST(SettingTable, RefusesWhatIsNotOfTheType) {
    EXPECT_FALSE(takes("number_growth", "perhaps"));
    EXPECT_FALSE(takes("number_mask", " "));
    EXPECT_FALSE(takes("number_mask", std::string(65, 'n')));
    EXPECT_FALSE(takes("time_zone", "Nowhere/At_All"));
    EXPECT_FALSE(takes("attachment_max_bytes", "many"));
    EXPECT_FALSE(takes("attachment_max_bytes", "1073741825"));
    EXPECT_FALSE(takes("attachment_extensions", "txt,../etc"));
    EXPECT_FALSE(takes("api_networks", "10.0.0.0/8,here"));
    EXPECT_FALSE(takes("api_access_key_sha256", "a key in clear"));
}

TEST(SettingTable, LeavesASettingAloneThatItCannotRead) {
    Settings settings;
    EXPECT_FALSE(find_setting("number_growth")->set(settings, "perhaps"));
    EXPECT_TRUE(settings.number_growth);
    EXPECT_FALSE(find_setting("api_networks")->set(settings, "10.0.0.0/8,here"));
    EXPECT_TRUE(settings.api_networks.empty());
}

}  // namespace
}  // namespace desk::core
