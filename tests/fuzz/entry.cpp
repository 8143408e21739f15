#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <set>
#include <string>

#include "fuzz/fuzz.hpp"

namespace desk::fuzz {

namespace {

bool continues(std::string_view text, std::size_t at) {
    return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U;
}

/// Bytes of the character at `at`, by its number: none is longer than it needs to be, a surrogate
/// or beyond U+10FFFF. 0: it is no character.
std::size_t character_at(std::string_view text, std::size_t at) {
    const auto first = static_cast<unsigned char>(text[at]);
    if (first < 0x80) return first == 0 ? 0 : 1;
    const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    std::uint32_t number = first & (0x7FU >> length);
    for (std::size_t i = 1; i < length; ++i) {
        if (!continues(text, at + i)) return 0;
        number = number << 6U | (static_cast<unsigned char>(text[at + i]) & 0x3FU);
    }
    constexpr std::uint32_t kLeast[] = {0, 0, 0x80, 0x800, 0x10000};
    const bool is_surrogate = number >= 0xD800 && number <= 0xDFFF;
    const bool is_sound = first >= 0xC0 && first < 0xF8 && number >= kLeast[length] &&
                          number <= 0x10FFFF && !is_surrogate;
    return is_sound ? length : 0;
}

}  // namespace

void check(bool holds, std::string_view claim, std::source_location where) {
    if (holds) return;
    std::fprintf(stderr, "%s:%u: does not hold: %.*s\n", where.file_name(),
                 static_cast<unsigned>(where.line()), static_cast<int>(claim.size()), claim.data());
    std::abort();
}

std::string_view take_line(std::string_view& input) {
    const std::size_t end = input.find('\n');
    const std::string_view line = input.substr(0, end);
    input.remove_prefix(end == std::string_view::npos ? input.size() : end + 1);
    return line;
}

void check_text(std::string_view text, std::source_location where) {
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = character_at(text, at);
        check(length > 0, "a text that is kept is UTF-8 without NUL", where);
        at += length;
    }
}

std::size_t check_value(const api::ParamValue& value, std::size_t depth) {
    check(depth <= api::kMaxNesting, "arrays are not nested deeper than the bound");
    check_text(value.text);
    if (!value.is_array) check(value.items.empty(), "a scalar has no items");
    std::size_t values = 1;
    std::set<std::string_view> keys;
    for (const auto& [key, item] : value.items) {
        check_text(key);
        check(keys.insert(key).second, "a key stands in an array once");
        check(value.item(key) == &item, "an item is found by its key");
        values += check_value(item, depth + 1);
    }
    return values;
}

}  // namespace desk::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    desk::fuzz::run({reinterpret_cast<const char*>(data), size});
    return 0;
}
