#pragma once
#include <boost/json.hpp>
#include <string>
#include <string_view>

#include "support/http_client.hpp"

/// What several suites over HTTP send, and read from an answer.
namespace desk::test {

inline const HttpHeaders kForm{{"Content-Type", "application/x-www-form-urlencoded"}};

/// md5("correct horse"), as `printf 'correct horse' | md5sum` says it.
inline constexpr std::string_view kDigest = "3cb4e732631f47e6eb961f34554b7cde";

inline std::string text_of(const boost::json::value& value, std::string_view key) {
    return std::string(value.at(key).as_string());
}

}  // namespace desk::test
