#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// Text as it comes in from outside, made fit to keep.
namespace desk {

/// Valid UTF-8 without NUL: every bad byte sequence and every NUL becomes U+FFFD; the rest, 4-byte
/// characters included, stays as it is. The one place where this is done is on the way in.
std::string make_valid(std::string text);

/// One of ASCII's.
inline bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
/// Without the white space (ASCII) around it.
std::string_view trim(std::string_view text);
/// True for nothing but white space.
bool is_blank(std::string_view text);
/// Line breaks and other control characters become blanks: for subjects and names.
std::string one_line(std::string_view text);
/// Characters (code points) of valid UTF-8.
std::size_t count_characters(std::string_view text);
std::string ascii_lower(std::string_view text);
bool equal_ignoring_case(std::string_view a, std::string_view b);  ///< ASCII letters only
/// What names are compared by: trimmed, NFC, case folded (utf8proc). "Đơn HÀNG" meets "đơn hàng".
std::string fold(std::string_view text);

/// An address that mail can be sent to: one "@", no blanks or control characters, a dotted domain
/// or "localhost"-like name of letters, digits and "-", at most 254 characters.
bool is_email(std::string_view text);

/// The file's own name: folders of both slashes and control characters removed, "|" made "_"; never
/// "", "." or ".." ("file" then); at most 255 bytes, cut between characters, the extension kept.
std::string safe_file_name(std::string_view name);
/// The extension in lower case without the dot; empty when there is none.
std::string file_extension(std::string_view name);

/// Decimal digits with optional blanks around and leading zeros, up to 18 digits; -1 for all else.
std::int64_t parse_id(std::string_view text);

std::vector<std::string_view> split(std::string_view text, char separator);

}  // namespace desk
