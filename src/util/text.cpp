#include "util/text.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

#include "util/utf8.hpp"

namespace desk {
namespace {

constexpr std::string_view kWhiteSpace = " \t\n\v\f\r";
constexpr std::size_t kMaxFileNameBytes = 255;
/// Longer texts are no names: putting their combining marks in order would take quadratic time.
constexpr std::size_t kMaxFoldedBytes = 4096;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// C0, DEL, C1 and the two separators of lines and paragraphs.
bool is_control(std::string_view character) {
    if (character.size() == 1) {
        return static_cast<unsigned char>(character[0]) < 0x20 || character[0] == '\x7F';
    }
    if (character.size() == 2) {
        return character[0] == '\xC2' && static_cast<unsigned char>(character[1]) < 0xA0;
    }
    return character == "\xE2\x80\xA8" || character == "\xE2\x80\xA9";
}

/// U+202A..202E and U+2066..2069 turn text around: `gpj.exe` can be shown as `exe.jpg`.
bool turns_text_around(std::string_view character) {
    if (character.size() != 3 || character[0] != '\xE2') return false;
    const auto last = static_cast<unsigned char>(character[2]);
    return (character[1] == '\x80' && last >= 0xAA && last <= 0xAE) ||
           (character[1] == '\x81' && last >= 0xA6 && last <= 0xA9);
}

std::string_view base_name(std::string_view name) {
    const std::size_t slash = name.find_last_of("/\\");
    return slash == std::string_view::npos ? name : name.substr(slash + 1);
}

bool is_local_part(std::string_view text) {
    if (text.empty() || text.size() > 64 || text.front() == '.' || text.back() == '.') return false;
    if (text.find("..") != std::string_view::npos) return false;
    return std::all_of(text.begin(), text.end(), [](char c) {
        return is_letter(c) || is_digit(c) ||
               std::string_view(".!#$%&'*+-/=?^_`{|}~").find(c) != std::string_view::npos;
    });
}

bool is_domain_label(std::string_view text) {
    return !text.empty() && text.size() <= 63 && text.front() != '-' && text.back() != '-' &&
           std::all_of(text.begin(), text.end(),
                       [](char c) { return is_letter(c) || is_digit(c) || c == '-'; });
}

}  // namespace

std::string make_valid(std::string text) {
    std::size_t good = 0;  // everything before is fit to keep
    while (good < text.size() && text[good] != '\0') {
        const Utf8Step step = utf8_step(text, good);
        if (!step.is_valid) break;
        good += step.length;
    }
    if (good == text.size()) return text;

    std::string valid(text, 0, good);
    valid.reserve(text.size() + 16);
    for (std::size_t at = good; at < text.size();) {
        const Utf8Step step = utf8_step(text, at);
        if (step.is_valid && text[at] != '\0') {
            valid.append(text, at, step.length);
        } else {
            valid += kReplacementCharacter;
        }
        at += step.length;
    }
    return valid;
}

std::string_view trim(std::string_view text) {
    const std::size_t first = text.find_first_not_of(kWhiteSpace);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(kWhiteSpace) - first + 1);
}

bool is_blank(std::string_view text) {
    return text.find_first_not_of(kWhiteSpace) == std::string_view::npos;
}

std::string one_line(std::string_view text) {
    std::string line;
    line.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = utf8_step(text, at).length;
        const std::string_view character = text.substr(at, length);
        const bool is_crlf = character == "\r" && text.substr(at + 1, 1) == "\n";
        if (!is_control(character)) {
            line += character;
        } else if (!is_crlf) {  // of CR LF only the second makes a blank
            line += ' ';
        }
        at += length;
    }
    return line;
}

std::size_t count_characters(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    }));
}

std::string ascii_lower(std::string_view text) {
    std::string lowered(text);
    std::transform(lowered.begin(), lowered.end(), lowered.begin(), lower);
    return lowered;
}

bool equal_ignoring_case(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](char x, char y) { return lower(x) == lower(y); });
}

std::string fold(std::string_view text) {
    text = trim(text);
    if (is_ascii(text) || text.size() > kMaxFoldedBytes) return ascii_lower(text);

    const std::string valid = make_valid(std::string(text));
    utf8proc_uint8_t* mapped = nullptr;
    const utf8proc_ssize_t size = utf8proc_map(
        reinterpret_cast<const utf8proc_uint8_t*>(valid.data()),
        static_cast<utf8proc_ssize_t>(valid.size()), &mapped,
        static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD));
    const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(mapped, &std::free);
    if (size < 0) return ascii_lower(valid);
    return {reinterpret_cast<const char*>(mapped), static_cast<std::size_t>(size)};
}

bool is_email(std::string_view text) {
    if (text.size() > 254) return false;
    const std::size_t at = text.rfind('@');
    if (at == std::string_view::npos || !is_local_part(text.substr(0, at))) return false;
    const std::vector<std::string_view> labels = split(text.substr(at + 1), '.');
    if (!std::all_of(labels.begin(), labels.end(), is_domain_label)) return false;
    // 127.0.0.1 is an address of a machine, not of a mail domain.
    return !std::all_of(labels.back().begin(), labels.back().end(), is_digit);
}

std::string safe_file_name(std::string_view name) {
    const std::string valid = make_valid(std::string(base_name(name)));
    std::string safe;
    for (std::size_t at = 0; at < valid.size();) {
        const std::size_t length = utf8_step(valid, at).length;
        const std::string_view character = std::string_view(valid).substr(at, length);
        if (character == "|") {
            safe += '_';  // WHMCS joins names with it
        } else if (!is_control(character) && !turns_text_around(character)) {
            safe += character;
        }
        at += length;
    }
    safe = std::string(trim(safe));
    if (safe.find_first_not_of('.') == std::string::npos) return "file";
    if (safe.size() <= kMaxFileNameBytes) return safe;

    const std::size_t dot = safe.rfind('.');
    const std::string_view ending =
        dot == std::string::npos ? std::string_view() : std::string_view(safe).substr(dot);
    const bool keeps_ending = dot != 0 && ending.size() <= kMaxFileNameBytes - 4;  // a character
    std::string_view stem = safe;
    if (keeps_ending) stem.remove_suffix(ending.size());
    const std::size_t room = kMaxFileNameBytes - (keeps_ending ? ending.size() : 0);
    std::string cut(utf8_prefix(stem, room));
    if (keeps_ending) cut += ending;
    return std::string(trim(cut));  // the cut may have been behind a blank
}

std::string file_extension(std::string_view name) {
    const std::string_view base = base_name(name);
    const std::size_t dot = base.rfind('.');
    return dot == std::string_view::npos ? std::string() : ascii_lower(base.substr(dot + 1));
}

std::int64_t parse_id(std::string_view text) {
    text = trim(text);
    if (text.empty() || !std::all_of(text.begin(), text.end(), is_digit)) return -1;
    text.remove_prefix(std::min(text.find_first_not_of('0'), text.size()));
    if (text.size() > 18) return -1;
    std::int64_t id = 0;
    for (const char c : text) id = id * 10 + (c - '0');
    return id;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> pieces;
    for (;;) {
        const std::size_t end = text.find(separator);
        pieces.push_back(text.substr(0, end));
        if (end == std::string_view::npos) return pieces;
        text.remove_prefix(end + 1);
    }
}

}  // namespace desk
