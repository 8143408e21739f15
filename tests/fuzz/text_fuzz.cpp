#include "util/text.hpp"

#include <string>

#include "core/limits.hpp"
#include "fuzz/fuzz.hpp"
#include "util/encoding.hpp"
#include "util/utf8.hpp"

/// Texts as they come in: made valid once, and what is made of them afterwards stays valid.
namespace desk::fuzz {

void run(std::string_view input) {
    const std::string text = make_valid(std::string(input));
    check_text(text);
    check(make_valid(text) == text, "what is valid stays as it is");
    check(text.size() <= input.size() * 3, "at most a byte becomes three");
    check(count_characters(text) <= text.size(), "a character has a byte at least");

    const std::string line = one_line(text);
    check_text(line);
    check(line.find_first_of("\r\n") == std::string::npos, "a line is one");
    check(one_line(line) == line, "a line stays as it is");

    const std::string name = safe_file_name(input);
    check_text(name);
    check(!name.empty() && name.size() <= 255, "a file's name is 1 to 255 bytes");
    check(name.find_first_of("/\\") == std::string::npos, "a file's name is no path");
    check(safe_file_name(name) == name, "a safe name stays as it is");
    check(file_extension(name).size() <= name.size(), "an extension is part of a name");

    check_text(fold(text));
    check(fold(fold(text)) == fold(text), "what is folded stays as it is");
    for (std::size_t bytes = 0; bytes <= std::min<std::size_t>(text.size(), 64); ++bytes) {
        check(utf8_prefix(text, bytes).size() <= bytes, "a beginning is within its bound");
        check_text(utf8_prefix(text, bytes));
    }
    if (is_email(text)) {
        check(text.size() <= 254, "an address is within its bound");
        check(one_line(text) == text && trim(text) == text, "an address is one word");
        check(text.find_first_of(" ,;<>\"") == std::string::npos, "an address is one word");
    }
    if (const std::int64_t id = parse_id(input); id >= 0) {
        check(parse_id(std::to_string(id)) == id, "an id is read again");
    }
    if (const auto subject = core::checked_subject(text)) {
        check(!is_blank(*subject), "a subject is not blank");
        check(count_characters(*subject) <= core::kMaxSubjectCharacters, "it is within its limit");
    }
    check(percent_decode(input, true).size() <= input.size(), "decoding makes nothing longer");
    check(hex_decode(hex_encode(input)) == std::string(input), "hex there and back");
}

}  // namespace desk::fuzz
