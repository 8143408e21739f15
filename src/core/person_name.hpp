#pragma once
#include <string>
#include <string_view>

#include "util/text.hpp"

namespace desk::core {

struct PersonName {
    std::string first, last;

    /// Both, or the one there is.
    [[nodiscard]] std::string whole() const {
        return first + (first.empty() || last.empty() ? "" : " ") + last;
    }
};

/// Of a name that was given as one: the first word, and what follows it.
inline PersonName split_name(std::string_view name) {
    name = trim(name);
    const std::size_t blank = name.find(' ');
    if (blank == std::string_view::npos) return {std::string(name), {}};
    return {std::string(name.substr(0, blank)), std::string(trim(name.substr(blank)))};
}

/// First and last name as they were given, unless the whole has been changed since.
inline PersonName name_of(std::string first, std::string last, std::string_view whole) {
    PersonName name{std::move(first), std::move(last)};
    return name.whole() == whole ? name : split_name(whole);
}

}  // namespace desk::core
