#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace desk {

std::string base64_encode(std::string_view bytes);
/// Standard alphabet; padding may be missing, white space is skipped, a blank stands for "+" where
/// a form decoder made it one. Nothing for anything else.
std::optional<std::string> base64_decode(std::string_view text);

std::string hex_encode(std::string_view bytes);
std::optional<std::string> hex_decode(std::string_view text);

/// Percent-decoding; a stray "%" stays as it is.
/// \param plus_is_blank  true in forms and queries, false in paths
std::string percent_decode(std::string_view text, bool plus_is_blank);

}  // namespace desk
