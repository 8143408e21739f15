#include "core/setting_table.hpp"

#include <algorithm>
#include <optional>
#include <vector>

#include "core/ticket_number.hpp"
#include "util/text.hpp"

namespace desk::core {

namespace {

constexpr std::int64_t kMostCalls = 1'000'000;

using Set = std::function<bool(Settings&, const std::string&)>;

Set flag(bool Settings::*member) {
    return [member](Settings& settings, const std::string& value) {
        const bool is_yes = value == "true" || value == "1";
        if (!is_yes && value != "false" && value != "0") return false;
        settings.*member = is_yes;
        return true;
    };
}

Set number(std::int64_t Settings::*member, std::int64_t least, std::int64_t most) {
    return [=](Settings& settings, const std::string& value) {
        const std::int64_t given = parse_id(value);
        if (given < least || given > most) return false;
        settings.*member = given;
        return true;
    };
}

/// All or nothing: a list read in part would let in, or shut out, whom nobody meant.
Set networks(std::vector<Network> Settings::*member) {
    return [member](Settings& settings, const std::string& value) {
        std::vector<Network> list;
        for (const std::string_view part : split(value, ',')) {
            if (is_blank(part)) continue;
            const std::optional<Network> network = read_network(trim(part));
            if (!network) return false;
            list.push_back(*network);
        }
        settings.*member = std::move(list);
        return true;
    };
}

bool set_extensions(Settings& settings, const std::string& value) {
    std::vector<std::string> list;
    for (const std::string_view part : split(value, ',')) {
        if (is_blank(part)) continue;
        list.push_back(ascii_lower(trim(part)));
        if (list.back().find_first_of("./\\ ") != std::string::npos) return false;
    }
    settings.attachment_extensions = std::move(list);
    return true;
}

bool set_time_zone(Settings& settings, const std::string& value) {
    const std::optional<TimeZone> zone = TimeZone::named(value);
    if (zone) settings.time_zone = *zone;
    return zone.has_value();
}

bool set_number_mask(Settings& settings, const std::string& value) {
    if (!is_number_mask(value)) return false;
    settings.number_mask = value;
    return true;
}

bool set_default_department(Settings& settings, const std::string& value) {
    settings.default_department = trim(value);
    return count_characters(value) <= kMaxNameCharacters;
}

bool set_allow_origin(Settings& settings, const std::string& value) {
    const bool is_header = value.find_first_of("\r\n \t,") == std::string::npos;
    if (is_header) settings.keliweb_allow_origin = value;
    return is_header;
}

bool set_access_key(Settings& settings, const std::string& value) {
    const bool is_digest =
        value.size() == 64 && value.find_first_not_of("0123456789abcdef") == std::string::npos;
    if (!is_digest && !value.empty()) return false;
    settings.api_access_key_sha256 = value;
    return true;
}

/// Known to the commands alone: a demo desk never sends mail out.
bool set_demo(Settings&, const std::string& value) { return value == "true" || value == "false"; }

/// Known to whoever makes links alone.
bool set_url(Settings&, const std::string& value) {
    const bool is_url = value.starts_with("https://") || value.starts_with("http://");
    return value.empty() || (is_url && value.find_first_of(" \t\r\n") == std::string::npos);
}

}  // namespace

std::span<const SettingKey> setting_keys() {
    // clang-format off
    static const std::vector<SettingKey> keys{
        {"api_access_key_sha256", "text", "", "a key that lets WHMCS calls in from any address (their `accesskey`); kept as its SHA-256; empty: none does", set_access_key, true},
        {"api_networks", "addresses or CIDR networks, separated by commas", "", "WHMCS calls come from these alone; empty: from any", networks(&Settings::api_networks)},
        {"attachment_extensions", "extensions without the dot, separated by commas", "jpg,jpeg,gif,png,webp,txt,log,csv,pdf,json,xml,eml,doc,docx,xls,xlsx,odt,ods,zip,gz,tar,7z,mp4", "files with another extension are not taken; empty: all are", set_extensions},
        {"attachment_keep_days", "days, 0 to 36500", "0", "files of tickets closed so long are removed; 0: files stay", number(&Settings::attachment_keep_days, 0, kMostDays)},
        {"attachment_max_bytes", "bytes, 0 to 1073741824", "26214400", "largest attachment", number(&Settings::attachment_max_bytes, 0, 1 << 30)},
        {"auto_close_hours", "hours, 0 to 876000", "0", "tickets in a status with automatic close are closed so long after the last reply; 0: never", number(&Settings::auto_close_hours, 0, kMostAutoCloseHours)},
        {"client_area_url", "a URL", "", "where clients reach the desk, for links in mail and single sign-on", set_url},
        {"default_department", "text", "", "Getfly: the category of tickets that name none; empty: the first", set_default_department},
        {"demo", "true or false", "false", "a desk to try things on: it never sends mail out", set_demo},
        {"getfly_address_rate_limit", "calls a minute, 0 to 1000000", "1200", "Getfly: of one address, on each node; 0: as many as it likes", number(&Settings::getfly_address_rate_limit, 0, kMostCalls)},
        {"getfly_rate_burst", "calls, 1 to 1000000", "60", "Getfly: how many calls of one key may come at once after a rest", number(&Settings::getfly_rate_burst, 1, kMostCalls)},
        {"getfly_rate_limit", "calls a minute, 0 to 1000000", "600", "Getfly: of one key, on each node; 0: as many as it likes", number(&Settings::getfly_rate_limit, 0, kMostCalls)},
        {"keliweb_address_rate_limit", "calls a minute, 0 to 1000000", "1200", "Keliweb: of one address, on each node; 0: as many as it likes", number(&Settings::keliweb_address_rate_limit, 0, kMostCalls)},
        {"keliweb_allow_guests", "true or false", "false", "Keliweb: open-ticket with a name and an email opens a guest's ticket, which no token can read; false: both are ignored", flag(&Settings::keliweb_allow_guests)},
        {"keliweb_allow_origin", "* or an origin such as https://example.org", "*", "Keliweb: pages of which origin may call; empty: none", set_allow_origin},
        {"keliweb_allow_priority", "true or false", "false", "Keliweb: open-ticket takes the priority Low, Medium or High; false: it is ignored", flag(&Settings::keliweb_allow_priority)},
        {"keliweb_rate_limit", "calls a minute, 0 to 1000000", "600", "Keliweb: of one credential, on each node; 0: as many as it likes", number(&Settings::keliweb_rate_limit, 0, kMostCalls)},
        {"list_page_size", "tickets or comments, 1 to 100", "100", "Getfly: the most of a list that is asked for without a limit", number(&Settings::list_page_size, 1, 100)},
        {"md5_login", "true or false", "false", "WHMCS: an agent's login with the MD5 digest of the password", flag(&Settings::md5_login)},
        {"number_growth", "true or false", "true", "ticket numbers get a digit more once half of those of one length are used up", flag(&Settings::number_growth)},
        {"number_mask", "text of up to 15 characters with a code in it", "%n%n%n%n%n%n", "what ticket numbers look like: %n a digit, %A and %a a letter, %y %m %d the day, %i the ticket's id", set_number_mask},
        {"purge_days", "days, 0 to 36500", "30", "deleted tickets can be restored so long; 0: for good", number(&Settings::purge_days, 0, kMostDays)},
        {"strict_accounts", "true or false", "false", "Getfly: an unknown account_email is refused", flag(&Settings::strict_accounts)},
        {"strict_custom_fields", "true or false", "true", "Getfly: an unknown code among custom_fields is refused; false: it is ignored", flag(&Settings::strict_custom_fields)},
        {"time_zone", "a time zone such as Europe/Berlin", "UTC", "where dialects show or take local time", set_time_zone},
        {"whmcs_address_rate_limit", "calls a minute, 0 to 1000000", "0", "WHMCS: of one address, on each node; 0: as many as it likes", number(&Settings::whmcs_address_rate_limit, 0, kMostCalls)},
        {"whmcs_rate_limit", "calls a minute, 0 to 1000000", "0", "WHMCS: of one credential or agent, on each node; 0: as many as it likes", number(&Settings::whmcs_rate_limit, 0, kMostCalls)},
        {"wrong_key_rate_limit", "calls a minute, 0 to 1000000", "300", "calls of one address with keys or tokens that do not count, on each node; 0: as many as it likes", number(&Settings::wrong_key_rate_limit, 0, kMostCalls)},
    };
    // clang-format on
    return keys;
}

const SettingKey* find_setting(std::string_view name) {
    const auto keys = setting_keys();
    const auto key =
        std::find_if(keys.begin(), keys.end(), [&](const SettingKey& k) { return k.name == name; });
    return key == keys.end() ? nullptr : &*key;
}

}  // namespace desk::core
