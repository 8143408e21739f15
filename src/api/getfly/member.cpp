#include "api/getfly/member.hpp"

#include <boost/json/array.hpp>
#include <utility>

#include "api/common/json_value.hpp"
#include "core/settings.hpp"
#include "net/form.hpp"
#include "util/text.hpp"
#include "util/time_text.hpp"

namespace desk::getfly {

namespace {

namespace json = boost::json;
using core::Errc;

auto wrong_type(std::string_view name) {
    return core::fail(Errc::field_type_invalid, std::string(name));
}

/// Several choices as the one text that a field keeps: joined with ",".
std::optional<std::string> joined(const json::array& choices) {
    std::string text;
    for (const json::value& choice : choices) {
        if (!choice.is_string() && !choice.is_number()) return std::nullopt;
        if (!text.empty()) text += ',';
        text += *api::scalar_text(choice);
    }
    return text;
}

core::Result<core::CustomFieldInput> read_custom_field(const std::string& code,
                                                       const json::value& value) {
    core::CustomFieldInput field;
    field.code = code;
    if (value.is_null()) {
        field.clear = true;
        return field;
    }
    auto text = value.is_array() ? joined(value.get_array()) : api::scalar_text(value);
    if (!text) return wrong_type("custom_fields." + code);
    field.value = std::move(*text);
    field.is_flag = value.is_bool();
    return field;
}

}  // namespace

bool clears(const json::value& value) {
    return value.is_null() || (value.is_string() && is_blank(value.get_string()));
}

core::Result<std::string> read_text(std::string_view name, const json::value& value) {
    if (value.is_null()) return std::string{};
    if (!value.is_string()) return wrong_type(name);
    return *api::scalar_text(value);
}

core::Result<std::string> read_trimmed(std::string_view name, const json::value& value) {
    auto text = read_text(name, value);
    if (!text) return text;
    return std::string(trim(*text));
}

core::Result<std::string> read_required(std::string_view name, const json::value& value) {
    auto text = read_trimmed(name, value);
    if (text && text->empty()) return core::fail(Errc::field_required, std::string(name));
    return text;
}

core::Result<std::string> read_phone(std::string_view name, const json::value& value) {
    if (value.is_int64() || value.is_uint64()) return *api::scalar_text(value);
    return read_text(name, value);
}

core::Result<std::string> read_email(std::string_view name, const json::value& value) {
    auto address = read_trimmed(name, value);
    if (!address || address->empty()) return address;
    if (count_characters(*address) > core::kMaxEmailCharacters) {
        return core::fail(Errc::email_too_long);
    }
    if (!is_email(*address)) return core::fail(Errc::email_invalid);
    return address;
}

core::Result<std::optional<std::chrono::year_month_day>> read_date(std::string_view name,
                                                                   const json::value& value) {
    auto text = read_trimmed(name, value);
    if (!text) return tl::unexpected(std::move(text.error()));
    if (text->empty()) return std::nullopt;
    const auto date = parse_date(*text);
    if (!date) return core::fail(Errc::date_invalid);
    return date;
}

core::Result<std::vector<core::CustomFieldInput>> read_custom_fields(std::string_view name,
                                                                     const json::value& value) {
    std::vector<core::CustomFieldInput> fields;
    if (clears(value) || (value.is_array() && value.get_array().empty())) return fields;
    if (!value.is_object()) return wrong_type(name);
    if (value.get_object().size() > net::kMaxFormFields) {
        return core::fail(Errc::too_many_parameters);
    }
    for (const auto& [key, item] : value.get_object()) {
        const std::string code = make_valid(std::string(key));
        if (count_characters(code) > core::kMaxNameCharacters) {
            return core::fail(Errc::custom_fields_invalid);
        }
        auto field = read_custom_field(code, item);
        if (!field) return tl::unexpected(std::move(field.error()));
        fields.push_back(std::move(*field));
    }
    return fields;
}

}  // namespace desk::getfly
