#include "api/common/custom_fields.hpp"

#include <string>
#include <utility>

#include "api/common/json_value.hpp"
#include "api/common/php_serialize.hpp"
#include "util/encoding.hpp"
#include "util/text.hpp"

namespace desk::api {

using core::CustomFieldInput;
using core::Errc;
using core::fail;
using core::Result;

namespace {

/// What the base64 of a `customfields` text holds.
std::optional<ParamValue> decode(std::string_view text, bool takes_json) {
    if (text.size() > kMaxSerialisedBytes / 3 * 4 + 4) return std::nullopt;
    const std::optional<std::string> inner = base64_decode(text);
    if (!inner) return std::nullopt;
    if (takes_json && trim(*inner).substr(0, 1) == "{") {
        const std::optional<boost::json::value> json = parse_json(*inner);
        std::size_t left = kMaxSerialisedItems;
        return json ? to_param_value(*json, left) : std::nullopt;
    }
    return read_php_serialised(*inner);
}

/// Several choices as one text; nothing when one of them is an array again.
std::optional<std::string> joined(const ParamValue& choices) {
    std::string text;
    for (const auto& [key, choice] : choices.items) {
        if (choice.is_array) return std::nullopt;
        if (!text.empty()) text += ',';
        text += choice.text;
    }
    return text;
}

}  // namespace

Result<std::optional<std::vector<CustomFieldInput>>> read_custom_fields(const Params& params,
                                                                        std::string_view name,
                                                                        bool takes_json) {
    const ParamValue* value = params.value(name);
    if (value == nullptr || value->is_null) return std::nullopt;
    std::optional<ParamValue> decoded;
    if (!value->is_array) {
        const std::string_view text = trim(value->text);
        if (text.empty() || equal_ignoring_case(text, "undefined") ||
            equal_ignoring_case(text, "null")) {
            return std::nullopt;
        }
        decoded = decode(text, takes_json);
        if (!decoded || !decoded->is_array) {
            return fail(Errc::custom_fields_invalid, std::string(name));
        }
        value = &*decoded;
    }
    std::vector<CustomFieldInput> fields;
    for (const auto& [key, item] : value->items) {
        const std::int64_t id = parse_id(key);
        std::optional<std::string> text = item.is_array ? joined(item) : item.text;
        if (!text) return fail(Errc::custom_fields_invalid, std::string(name));
        if (id <= 0) continue;
        fields.push_back(
            {core::CustomFieldId(id), {}, std::move(*text), /*clear=*/item.is_null, item.is_flag});
    }
    return fields;
}

}  // namespace desk::api
