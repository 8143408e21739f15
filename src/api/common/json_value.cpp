#include "api/common/json_value.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <charconv>
#include <cmath>

#include "util/text.hpp"

namespace desk::api {

namespace json = boost::json;

namespace {

/// A number that no double holds is read as infinity, which is not JSON.
bool is_finite(const json::value& value) {
    if (const double* number = value.if_double()) return std::isfinite(*number);
    if (const json::array* array = value.if_array()) {
        return std::all_of(array->begin(), array->end(), is_finite);
    }
    if (const json::object* object = value.if_object()) {
        return std::all_of(object->begin(), object->end(),
                           [](const auto& member) { return is_finite(member.value()); });
    }
    return true;
}

std::optional<json::value> parse_whole(std::string_view text) {
    json::parse_options options;
    options.max_depth = kMaxNesting;
    options.allow_invalid_utf8 = true;
    boost::system::error_code error;
    json::value parsed = json::parse({text.data(), text.size()}, error, {}, options);
    if (error || !is_finite(parsed)) return std::nullopt;
    return parsed;
}

constexpr std::size_t kEscapeLength = 6;  // "\ud83d"

/// The UTF-16 unit that such an escape at `at` stands for; nothing when none is there.
std::optional<unsigned> unit_at(std::string_view text, std::size_t at) {
    const std::string_view escape = text.substr(at, kEscapeLength);
    if (escape.size() < kEscapeLength || !escape.starts_with("\\u")) return std::nullopt;
    unsigned unit = 0;
    const char* const end = escape.data() + kEscapeLength;
    const auto [read, error] = std::from_chars(escape.data() + 2, end, unit, 16);
    if (error != std::errc{} || read != end) return std::nullopt;
    return unit;
}

bool is_first_half(unsigned unit) { return 0xD800 <= unit && unit <= 0xDBFF; }
bool is_second_half(unsigned unit) { return 0xDC00 <= unit && unit <= 0xDFFF; }

/// Half a pair alone is what JavaScript makes of a text cut inside an emoji. It becomes U+FFFD, as
/// a bad byte does.
std::string with_halves_replaced(std::string text) {
    for (std::size_t at = text.find('\\'); at != std::string::npos; at = text.find('\\', at)) {
        const auto unit = unit_at(text, at);
        if (!unit) {
            at += 2;  // another escape
            continue;
        }
        const auto next = unit_at(text, at + kEscapeLength);
        if (is_first_half(*unit) && next && is_second_half(*next)) {
            at += 2 * kEscapeLength;
            continue;
        }
        if (is_first_half(*unit) || is_second_half(*unit)) {
            text.replace(at, kEscapeLength, "\\ufffd");
        }
        at += kEscapeLength;
    }
    return text;
}

bool has_halves(std::string_view text) {
    return text.find("\\ud") != std::string_view::npos ||
           text.find("\\uD") != std::string_view::npos;
}

}  // namespace

std::optional<json::value> parse_json(std::string_view text) {
    if (has_halves(text)) return parse_whole(with_halves_replaced(std::string(text)));
    return parse_whole(text);
}

std::optional<std::string> scalar_text(const json::value& value) {
    switch (value.kind()) {
        case json::kind::null:
            return std::string();
        case json::kind::bool_:
            return value.get_bool() ? "1" : "0";
        case json::kind::int64:
            return std::to_string(value.get_int64());
        case json::kind::uint64:
            return std::to_string(value.get_uint64());
        case json::kind::double_:
            return fmt::format("{}", value.get_double());
        case json::kind::string:
            return make_valid(std::string(value.get_string()));
        case json::kind::array:
        case json::kind::object:
            return std::nullopt;
    }
    return std::nullopt;
}

std::optional<ParamValue> to_param_value(const json::value& value, std::size_t& left) {
    if (left == 0) return std::nullopt;
    --left;
    ParamValue made;
    if (std::optional<std::string> text = scalar_text(value)) {
        made.text = std::move(*text);
        made.is_null = value.is_null();
        made.is_flag = value.is_bool();
        return made;
    }
    made.is_array = true;
    const auto add = [&](std::string key, const json::value& item) {
        std::optional<ParamValue> converted = to_param_value(item, left);
        if (!converted) return false;
        made.items.emplace_back(std::move(key), std::move(*converted));
        return true;
    };
    // Two keys may become one when they are made valid UTF-8: then, as ever, the last wins.
    const auto forget = [&](std::string_view key) {
        std::erase_if(made.items, [&](const auto& item) { return item.first == key; });
    };
    if (const json::array* array = value.if_array()) {
        for (std::size_t i = 0; i < array->size(); ++i) {
            if (!add(std::to_string(i), (*array)[i])) return std::nullopt;
        }
    } else {
        for (const auto& [key, item] : value.get_object()) {
            std::string name = make_valid(std::string(key));
            forget(name);
            if (!add(std::move(name), item)) return std::nullopt;
        }
    }
    return made;
}

}  // namespace desk::api
