#include "wire/golden_text.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

#include "util/encoding.hpp"
#include "util/hash.hpp"

namespace desk::wire {

namespace {

constexpr std::array<std::string_view, 4> kFunctions{"base64:", "bytes:", "repeat:", "sha256:"};

bool is_function(std::string_view hole) {
    return std::any_of(kFunctions.begin(), kFunctions.end(),
                       [&](std::string_view name) { return hole.starts_with(name); });
}

/// Where the hole that opens at `begin` ends: behind its "}}". A function's text may end in braces
/// of its own, so of a run of braces the last two close it.
std::size_t end_of_hole(std::string_view text, std::size_t begin) {
    const bool takes_text = is_function(text.substr(begin + 2));
    std::size_t depth = 0;
    for (std::size_t i = begin; i + 1 < text.size(); ++i) {
        if (text.substr(i, 2) == "{{") {
            ++depth;
            ++i;
        } else if (text.substr(i, 2) == "}}") {
            while (takes_text && depth == 1 && i + 2 < text.size() && text[i + 2] == '}') ++i;
            ++i;
            if (--depth == 0) return i + 1;
        }
    }
    throw std::runtime_error("a hole without an end: " + std::string(text.substr(begin, 60)));
}

std::string call(std::string_view hole, const Variables& variables) {
    const std::size_t colon = hole.find(':');
    const std::string_view argument = hole.substr(colon + 1);
    if (hole.starts_with("base64:")) return base64_encode(fill_holes(argument, variables));
    if (hole.starts_with("sha256:")) return sha256_hex(fill_holes(argument, variables));
    if (hole.starts_with("bytes:")) {
        std::string hex(argument);
        std::erase(hex, ' ');
        const auto bytes = hex_decode(hex);
        if (!bytes) throw std::runtime_error("not hex: " + hex);
        return *bytes;
    }
    const std::size_t second = argument.find(':');
    const int count = std::stoi(std::string(argument.substr(0, second)));
    const std::string unit = fill_holes(argument.substr(second + 1), variables);
    std::string repeated;
    for (int i = 0; i < count; ++i) repeated += unit;
    return repeated;
}

/// What a hole stands for; nothing when it is one that only an answer can have.
std::optional<std::string> value_of(std::string_view hole, const Variables& variables) {
    if (is_function(hole)) return call(hole, variables);
    const auto found = variables.find(hole);
    if (found == variables.end()) return std::nullopt;
    return found->second;
}

bool is_digit(unsigned char c) { return c >= '0' && c <= '9'; }
bool is_upper(unsigned char c) { return is_digit(c) || (c >= 'A' && c <= 'Z'); }
bool is_alnum(unsigned char c) { return is_upper(c) || (c >= 'a' && c <= 'z'); }
bool is_anything(unsigned char) { return true; }

/// A hole that takes characters of an answer.
struct Pattern {
    std::string name;  ///< to catch under; empty: not caught
    bool (*takes)(unsigned char) = is_anything;
    std::size_t count = 0;  ///< exactly so many; 0: as many as there are, at least one
    bool up_to_next = false;
};

Pattern read_pattern(std::string_view hole) {
    Pattern pattern;
    const std::size_t equals = hole.find('=');
    if (equals != std::string_view::npos) {
        pattern.name = hole.substr(0, equals);
        hole.remove_prefix(equals + 1);
    }
    const std::size_t colon = hole.find(':');
    if (colon != std::string_view::npos) {
        pattern.count = std::stoul(std::string(hole.substr(colon + 1)));
    }
    const std::string_view kind = hole.substr(0, colon);
    if (kind == "digits") {
        pattern.takes = is_digit;
    } else if (kind == "upper") {
        pattern.takes = is_upper;
    } else if (kind == "alnum") {
        pattern.takes = is_alnum;
    } else if (kind == "any") {
        pattern.up_to_next = true;
    } else if (kind != "text" || pattern.count == 0) {
        throw std::runtime_error("nothing is known of the hole {{" + std::string(hole) + "}}");
    }
    return pattern;
}

bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

/// How many bytes at the front of `actual` the pattern takes; nothing when it does not match.
std::optional<std::size_t> match(const Pattern& pattern, std::string_view actual,
                                 std::string_view next_literal) {
    if (pattern.up_to_next) {
        if (next_literal.empty()) return actual.size();
        const std::size_t at = actual.find(next_literal);
        if (at == std::string_view::npos) return std::nullopt;
        return at;
    }
    std::size_t bytes = 0;
    std::size_t characters = 0;
    while (bytes < actual.size() && (pattern.count == 0 || characters < pattern.count)) {
        if (!pattern.takes(static_cast<unsigned char>(actual[bytes]))) break;
        ++bytes;
        while (bytes < actual.size() && continues_character(actual[bytes])) ++bytes;
        ++characters;
    }
    if (characters == 0 || (pattern.count != 0 && characters != pattern.count)) return std::nullopt;
    return bytes;
}

std::string difference(std::string_view expected, std::string_view actual) {
    return "expected: " + std::string(expected.substr(0, 120)) +
           "\n     but: " + std::string(actual.substr(0, 120));
}

}  // namespace

std::string fill_holes(std::string_view text, const Variables& variables,
                       const std::function<std::string(const std::string&)>& encode) {
    std::string filled;
    while (true) {
        const std::size_t begin = text.find("{{");
        filled += text.substr(0, begin);
        if (begin == std::string_view::npos) return filled;
        const std::size_t end = end_of_hole(text, begin);
        const std::string_view hole = text.substr(begin + 2, end - begin - 4);
        const std::optional<std::string> value = value_of(hole, variables);
        if (!value) {
            throw std::runtime_error("nothing was given or caught as {{" + std::string(hole) +
                                     "}}");
        }
        filled += encode ? encode(*value) : *value;
        text.remove_prefix(end);
    }
}

std::optional<std::string> compare(std::string_view expected, std::string_view actual,
                                   Variables& variables) {
    while (true) {
        const std::size_t begin = std::min(expected.find("{{"), expected.size());
        const std::string_view literal = expected.substr(0, begin);
        if (actual.substr(0, begin) != literal) {
            const auto* const at =
                std::mismatch(literal.begin(), literal.end(), actual.begin(), actual.end()).first;
            const auto same = static_cast<std::size_t>(at - literal.begin());
            const std::size_t shown = same < 30 ? 0 : same - 30;
            return difference(expected.substr(shown), actual.substr(shown));
        }
        actual.remove_prefix(begin);
        if (begin == expected.size()) {
            if (actual.empty()) return std::nullopt;
            return difference("the end", actual);
        }
        const std::size_t end = end_of_hole(expected, begin);
        const std::string_view hole = expected.substr(begin + 2, end - begin - 4);
        const std::string_view rest = expected.substr(end);
        if (const std::optional<std::string> value = value_of(hole, variables)) {
            if (actual.substr(0, value->size()) != *value) return difference(*value, actual);
            actual.remove_prefix(value->size());
        } else {
            const Pattern pattern = read_pattern(hole);
            const auto taken = match(pattern, actual, rest.substr(0, rest.find("{{")));
            if (!taken) return difference(expected.substr(begin), actual);
            if (!pattern.name.empty()) variables[pattern.name] = actual.substr(0, *taken);
            actual.remove_prefix(*taken);
        }
        expected = rest;
    }
}

std::string without_json_blanks(std::string_view json) {
    std::string kept;
    bool in_string = false;
    for (std::size_t i = 0; i < json.size(); ++i) {
        const char c = json[i];
        if (in_string && c == '\\' && i + 1 < json.size()) {
            kept += c;
            kept += json[++i];
            continue;
        }
        if (c == '"') in_string = !in_string;
        const bool blank = c == ' ' || c == '\n' || c == '\r' || c == '\t';
        if (in_string || !blank) kept += c;
    }
    return kept;
}

std::string without_xml_blanks(std::string_view xml) {
    std::string kept;
    for (std::size_t i = 0; i < xml.size(); ++i) {
        kept += xml[i];
        if (xml[i] != '>') continue;
        const std::size_t next = std::min(xml.find_first_not_of(" \n\r\t", i + 1), xml.size());
        if (next == xml.size() || xml[next] == '<') i = next - 1;
    }
    return kept;
}

std::string percent_encode(const std::string& text) {
    constexpr std::string_view kHex = "0123456789ABCDEF";
    std::string encoded;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (is_alnum(byte) || c == '-' || c == '.' || c == '_' || c == '~') {
            encoded += c;
        } else {
            encoded += '%';
            encoded += kHex[byte >> 4U];
            encoded += kHex[byte & 15U];
        }
    }
    return encoded;
}

}  // namespace desk::wire
