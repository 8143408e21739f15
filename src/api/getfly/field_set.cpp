#include "api/getfly/field_set.hpp"

#include <algorithm>

#include "util/text.hpp"

namespace desk::getfly {

namespace {

void add_names(std::string_view list, std::span<const std::string_view> names, FieldSet& fields) {
    for (const std::string_view name : split(list, ',')) {
        const auto at = std::find(names.begin(), names.end(), trim(name));
        if (at != names.end()) fields.set(static_cast<std::size_t>(at - names.begin()));
    }
}

}  // namespace

std::optional<FieldSet> chosen_fields(const api::Params& params,
                                      std::span<const std::string_view> names) {
    const api::ParamValue* value = params.value("fields");
    if (value == nullptr || (!value->is_array && is_blank(value->text))) return std::nullopt;
    FieldSet fields;
    add_names(value->text, names, fields);
    for (const auto& [key, item] : value->items) add_names(item.text, names, fields);
    return fields;
}

}  // namespace desk::getfly
