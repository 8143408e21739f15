#pragma once
#include "api/common/field.hpp"
#include "core/new_password.hpp"
#include "core/record_values.hpp"

namespace desk::api {

/// As it was sent, blanks around it included: they are part of a password.
template <>
struct Parse<core::NewPassword> {
    static core::Result<std::optional<core::NewPassword>> read(Params& params,
                                                               std::string_view name,
                                                               const BindContext& context) {
        static_cast<void>(context);
        const std::string* text = params.text(name);
        if (text == nullptr || text->empty()) return std::nullopt;
        if (text->size() > core::kMaxPasswordBytes) {
            return core::fail(core::Errc::value_invalid, std::string(name));
        }
        return core::NewPassword{*text, {}};
    }
};

}  // namespace desk::api
