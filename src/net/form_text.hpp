#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "net/form.hpp"

/// What the form readers share; nothing outside net includes this.
namespace desk::net {

/// `form-data; name="a"; filename="b"` taken apart.
struct HeaderValue {
    std::string value;  ///< the part before the first ";", trimmed
    std::vector<std::pair<std::string, std::string>> parameters;  ///< names in lower case

    /// The first parameter of that (lower-case) name; nothing when absent.
    [[nodiscard]] const std::string* parameter(std::string_view name) const;
};

/// Quoted values lose their quotes; as in PHP, `\"` and `\\` are escapes and any other backslash
/// stands for itself (old browsers send `C:\folder\file`). A quote that never closes runs to the
/// end.
HeaderValue parse_header_value(std::string_view text);

/// True when not one field or file more may be added.
inline bool is_full(const Form& form) {
    return form.fields.size() + form.files.size() >= kMaxFormFields;
}

}  // namespace desk::net
