#pragma once
#include <cstddef>
#include <string_view>

namespace desk {

/// U+FFFD, what stands for bytes that are no character.
inline constexpr std::string_view kReplacementCharacter = "\xEF\xBF\xBD";

/// One step through text of foreign make: a character, or bytes that are none.
struct Utf8Step {
    std::size_t length = 1;  ///< bytes to go on by, at least 1
    bool is_valid = false;
};

/// Looks at the bytes from `at` on, which must be less than the size. Bad bytes are taken as the
/// Unicode standard advises: as much as could have begun a character counts as one mistake.
inline Utf8Step utf8_step(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t offset) -> unsigned {
        return at + offset < text.size() ? static_cast<unsigned char>(text[at + offset]) : 0U;
    };
    const unsigned first = byte(0);
    if (first < 0x80) return {1, true};
    if (first < 0xC2 || first > 0xF4) return {1, false};
    // Only the second byte's range depends on the first: no overlong forms, no surrogates, nothing
    // above U+10FFFF.
    const unsigned lowest = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    const unsigned highest = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    if (byte(1) < lowest || byte(1) > highest) return {1, false};
    const std::size_t length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    for (std::size_t i = 2; i < length; ++i) {
        if ((byte(i) & 0xC0U) != 0x80U) return {i, false};
    }
    return {length, true};
}

/// `text` cut to at most `bytes`, between two characters.
inline std::string_view utf8_prefix(std::string_view text, std::size_t bytes) {
    if (text.size() <= bytes) return text;
    std::size_t end = bytes;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
    return text.substr(0, end);
}

}  // namespace desk
