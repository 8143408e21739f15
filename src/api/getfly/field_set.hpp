#pragma once
#include <array>
#include <bitset>
#include <optional>
#include <span>
#include <string_view>

#include "api/common/params.hpp"

/// Which fields of an object an answer holds, by their place in the object's table.
namespace desk::getfly {

using FieldSet = std::bitset<32>;

/// `fields=a,b`, or `fields[]=a&fields[]=b`; unknown names are ignored. Nothing where the query
/// does not say.
std::optional<FieldSet> chosen_fields(const api::Params& params,
                                      std::span<const std::string_view> names);

/// The names in a table of output fields.
template <class Field, std::size_t count>
constexpr std::array<std::string_view, count> names_of(const std::array<Field, count>& fields) {
    std::array<std::string_view, count> names;
    for (std::size_t i = 0; i < count; ++i) names[i] = fields[i].name;
    return names;
}

}  // namespace desk::getfly
