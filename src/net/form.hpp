#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Forms as PHP and real clients send them: lenient where they are (raw brackets, blanks, `|`,
/// bytes above 127, a stray `%`), bounded everywhere.
namespace desk::net {

inline constexpr std::size_t kMaxFormFields = 2000;

struct FormField {
    std::string name;   ///< decoded, brackets and all: "customfields[8]"
    std::string value;  ///< decoded
};

/// A file part of a multipart body.
struct FormFile {
    std::string name;       ///< the field's name: "attachments[]"
    std::string file_name;  ///< as sent; folders are the business of whoever keeps it
    std::string media_type;
    std::string bytes;
};

struct Form {
    std::vector<FormField> fields;
    std::vector<FormFile> files;
};

enum class FormError { none, malformed, too_many_fields };

/// Appends the fields of `name=value&…` to `form`. A stray `%` stays as it is, as in PHP.
FormError parse_urlencoded(std::string_view text, Form& form);

/// Appends the parts of a multipart body to `form`. A body that ends before its closing boundary is
/// malformed: half a file is never taken for a whole one.
FormError parse_multipart(std::string_view body, std::string_view boundary, Form& form);

/// Reads a body by its Content-Type: multipart with its boundary; multipart without one (the
/// Keliweb PHP sample) by its first line if that begins with "--", else as urlencoded; anything
/// else, also a missing type, as urlencoded. JSON is not a form and is left to the dialects.
FormError parse_form_body(std::string_view content_type, std::string_view body, Form& form);

}  // namespace desk::net
