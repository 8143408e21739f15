#include "store/rows.hpp"
#include "store/sql_tx.hpp"
#include "util/log.hpp"
#include "util/text.hpp"

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

const Query<None, IdRow> kIsEmpty{"is empty desk", R"sql(
    SELECT CASE WHEN EXISTS (SELECT 1 FROM department) OR EXISTS (SELECT 1 FROM agent)
                  OR EXISTS (SELECT 1 FROM client) OR EXISTS (SELECT 1 FROM ticket)
                THEN 0 ELSE 1 END)sql"};

std::optional<bool> to_bool(std::string_view value) {
    if (value == "1" || value == "true") return true;
    if (value == "0" || value == "false") return false;
    return std::nullopt;
}

bool set_flag(bool& member, std::string_view value) {
    const std::optional<bool> flag = to_bool(value);
    if (flag) member = *flag;
    return flag.has_value();
}

/// All or nothing: a list read in part would let in, or shut out, whom nobody meant.
bool set_networks(std::vector<Network>& member, std::string_view value) {
    std::vector<Network> networks;
    for (const std::string_view part : split(value, ',')) {
        if (is_blank(part)) continue;
        const std::optional<Network> network = read_network(trim(part));
        if (!network) return false;
        networks.push_back(*network);
    }
    member = std::move(networks);
    return true;
}

/// \return false for a value that cannot be used
bool apply(core::Settings& settings, const std::string& name, const std::string& value) {
    if (name == "number_mask") {
        if (value.empty()) return false;
        settings.number_mask = value;
    } else if (name == "number_growth") {
        return set_flag(settings.number_growth, value);
    } else if (name == "strict_accounts") {
        return set_flag(settings.strict_accounts, value);
    } else if (name == "md5_login") {
        return set_flag(settings.md5_login, value);
    } else if (name == "api_access_key_sha256") {
        settings.api_access_key_sha256 = value;
    } else if (name == "api_networks") {
        return set_networks(settings.api_networks, value);
    } else if (name == "time_zone") {
        const std::optional<TimeZone> zone = TimeZone::named(value);
        if (!zone) return false;
        settings.time_zone = *zone;
    } else if (name == "attachment_max_bytes") {
        const std::int64_t bytes = parse_id(value);
        if (bytes < 0) return false;
        settings.attachment_max_bytes = bytes;
    } else if (name == "attachment_extensions") {
        settings.attachment_extensions.clear();
        for (const std::string_view part : split(value, ',')) {
            if (!is_blank(part)) settings.attachment_extensions.push_back(ascii_lower(trim(part)));
        }
    }
    return true;
}

}  // namespace

core::Settings load_settings(Connection& connection) {
    core::Settings settings;
    for (const SettingRow& row : connection.all(kSettings)) {
        if (!apply(settings, row.name, row.value)) {
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

}  // namespace desk::store
