#pragma once
#include <boost/json/value.hpp>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "api/common/params.hpp"

/// JSON that came from outside: bounded in depth, and no byte of it can spoil an answer.
namespace desk::api {

/// Nothing when it is no JSON or deeper than kMaxNesting. Half a surrogate pair (`\ud83d` alone) is
/// read as U+FFFD, also in keys. Bad UTF-8 passes: whoever takes a text out makes it valid.
std::optional<boost::json::value> parse_json(std::string_view text);

/// A scalar as a form would carry it: numbers in decimals, true and false as "1" and "0", null as
/// "". Texts are made valid. Nothing for arrays and objects.
std::optional<std::string> scalar_text(const boost::json::value& json);

/// A value of any shape as a parameter.
/// \param left  how many more values there may be; counted down. Nothing when there are too many.
std::optional<ParamValue> to_param_value(const boost::json::value& json, std::size_t& left);

}  // namespace desk::api
