#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "api/common/field.hpp"
#include "api/common/params.hpp"
#include "core/custom_field.hpp"
#include "core/error.hpp"

namespace desk::api {

/// The answers of `customfields`, by field id: base64 of a serialised PHP array, or the bracket
/// form `customfields[8]=…`. The Keliweb dialect takes base64 of a JSON object as well. Several
/// choices (a nested array) are joined with ",", null clears, keys that are no ids are left out.
/// \return nothing when absent; Errc::custom_fields_invalid for anything that cannot be read
core::Result<std::optional<std::vector<core::CustomFieldInput>>> read_custom_fields(
    const Params& params, std::string_view name, bool takes_json);

template <>
struct Parse<std::vector<core::CustomFieldInput>> {
    static core::Result<std::optional<std::vector<core::CustomFieldInput>>> read(
        Params& params, std::string_view name, const BindContext& context) {
        return read_custom_fields(params, name, context.origin == core::Origin::keliweb);
    }
};

}  // namespace desk::api
