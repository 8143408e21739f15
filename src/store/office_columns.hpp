#pragma once
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include "store/rows.hpp"
#include "util/text.hpp"

/// What the lists of the office filter by.
namespace desk::store {

struct TimeSpan {
    std::int64_t from = 0, to = 0;
};
inline TimeSpan span_of(std::optional<Timestamp> from, std::optional<Timestamp> to) {
    constexpr std::int64_t kEnd = std::numeric_limits<std::int64_t>::max();
    return {from ? to_column(*from) : 0, to ? to_column(*to) : kEnd};
}

/// A pattern of LIKE, with "!" to escape: what contains the text, letter case aside; "%" for all.
inline std::string like_part(std::string_view part) {
    std::string pattern = "%";
    for (const char c : fold(part)) {
        if (c == '%' || c == '_' || c == '!') pattern += '!';
        pattern += c;
    }
    return pattern == "%" ? pattern : pattern + "%";
}

/// Where a count takes the parameters of its page.
inline constexpr const char* kCountsAlike = "AND CAST(:start AS BIGINT) <= CAST(:most AS BIGINT) ";

}  // namespace desk::store
