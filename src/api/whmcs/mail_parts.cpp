#include "api/whmcs/mail_parts.hpp"

#include "api/common/php_serialize.hpp"
#include "util/encoding.hpp"
#include "util/text.hpp"

namespace desk::whmcs {

core::Result<void> read_merge_fields(const api::Params& params, std::string_view name,
                                     core::MergeFields& fields) {
    const api::ParamValue* value = params.value(name);
    if (value == nullptr) return {};
    std::optional<api::ParamValue> decoded;
    if (!value->is_array) {
        if (is_blank(value->text)) return {};
        if (const auto bytes = base64_decode(value->text)) {
            decoded = api::read_php_serialised(*bytes);
        }
        if (!decoded || !decoded->is_array) {
            return core::fail(core::Errc::value_invalid, std::string(name));
        }
        value = &*decoded;
    }
    for (const auto& [word, item] : value->items) {
        if (!item.is_array) fields.emplace_back(word, item.text);
    }
    return {};
}

}  // namespace desk::whmcs
