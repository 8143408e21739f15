#include "core/setting_table.hpp"
#include "store/rows.hpp"
#include "store/sql_records.hpp"
#include "util/log.hpp"

namespace desk::store {

namespace {

struct SettingRow {
    std::string name, value;
    static auto columns(SettingRow& r) { return std::tie(r.name, r.value); }
    void each(auto&& bind) { bind("name", name), bind("value", value); }
};

const Query<None, SettingRow> kSettings{"settings",
                                        "SELECT name, value FROM setting ORDER BY name"};

struct BanRow {
    std::string network;
    std::int64_t expires_at = 0;
    static auto columns(BanRow& r) { return std::tie(r.network, r.expires_at); }
};

const Query<None, BanRow> kBans{"bans",
                                "SELECT network, expires_at FROM banned_address ORDER BY id"};

const Query<SettingRow> kSetSetting{"set setting", R"sql(
    INSERT INTO setting (name, value) VALUES (:name, :value)
    ON CONFLICT (name) DO UPDATE SET value = excluded.value)sql"};
const Query<ByText> kClearSetting{"clear setting", "DELETE FROM setting WHERE name = :text"};

const Query<None, IdRow> kIsEmpty{"is empty desk", R"sql(
    SELECT CASE WHEN EXISTS (SELECT 1 FROM department) OR EXISTS (SELECT 1 FROM agent)
                  OR EXISTS (SELECT 1 FROM client) OR EXISTS (SELECT 1 FROM ticket)
                THEN 0 ELSE 1 END)sql"};

}  // namespace

core::Settings load_settings(Connection& connection) {
    core::Settings settings;
    for (const SettingRow& row : connection.all(kSettings)) {
        const core::SettingKey* key = core::find_setting(row.name);
        if (key != nullptr && !key->set(settings, row.value)) {
            log::warning("setting ignored: its value cannot be used", {{"setting", row.name}});
        }
    }
    for (const BanRow& row : connection.all(kBans)) {
        const std::optional<Network> network = read_network(row.network);
        if (!network) continue;
        settings.banned.push_back(
            {*network, row.expires_at == 0 ? std::optional<Timestamp>() : to_time(row.expires_at)});
    }
    return settings;
}

bool SqlTx::is_empty_desk() { return connection_.one(kIsEmpty)->id == 1; }

core::Settings SqlTx::read_settings() { return load_settings(connection_); }

void SqlTx::set_setting(std::string_view name, std::string_view value) {
    connection_.run(kSetSetting, {std::string(name), std::string(value)});
}

std::map<std::string, std::string, std::less<>> SqlRecords::settings() {
    std::map<std::string, std::string, std::less<>> settings;
    for (SettingRow& row : connection_.all(kSettings)) {
        settings.emplace(std::move(row.name), std::move(row.value));
    }
    return settings;
}

void SqlRecords::clear_setting(std::string_view name) {
    connection_.run(kClearSetting, {std::string(name)});
}

}  // namespace desk::store
