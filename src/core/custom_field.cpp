#include "core/custom_field.hpp"

#include <algorithm>
#include <charconv>

#include "core/ports.hpp"
#include "util/text.hpp"

namespace desk::core {

namespace {

bool is_number(std::string_view text) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} && end == text.data() + text.size();
}

/// `YYYY-MM-DD` (midnight in the desk's zone) or UTC seconds, as UTC seconds.
Result<std::string> checked_date(const CustomField& field, std::string_view value,
                                 const TimeZone& zone) {
    std::int64_t seconds = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), seconds);
    if (error == std::errc{} && end == value.data() + value.size()) return std::to_string(seconds);
    if (!parse_date(value)) return fail(Errc::custom_field_invalid, field.code);
    const auto midnight = parse_date_time(value, zone);
    return std::to_string(midnight->time_since_epoch().count());
}

Result<std::string> checked_value(const CustomField& field, const std::string& value,
                                  const TimeZone& zone) {
    if (value.size() > kMaxCustomFieldBytes) return fail(Errc::custom_field_too_long, field.code);
    if (value.empty()) return value;
    if (field.type == CustomField::Type::date) return checked_date(field, trim(value), zone);
    if (field.type == CustomField::Type::number && !is_number(trim(value))) {
        return fail(Errc::custom_field_invalid, field.code);
    }
    return value;
}

}  // namespace

Result<std::vector<CustomFieldInput>> checked_custom_fields(
    Tx& tx, DepartmentId department, const std::vector<CustomFieldInput>& inputs,
    bool ignore_unknown) {
    std::vector<CustomFieldInput> checked;
    if (inputs.empty()) return checked;
    const std::vector<CustomField> fields = tx.custom_fields(department);
    for (const CustomFieldInput& input : inputs) {
        const auto field = std::find_if(fields.begin(), fields.end(), [&](const CustomField& f) {
            return input.id.is_set() ? f.id == input.id : f.code == input.code;
        });
        if (field == fields.end()) {
            if (ignore_unknown) continue;
            return fail(Errc::custom_field_unknown, input.code);
        }
        CustomFieldInput entry{field->id, field->code, {}, input.clear};
        if (!input.clear) {
            auto value = checked_value(*field, input.value, tx.settings().time_zone);
            if (!value) return tl::unexpected(value.error());
            entry.value = std::move(*value);
        }
        std::erase_if(checked, [&](const CustomFieldInput& c) { return c.id == entry.id; });
        checked.push_back(std::move(entry));
    }
    return checked;
}

}  // namespace desk::core
