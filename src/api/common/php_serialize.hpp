#pragma once
#include <cstddef>
#include <optional>
#include <string_view>

#include "api/common/params.hpp"

/// PHP's `serialize` format, read only: `a:1:{i:8;s:12:"mydomain.com";}`.
namespace desk::api {

inline constexpr std::size_t kMaxSerialisedBytes = 4 * 1024 * 1024;
inline constexpr std::size_t kMaxSerialisedItems = 2000;

/// Scalars and arrays, nested at most kMaxNesting deep; keys and scalars as PHP turns them into
/// texts (true is "1", false and null are ""). A string whose byte length is wrong ends at the next
/// `";` that something sound follows: clients that count characters send such.
/// \return nothing for objects, references, anything unknown, truncated or too large, and for bytes
///         behind the value. Texts are made valid UTF-8.
std::optional<ParamValue> read_php_serialised(std::string_view text);

}  // namespace desk::api
