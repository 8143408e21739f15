#pragma once
#include "api/common/field.hpp"
#include "core/new_password.hpp"

namespace desk::api {

/// As it was sent, blanks around it included: they are part of a password.
template <>
struct Parse<core::NewPassword> {
    static core::Result<std::optional<core::NewPassword>> read(Params& params,
                                                               std::string_view name,
                                                               const BindContext& context) {
        static_cast<void>(context);
        constexpr std::size_t kMostBytes = 1024;
        const std::string* text = params.text(name);
        if (text == nullptr || text->empty()) return std::nullopt;
        if (text->size() > kMostBytes) {
            return core::fail(core::Errc::value_invalid, std::string(name));
        }
        return core::NewPassword{*text, {}};
    }
};

}  // namespace desk::api
