#include "api/common/php_serialize.hpp"

#include <string>

#include "fuzz/fuzz.hpp"

/// PHP's `serialize`: bounded in size, number and depth, valid texts, and the same value again when
/// it is written out.
namespace desk::fuzz {

namespace {

std::string written(std::string_view text) {
    return "s:" + std::to_string(text.size()) + ":\"" + std::string(text) + "\";";
}

std::string written(const api::ParamValue& value) {
    if (value.is_null) return "N;";
    if (!value.is_array) return written(value.text);
    std::string text = "a:" + std::to_string(value.items.size()) + ":{";
    for (const auto& [key, item] : value.items) text += written(key) + written(item);
    return text + "}";
}

bool equal(const api::ParamValue& a, const api::ParamValue& b) {
    if (a.text != b.text || a.is_array != b.is_array || a.is_null != b.is_null) return false;
    if (a.items.size() != b.items.size()) return false;
    for (std::size_t i = 0; i < a.items.size(); ++i) {
        if (a.items[i].first != b.items[i].first) return false;
        if (!equal(a.items[i].second, b.items[i].second)) return false;
    }
    return true;
}

}  // namespace

void run(std::string_view input) {
    const std::optional<api::ParamValue> value = api::read_php_serialised(input);
    if (!value) return;
    check(check_value(*value) <= api::kMaxSerialisedItems + 1, "there are not too many items");
    const std::optional<api::ParamValue> same = api::read_php_serialised(written(*value));
    check(same.has_value(), "what was read can be written and read");
    check(equal(*value, *same), "it is the same value");
}

}  // namespace desk::fuzz
