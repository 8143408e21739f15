#pragma once
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

/// The holes of golden files: `{{…}}` in what is sent and in what must come back.
///
/// In both:      {{name}}           what was given or caught under that name
///               {{base64:TEXT}}    the base64 of TEXT, in which holes may stand
///               {{sha256:TEXT}}    its SHA-256 in hex, likewise
///               {{bytes:00 ff}}    bytes in hex
///               {{repeat:N:TEXT}}  TEXT N times
/// In answers:   {{digits}} {{digits:6}} {{alnum:8}} {{upper:10}} {{text:20}} {{any}}
///               one or more, or exactly so many, digits; letters and digits; upper-case letters
///               and digits; characters; `any` is everything up to what stands behind the hole
///               {{name=digits}}    the same, caught under a name for later
namespace desk::wire {

using Variables = std::map<std::string, std::string, std::less<>>;

/// Fills the holes of something to send.
/// \param encode  applied to what a hole gave: percent-encoding in queries and forms
/// \throws std::runtime_error for a name that nothing was given or caught under
std::string fill_holes(std::string_view text, const Variables& variables,
                       const std::function<std::string(const std::string&)>& encode = {});

/// Compares an answer with what is written of it; catches into `variables`.
/// \return nothing when they agree, else what is wrong, for a person
std::optional<std::string> compare(std::string_view expected, std::string_view actual,
                                   Variables& variables);

/// JSON without the white space between its tokens; everything else, the order of keys and the
/// spelling of strings included, stays.
std::string without_json_blanks(std::string_view json);

/// XML without the white space between its tags.
std::string without_xml_blanks(std::string_view xml);

std::string percent_encode(const std::string& text);

}  // namespace desk::wire
