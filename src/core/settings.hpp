#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "util/time_text.hpp"

namespace desk::core {

/// What belongs to the desk and not to one of its nodes: table `setting`, read when a node starts.
struct Settings {
    std::string number_mask = "%n%n%n%n%n%n";
    bool number_growth = true;  ///< a digit more once the numbers of one length are half used up
    TimeZone time_zone;         ///< where a dialect shows or takes local time; UTC by default
    std::int64_t attachment_max_bytes = 25 * 1024 * 1024;
    /// Lower case, without the dot; files with another extension are not taken. Empty: all are.
    std::vector<std::string> attachment_extensions = {
        "jpg", "jpeg", "gif", "png",  "webp", "txt", "log", "csv", "pdf", "json", "xml", "eml",
        "doc", "docx", "xls", "xlsx", "odt",  "ods", "zip", "gz",  "tar", "7z",   "mp4"};
    bool strict_accounts = false;  ///< Getfly: an unknown account_email is refused
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
inline constexpr std::chrono::seconds kClockSkew{60};  ///< how far ahead `created` may be

}  // namespace desk::core
