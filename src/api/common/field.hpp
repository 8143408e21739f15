#pragma once
#include <array>
#include <chrono>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "api/common/params.hpp"
#include "core/error.hpp"
#include "core/people.hpp"
#include "core/settings.hpp"
#include "core/ticket.hpp"
#include "util/strong_id.hpp"
#include "util/text.hpp"

/// The parameter table: what an operation takes, stated once. A row is a wire name, where its value
/// goes, which refusal it is when it is missing, and a line for the reference. `bind` reads a call
/// by it; rows stand in the order in which errors are reported.
namespace desk::api {

/// What reading a value may depend on. Outlives the binding.
struct BindContext {
    const core::Settings& settings;
    core::Origin origin = core::Origin::local;
    /// False only for a Local API call that names no administrator: nobody opens as an agent then.
    bool agent_named = true;
};

/// What a number that is no id (letters, a sign, too many digits) is read as: an id that is set and
/// that no row has, so that the core refuses it with the same words as an unknown one.
inline constexpr std::int64_t kNoSuchId = std::numeric_limits<std::int64_t>::max();

/// The biggest plain number, past the end of every list. What is bigger counts as this.
inline constexpr std::int64_t kMostCount = 999'999'999'999'999'999;

/// Decimal digits, of which too many are kMostCount; below 0 for anything else.
std::int64_t parse_count(std::string_view text);

/// How a T is read from a parameter: `read` gives the value, nothing when the parameter counts as
/// absent, or a refusal. Absent are: a missing parameter, a blank one (but for bools, where a blank
/// is false, and lists, where it is the empty list), and for all but texts the words `undefined`
/// and `null`, which JavaScript clients send for what they have not set.
template <class T>
struct Parse;

/// The scalar behind a name that is not one of the words for "not set"; nothing when absent.
/// Errc::field_type_invalid when it is an array.
core::Result<const std::string*> read_scalar(const Params& params, std::string_view name);

/// \param parse  gives what is below 0 for no number, which becomes kNoSuchId
core::Result<std::optional<std::int64_t>> read_number(const Params& params, std::string_view name,
                                                      std::int64_t (*parse)(std::string_view));

template <>
struct Parse<std::string> {
    static core::Result<std::optional<std::string>> read(Params& params, std::string_view name,
                                                         const BindContext& context);
};

/// Decimal digits, of which too many are kMostCount. What is no number is kNoSuchId.
template <>
struct Parse<std::int64_t> {
    static core::Result<std::optional<std::int64_t>> read(Params& params, std::string_view name,
                                                          const BindContext& context) {
        static_cast<void>(context);
        return read_number(params, name, parse_count);
    }
};

/// "0" is read as an id that is not set.
template <class Tag>
struct Parse<StrongId<Tag>> {
    static core::Result<std::optional<StrongId<Tag>>> read(Params& params, std::string_view name,
                                                           const BindContext& context) {
        static_cast<void>(context);
        const core::Result<std::optional<std::int64_t>> number =
            read_number(params, name, parse_id);
        if (!number) return tl::unexpected(number.error());
        if (!*number) return std::nullopt;
        return StrongId<Tag>(**number);
    }
};

/// False: `0`, `false`, `off`, `no` in any letter case, or blank. True: everything else.
template <>
struct Parse<bool> {
    static core::Result<std::optional<bool>> read(Params& params, std::string_view name,
                                                  const BindContext& context);
};

/// A local date and time, or ISO 8601; Errc::date_invalid.
template <>
struct Parse<Timestamp> {
    static core::Result<std::optional<Timestamp>> read(Params& params, std::string_view name,
                                                       const BindContext& context);
};

std::optional<core::Priority> priority_named(std::string_view title);

/// `Low`, `Medium`, `High` in any letter case; Errc::priority_invalid.
template <>
struct Parse<core::Priority> {
    static core::Result<std::optional<core::Priority>> read(Params& params, std::string_view name,
                                                            const BindContext& context);
};

/// Parts of a list separated by commas or semicolons, or an array of them; trimmed, blank ones left
/// out.
template <>
struct Parse<std::vector<std::string>> {
    static core::Result<std::optional<std::vector<std::string>>> read(Params& params,
                                                                      std::string_view name,
                                                                      const BindContext& context);
};

/// An optional member takes what its T takes; absent leaves it as it is.
template <class T>
struct Parse<std::optional<T>> : Parse<T> {};

/// One row of a table. `In` may be a base of what `bind` fills.
template <class In, class T>
struct Field {
    std::string_view name;
    T In::*member;
    bool is_required;
    core::Errc missing;  ///< the refusal when a required one is absent
    std::string_view doc;
};

template <class In, class T>
constexpr Field<In, T> required(std::string_view name, T In::*member, core::Errc missing,
                                std::string_view doc) {
    return {name, member, true, missing, doc};
}

template <class In, class T>
constexpr Field<In, T> optional(std::string_view name, T In::*member, std::string_view doc) {
    return {name, member, false, core::Errc::field_required, doc};
}

/// For numbers, ids, flags and choices: the same for `01` as for `1`, for `on` as for `true`.
/// Nothing for what counts as it was sent: texts, what is made of them, and times, which the
/// desk's time zone is part of.
template <class T>
std::optional<std::string> one_way_of_writing(const T& value) {
    if constexpr (std::is_integral_v<T> || std::is_enum_v<T>) {
        return std::to_string(static_cast<std::int64_t>(value));
    } else if constexpr (requires { StrongId(value); }) {
        return std::to_string(value.value());
    } else {
        return std::nullopt;
    }
}

/// Tells watched parameters what a row read there.
template <class T>
void tell(const Params& params, std::string_view name, const std::optional<T>& value) {
    if (!params.is_watched()) return;
    if (!value) return params.found_absent(name);
    if (auto written = one_way_of_writing(*value)) params.found_as(name, std::move(*written));
}

/// Reads one row. False: `refusal` says why not.
template <class Target, class In, class T>
bool bind_field(const Field<In, T>& field, Params& params, const BindContext& context,
                Target& target, std::optional<core::Error>& refusal) {
    auto value = Parse<T>::read(params, field.name, context);
    if (!value) {
        refusal = std::move(value.error());
        return false;
    }
    tell(params, field.name, *value);
    if (value->has_value()) {
        target.*field.member = std::move(**value);
    } else if (field.is_required) {
        refusal = core::Error{field.missing, std::string(field.name), {}};
        return false;
    }
    return true;
}

/// Reads a call by its table into an In; the first row that cannot be read refuses it. Big values
/// are moved out of `params`. To be called as api::bind: std::bind is a candidate by its argument.
template <class In, class... Fields>
core::Result<In> bind(const std::tuple<Fields...>& table, Params& params,
                      const BindContext& context) {
    In in{};
    std::optional<core::Error> refusal;
    const bool all_read = std::apply(
        [&](const auto&... field) {
            return (bind_field(field, params, context, in, refusal) && ...);
        },
        table);
    if (!all_read) return tl::unexpected(std::move(*refusal));
    return in;
}

/// A row as the reference and its test see it.
struct FieldDoc {
    std::string_view name;
    bool is_required;
    std::string_view doc;
};

template <class... Fields>
std::vector<FieldDoc> names(const std::tuple<Fields...>& table) {
    return std::apply(
        [](const auto&... field) {
            return std::vector<FieldDoc>{FieldDoc{field.name, field.is_required, field.doc}...};
        },
        table);
}

}  // namespace desk::api
