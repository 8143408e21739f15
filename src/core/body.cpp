#include "core/body.hpp"

#include "util/html.hpp"

namespace desk::core {

std::string body_as_text(const Body& body) {
    return body.format == BodyFormat::html ? html_to_text(body.text) : body.text;
}

std::string body_as_html(const Body& body, Origin reader) {
    switch (body.format) {
        case BodyFormat::plain:
            return text_to_html(body.text);
        case BodyFormat::markdown:
            return markdown_to_html(body.text);
        case BodyFormat::html:
            break;
    }
    return body.origin == reader ? body.text : sanitise_html(body.text);
}

}  // namespace desk::core
