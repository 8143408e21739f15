#include "api/common/field.hpp"

#include <algorithm>
#include <initializer_list>

#include "util/text.hpp"
#include "util/time_text.hpp"

namespace desk::api {

using core::Errc;
using core::fail;
using core::Result;

namespace {

bool is_one_of(std::string_view text, std::initializer_list<std::string_view> words) {
    return std::any_of(words.begin(), words.end(),
                       [&](std::string_view word) { return equal_ignoring_case(text, word); });
}

/// What was sent, whatever it says; nothing when absent.
Result<const std::string*> read_text(const Params& params, std::string_view name) {
    const ParamValue* value = params.value(name);
    if (value == nullptr || value->is_null) return nullptr;
    if (value->is_array) return fail(Errc::field_type_invalid, std::string(name));
    return &value->text;
}

void append_parts(std::string_view text, std::vector<std::string>& parts) {
    std::size_t begin = 0;
    while (begin <= text.size()) {
        const std::size_t end = std::min(text.find_first_of(",;", begin), text.size());
        const std::string_view part = trim(text.substr(begin, end - begin));
        if (!part.empty()) parts.emplace_back(part);
        begin = end + 1;
    }
}

}  // namespace

Result<const std::string*> read_scalar(const Params& params, std::string_view name) {
    Result<const std::string*> text = read_text(params, name);
    if (text && *text != nullptr && is_one_of(trim(**text), {"undefined", "null"})) return nullptr;
    return text;
}

std::int64_t parse_count(std::string_view text) {
    const std::string_view digits = trim(text);
    const bool is_number = digits.find_first_not_of("0123456789") == std::string_view::npos;
    const std::int64_t number = parse_id(digits);
    return number < 0 && is_number && !digits.empty() ? kMostCount : number;
}

Result<std::optional<std::int64_t>> read_number(const Params& params, std::string_view name,
                                                std::int64_t (*parse)(std::string_view)) {
    const Result<const std::string*> text = read_scalar(params, name);
    if (!text) return tl::unexpected(text.error());
    if (*text == nullptr || is_blank(**text)) return std::nullopt;
    const std::int64_t number = parse(**text);
    return number < 0 ? kNoSuchId : number;
}

Result<std::optional<std::string>> Parse<std::string>::read(Params& params, std::string_view name,
                                                            const BindContext&) {
    const Result<const std::string*> text = read_text(params, name);
    if (!text) return tl::unexpected(text.error());
    if (*text == nullptr || is_blank(**text)) return std::nullopt;
    return **text;
}

Result<std::optional<bool>> Parse<bool>::read(Params& params, std::string_view name,
                                              const BindContext&) {
    const Result<const std::string*> text = read_scalar(params, name);
    if (!text) return tl::unexpected(text.error());
    if (*text == nullptr) return std::nullopt;
    return !is_one_of(trim(**text), {"", "0", "false", "off", "no"});
}

Result<std::optional<Timestamp>> Parse<Timestamp>::read(Params& params, std::string_view name,
                                                        const BindContext& context) {
    const Result<const std::string*> text = read_scalar(params, name);
    if (!text) return tl::unexpected(text.error());
    if (*text == nullptr || is_blank(**text)) return std::nullopt;
    const std::optional<Timestamp> time = parse_date_time(**text, context.settings.time_zone);
    if (!time) return fail(Errc::date_invalid, std::string(name));
    return time;
}

std::optional<core::Priority> priority_named(std::string_view title) {
    const std::string_view word = trim(title);
    if (equal_ignoring_case(word, "low")) return core::Priority::low;
    if (equal_ignoring_case(word, "medium")) return core::Priority::medium;
    if (equal_ignoring_case(word, "high")) return core::Priority::high;
    return std::nullopt;
}

Result<std::optional<core::Priority>> Parse<core::Priority>::read(Params& params,
                                                                  std::string_view name,
                                                                  const BindContext&) {
    const Result<const std::string*> text = read_text(params, name);
    if (!text) return tl::unexpected(text.error());
    if (*text == nullptr || is_blank(**text)) return std::nullopt;
    const std::optional<core::Priority> priority = priority_named(**text);
    if (!priority) return fail(Errc::priority_invalid, std::string(name));
    return priority;
}

Result<std::optional<std::vector<std::string>>> Parse<std::vector<std::string>>::read(
    Params& params, std::string_view name, const BindContext&) {
    const ParamValue* value = params.value(name);
    if (value == nullptr || value->is_null) return std::nullopt;
    std::vector<std::string> parts;
    if (!value->is_array) {
        if (is_one_of(trim(value->text), {"undefined", "null"})) return std::nullopt;
        append_parts(value->text, parts);
    }
    for (const auto& [key, item] : value->items) {
        if (item.is_array) return fail(Errc::field_type_invalid, std::string(name));
        append_parts(item.text, parts);
    }
    return parts;
}

}  // namespace desk::api
