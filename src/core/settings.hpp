#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "util/clock.hpp"
#include "util/network.hpp"
#include "util/time_text.hpp"

namespace desk::core {

/// A network that nobody is served from.
struct BannedNetwork {
    Network network;
    std::optional<Timestamp> until;  ///< none: for good
};

/// What belongs to the desk and not to one of its nodes: table `setting`.
struct Settings {
    std::string number_mask = "%n%n%n%n%n%n";
    bool number_growth = true;  ///< a digit more once the numbers of one length are half used up
    TimeZone time_zone;         ///< where a dialect shows or takes local time; UTC by default
    std::int64_t attachment_max_bytes = 25 * 1024 * 1024;
    /// Lower case, without the dot; files with another extension are not taken. Empty: all are.
    std::vector<std::string> attachment_extensions = {
        "jpg", "jpeg", "gif", "png",  "webp", "txt", "log", "csv", "pdf", "json", "xml", "eml",
        "doc", "docx", "xls", "xlsx", "odt",  "ods", "zip", "gz",  "tar", "7z",   "mp4"};
    // Getfly
    bool strict_accounts = false;       ///< an unknown account_email is refused
    bool strict_custom_fields = true;   ///< an unknown code among custom_fields is refused
    std::string default_department;     ///< of tickets that name none; empty: the lowest id
    std::int64_t list_page_size = 100;  ///< of a list of tickets or comments without a `limit`

    // The desk's own jobs (docs/operating.md)
    std::int64_t auto_close_hours = 0;      ///< without a reply; 0: tickets are not closed so
    std::int64_t attachment_keep_days = 0;  ///< of closed tickets; 0: files stay
    std::int64_t purge_days = 30;           ///< deleted tickets stay so long; 0: for good

    // Who may call (spec/whmcs.md, section 2)
    std::vector<Network> api_networks;  ///< WHMCS calls come from these alone; empty: from any
    std::string api_access_key_sha256;  ///< of the key that lifts that, and credentials' networks
    bool md5_login = false;             ///< WHMCS: an agent's name and the MD5 of the password

    // Keliweb, whose callers are clients (spec/keliweb.md, sections 2.3 and 3.2)
    bool keliweb_allow_priority = false;  ///< open-ticket takes `priority`
    bool keliweb_allow_guests = false;    ///< open-ticket opens for the guest `name`, `email`

    // How often somebody may call, in calls a minute on each node; 0: as often as they like
    std::int64_t whmcs_rate_limit = 0;  ///< of one credential, or agent
    std::int64_t whmcs_address_rate_limit = 0;
    std::int64_t keliweb_rate_limit = 600;
    std::int64_t keliweb_address_rate_limit = 1200;
    std::int64_t getfly_rate_limit = 600;
    std::int64_t getfly_rate_burst = 60;  ///< calls at once, after a rest
    std::int64_t getfly_address_rate_limit = 1200;
    std::int64_t wrong_key_rate_limit = 300;  ///< keys and tokens that do not count, of one address
    std::string keliweb_allow_origin = "*";   ///< pages of which origin may call; empty: none
    std::vector<BannedNetwork> banned;        ///< nobody there is served; table `banned_address`
};

/// The settings of one moment; whoever works on one request or job keeps to it.
using SettingsNow = std::shared_ptr<const Settings>;

/// Where the settings of this moment come from. A change counts within half a second.
class SettingsSource {
  public:
    virtual ~SettingsSource() = default;
    [[nodiscard]] virtual SettingsNow now() const = 0;
};

/// Core limits, the same for every way in (design, section 1).
inline constexpr std::size_t kMaxSubjectCharacters = 1000;
inline constexpr std::size_t kMaxMessageBytes = 1024 * 1024;
inline constexpr std::size_t kMaxNameCharacters = 255;
inline constexpr std::size_t kMaxEmailCharacters = 254;
inline constexpr std::size_t kMaxPhoneCharacters = 50;
inline constexpr std::size_t kMaxCcAddresses = 20;
inline constexpr std::size_t kMaxCustomFieldBytes = 64 * 1024;
inline constexpr std::size_t kMaxAttachments = 20;
inline constexpr std::int64_t kMostDays = 36'500;
inline constexpr std::int64_t kMostAutoCloseHours = 24 * kMostDays;
inline constexpr std::chrono::seconds kClockSkew{60};  ///< how far ahead `created` may be

}  // namespace desk::core
