#include "net/form.hpp"

#include "net/form_text.hpp"
#include "util/encoding.hpp"
#include "util/text.hpp"

namespace desk::net {

namespace {

/// The boundary that a body without a declared one shows by itself: its first line, if that begins
/// with "--".
std::string_view boundary_in(std::string_view body) {
    if (!body.starts_with("--")) return {};
    return trim(body.substr(2, body.find('\n') - 2));
}

}  // namespace

FormError parse_urlencoded(std::string_view text, Form& form) {
    while (!text.empty()) {
        const std::size_t end = text.find('&');
        std::string_view pair = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);

        const std::size_t equals = pair.find('=');
        const std::string_view value =
            equals == std::string_view::npos ? std::string_view{} : pair.substr(equals + 1);
        std::string name = percent_decode(pair.substr(0, equals), true);
        name.erase(0, name.find_first_not_of(' '));  // as PHP does, which also drops empty names
        if (name.empty()) continue;
        if (is_full(form)) return FormError::too_many_fields;
        form.fields.push_back({std::move(name), percent_decode(value, true)});
    }
    return FormError::none;
}

FormError parse_form_body(std::string_view content_type, std::string_view body, Form& form) {
    if (body.empty()) return FormError::none;
    const HeaderValue type = parse_header_value(content_type);
    if (!ascii_lower(type.value).starts_with("multipart/")) return parse_urlencoded(body, form);

    const std::string* declared = type.parameter("boundary");
    if (declared != nullptr && !declared->empty()) return parse_multipart(body, *declared, form);
    const std::string_view shown = boundary_in(body);
    // A multipart type without a boundary over `a=b&c=d`: every PHP sample of the Keliweb document.
    return shown.empty() ? parse_urlencoded(body, form) : parse_multipart(body, shown, form);
}

}  // namespace desk::net
