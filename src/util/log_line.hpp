#pragma once
#include <chrono>
#include <string>
#include <string_view>

#include "util/log.hpp"

namespace desk::log {

/// Appends a JSON string, quotes included. Bad UTF-8 becomes U+FFFD; what is longer than 4 KiB is
/// cut and ends in "…".
void append_json_string(std::string& out, std::string_view text);

/// One whole line with its line break.
std::string line(std::chrono::sys_time<std::chrono::milliseconds> time, Level level,
                 std::string_view message, Fields fields);

}  // namespace desk::log
