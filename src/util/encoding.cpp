#include "util/encoding.hpp"

#include <array>
#include <cstdint>

namespace desk {
namespace {

constexpr std::string_view kBase64Alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

constexpr std::uint8_t kNoDigit = 255;
constexpr std::uint8_t kSkipped = 254;
constexpr std::uint8_t kPadding = 253;

using Base64Values = std::array<std::uint8_t, 256>;

/// What each byte means; white space is skipped, the blank as `blank` says.
constexpr Base64Values base64_values(std::uint8_t blank) {
    Base64Values values{};
    values.fill(kNoDigit);
    for (std::size_t i = 0; i < kBase64Alphabet.size(); ++i) {
        values[static_cast<unsigned char>(kBase64Alphabet[i])] = static_cast<std::uint8_t>(i);
    }
    for (const char c : {'\t', '\n', '\v', '\f', '\r'})
        values[static_cast<unsigned char>(c)] = kSkipped;
    values['='] = kPadding;
    values[' '] = blank;
    return values;
}

constexpr Base64Values kBlankIsSkipped = base64_values(kSkipped);
constexpr Base64Values kBlankIsPlus = base64_values(62);

std::optional<std::string> decode(std::string_view text, const Base64Values& values) {
    std::string bytes(text.size() / 4 * 3 + 3, '\0');
    char* out = bytes.data();
    std::uint32_t bits = 0;
    std::size_t digits = 0;
    std::size_t padding = 0;
    for (const char c : text) {
        const std::uint8_t value = values[static_cast<unsigned char>(c)];
        if (value == kSkipped) continue;
        if (value == kPadding) {
            ++padding;
            continue;
        }
        if (value == kNoDigit || padding > 0) return std::nullopt;
        bits = bits << 6U | value;
        if (++digits % 4 == 0) {
            *out++ = static_cast<char>(bits >> 16U);
            *out++ = static_cast<char>(bits >> 8U);
            *out++ = static_cast<char>(bits);
        }
    }
    const std::size_t open = digits % 4;  // digits of a group that is not full
    if (open == 1 || padding > (open == 0 ? 0 : 4 - open)) return std::nullopt;
    if (open >= 2) *out++ = static_cast<char>(open == 2 ? bits >> 4U : bits >> 10U);
    if (open == 3) *out++ = static_cast<char>(bits >> 2U);
    bytes.resize(static_cast<std::size_t>(out - bytes.data()));
    return bytes;
}

std::string_view without_outer_white_space(std::string_view text) {
    constexpr std::string_view kWhite = " \t\n\v\f\r";
    const std::size_t first = text.find_first_not_of(kWhite);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(kWhite) - first + 1);
}

/// True when the blanks stand as line breaks do in wrapped base64: after every 60, 64 or 76 digits.
bool is_wrapped_by_blanks(std::string_view text) {
    const std::size_t width = text.find(' ');
    if (width != 60 && width != 64 && width != 76) return false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if ((text[at] == ' ') != (at % (width + 1) == width)) return false;
    }
    return true;
}

int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

}  // namespace

std::string base64_encode(std::string_view bytes) {
    std::string text((bytes.size() + 2) / 3 * 4, '=');
    char* out = text.data();
    const auto byte = [&](std::size_t at) -> std::uint32_t {
        return static_cast<unsigned char>(bytes[at]);
    };
    std::size_t at = 0;
    for (; at + 3 <= bytes.size(); at += 3) {
        const std::uint32_t bits = byte(at) << 16U | byte(at + 1) << 8U | byte(at + 2);
        *out++ = kBase64Alphabet[bits >> 18U];
        *out++ = kBase64Alphabet[bits >> 12U & 63U];
        *out++ = kBase64Alphabet[bits >> 6U & 63U];
        *out++ = kBase64Alphabet[bits & 63U];
    }
    if (const std::size_t left = bytes.size() - at; left > 0) {
        const std::uint32_t bits = byte(at) << 16U | (left == 2 ? byte(at + 1) << 8U : 0U);
        *out++ = kBase64Alphabet[bits >> 18U];
        *out++ = kBase64Alphabet[bits >> 12U & 63U];
        if (left == 2) *out++ = kBase64Alphabet[bits >> 6U & 63U];
    }
    return text;
}

std::optional<std::string> base64_decode(std::string_view text) {
    text = without_outer_white_space(text);
    // A text that kept one "+" went through no form decoder, so its blanks are white space. Of the
    // others a blank is a lost "+", unless the text makes sense only without.
    const bool has_blanks = text.find(' ') != std::string_view::npos;
    if (has_blanks && text.find('+') == std::string_view::npos && !is_wrapped_by_blanks(text)) {
        if (auto bytes = decode(text, kBlankIsPlus)) return bytes;
    }
    return decode(text, kBlankIsSkipped);
}

std::string hex_encode(std::string_view bytes) {
    constexpr std::string_view kHex = "0123456789abcdef";
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        text += kHex[byte >> 4U];
        text += kHex[byte & 15U];
    }
    return text;
}

std::optional<std::string> hex_decode(std::string_view text) {
    if (text.size() % 2 != 0) return std::nullopt;
    std::string bytes;
    bytes.reserve(text.size() / 2);
    for (std::size_t at = 0; at < text.size(); at += 2) {
        const int high = hex_value(text[at]);
        const int low = hex_value(text[at + 1]);
        if (high < 0 || low < 0) return std::nullopt;
        bytes += static_cast<char>(high * 16 + low);
    }
    return bytes;
}

std::string percent_decode(std::string_view text, bool plus_is_blank) {
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (c == '%' && at + 2 < text.size()) {
            const int high = hex_value(text[at + 1]);
            const int low = hex_value(text[at + 2]);
            if (high >= 0 && low >= 0) {
                decoded += static_cast<char>(high * 16 + low);
                at += 2;
                continue;
            }
        }
        decoded += c == '+' && plus_is_blank ? ' ' : c;
    }
    return decoded;
}

}  // namespace desk
