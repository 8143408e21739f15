#include "core/custom_field.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>
#include <optional>

#include "core/ports.hpp"
#include "util/text.hpp"

namespace desk::core {

namespace {

bool is_number(std::string_view text) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} && end == text.data() + text.size() && std::isfinite(value);
}

/// The words for true and false that forms and programs send, in any letter case.
bool is_flag_word(std::string_view text) {
    constexpr std::array<std::string_view, 8> kWords{"1", "true",  "yes", "on",
                                                     "0", "false", "no",  "off"};
    return std::any_of(kWords.begin(), kWords.end(),
                       [&](std::string_view word) { return equal_ignoring_case(text, word); });
}

/// What a value may choose from, by name: letter by letter, else letter case aside.
class Options {
  public:
    explicit Options(const CustomField& field) {
        for (const std::string& option : field.options) {
            exact_.emplace(option, option);
            folded_.emplace(fold(option), option);
        }
    }

    /// The option as the field has it; nothing when there is none of that name.
    [[nodiscard]] std::optional<std::string_view> find(std::string_view name) const {
        if (const auto found = exact_.find(name); found != exact_.end()) return found->second;
        const auto found = folded_.find(fold(name));
        if (found == folded_.end()) return std::nullopt;
        return found->second;
    }

  private:
    std::map<std::string_view, std::string_view> exact_;
    std::map<std::string, std::string_view> folded_;
};

/// One option, or several with "," between them. A field without options takes everything.
Result<std::string> checked_choice(const CustomField& field, const std::string& value) {
    if (field.options.empty()) return value;
    const bool is_one = field.type == CustomField::Type::choice;
    const Options options(field);
    std::string chosen;
    for (const std::string_view name :
         is_one ? std::vector<std::string_view>{value} : split(value, ',')) {
        if (is_blank(name)) continue;
        const auto option = options.find(trim(name));
        if (!option) return fail(Errc::custom_field_invalid, field.code);
        if (!chosen.empty()) chosen += ',';
        chosen += *option;
    }
    return chosen;
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

Result<std::string> checked_value(const CustomField& field, const CustomFieldInput& input,
                                  const TimeZone& zone) {
    const std::string& value = input.value;
    if (value.size() > kMaxCustomFieldBytes) return fail(Errc::custom_field_too_long, field.code);
    if (value.empty()) return value;
    const auto kept_if = [&](bool is_valid) -> Result<std::string> {
        if (!is_valid) return fail(Errc::custom_field_invalid, field.code);
        return value;
    };
    switch (field.type) {
        case CustomField::Type::text:
            return value;
        case CustomField::Type::number:
            return kept_if(is_number(trim(value)));
        case CustomField::Type::date:
            if (input.is_flag) return kept_if(false);
            return checked_date(field, trim(value), zone);
        case CustomField::Type::checkbox:
            return kept_if(is_blank(value) || is_flag_word(trim(value)));
        case CustomField::Type::choice:
        case CustomField::Type::choices:
            return checked_choice(field, value);
    }
    return value;
}

bool is_answered_so(const std::vector<CustomFieldAnswer>& answers, CustomFieldId field,
                    const std::string& value) {
    return std::any_of(answers.begin(), answers.end(), [&](const CustomFieldAnswer& answer) {
        return answer.field.id == field && answer.has_value && answer.value == value;
    });
}

}  // namespace

Result<std::vector<CustomFieldInput>> checked_custom_fields(
    Tx& tx, DepartmentId department, const std::vector<CustomFieldInput>& inputs,
    bool ignore_unknown, const std::vector<CustomFieldAnswer>& present) {
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
        if (!input.clear && is_answered_so(present, field->id, input.value)) {
            entry.value = input.value;
        } else if (!input.clear) {
            auto value = checked_value(*field, input, tx.settings().time_zone);
            if (!value) return tl::unexpected(value.error());
            entry.value = std::move(*value);
        }
        std::erase_if(checked, [&](const CustomFieldInput& c) { return c.id == entry.id; });
        checked.push_back(std::move(entry));
    }
    return checked;
}

}  // namespace desk::core
