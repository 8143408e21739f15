#pragma once
#include <array>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/custom_field.hpp"
#include "core/error.hpp"

/// How the members of a JSON body become the input of a use case: one table an operation, whose
/// rows are also the order in which mistakes are found.
namespace desk::getfly {

template <class In>
struct Member {
    std::string_view name;
    /// Checks the value's shape and puts it into the input.
    core::Result<void> (*bind)(In& in, std::string_view name, const boost::json::value& value);
    std::string_view meaning;
};

/// Binds what is there of `table`; other members of the body are ignored.
template <class In, std::size_t rows>
core::Result<void> bind(const Member<In> (&table)[rows], const boost::json::object& body, In& in) {
    for (const Member<In>& member : table) {
        const boost::json::value* value = body.if_contains(member.name);
        if (value == nullptr) continue;
        if (auto bound = member.bind(in, member.name, *value); !bound) return bound;
    }
    return {};
}

/// What the members of a table are called, and what else an operation reads.
template <class In, std::size_t rows, class... More>
constexpr std::array<std::string_view, rows + sizeof...(More)> names_of(
    const Member<In> (&table)[rows], More... more) {
    std::array<std::string_view, rows + sizeof...(More)> names{};
    std::size_t count = 0;
    for (const Member<In>& member : table) names[count++] = member.name;
    ((names[count++] = more), ...);
    return names;
}

/// Puts what a reader read into its place in the input.
template <class T, class Place>
core::Result<void> put(core::Result<T> read, Place& place) {
    if (!read) return tl::unexpected(std::move(read.error()));
    place = std::move(*read);
    return {};
}

/// A row's `bind` for the plain case: one reader, one member of the input.
template <auto place, auto read, class In>
core::Result<void> into(In& in, std::string_view name, const boost::json::value& value) {
    return put(read(name, value), in.*place);
}

/// A string; null counts as "". Errc::field_type_invalid for anything else.
core::Result<std::string> read_text(std::string_view name, const boost::json::value& value);

/// The same without the white space around it.
core::Result<std::string> read_trimmed(std::string_view name, const boost::json::value& value);

/// The same, and not blank: Errc::field_required.
core::Result<std::string> read_required(std::string_view name, const boost::json::value& value);

/// A string, or a whole number for its digits.
core::Result<std::string> read_phone(std::string_view name, const boost::json::value& value);

/// An e-mail address or "" (null): Errc::email_invalid.
core::Result<std::string> read_email(std::string_view name, const boost::json::value& value);

/// `YYYY-MM-DD`; nothing for "" and null. Errc::date_invalid.
core::Result<std::optional<std::chrono::year_month_day>> read_date(std::string_view name,
                                                                   const boost::json::value& value);

/// The `custom_fields` object by code; a null in it clears its field. `[]` is how PHP writes an
/// empty object.
core::Result<std::vector<core::CustomFieldInput>> read_custom_fields(
    std::string_view name, const boost::json::value& value);

/// True for what clears an optional member: null and "".
bool clears(const boost::json::value& value);

}  // namespace desk::getfly
