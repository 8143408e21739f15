#include "core/body.hpp"

#include "util/html.hpp"
#include "util/text_memo.hpp"

namespace desk::core {

namespace {

/// A thread is read many times, and parsing its HTML costs more than all else in reading it. Not
/// handed in like other state: what a pure function gave is nobody's.
constexpr std::size_t kRememberedBytes = 4 * 1024 * 1024;

std::string as_text(std::string_view html) {
    static TextMemo memo(html_to_text, kRememberedBytes);
    return memo(html);
}

std::string sanitised(std::string_view html) {
    static TextMemo memo(sanitise_html, kRememberedBytes);
    return memo(html);
}

std::string rendered(std::string_view markdown) {
    static TextMemo memo(markdown_to_html, kRememberedBytes);
    return memo(markdown);
}

}  // namespace

std::string body_as_text(const Body& body) {
    return body.format == BodyFormat::html ? as_text(body.text) : body.text;
}

std::string body_as_html(const Body& body, Origin reader) {
    switch (body.format) {
        case BodyFormat::plain:
            return text_to_html(body.text);
        case BodyFormat::markdown:
            return rendered(body.text);
        case BodyFormat::html:
            break;
    }
    return body.origin == reader ? body.text : sanitised(body.text);
}

}  // namespace desk::core
