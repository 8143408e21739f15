#include "core/body.hpp"
#include "fuzz/fuzz.hpp"
#include "fuzz/safe_html.hpp"
#include "util/html.hpp"
#include "util/text.hpp"

/// Markdown, and plain text, as HTML: only what is on the allow-list.
namespace desk::fuzz {

void run(std::string_view input) {
    check_safe_html(markdown_to_html(input));
    const std::string text = make_valid(std::string(input));
    for (const auto format :
         {core::BodyFormat::plain, core::BodyFormat::markdown, core::BodyFormat::html}) {
        const core::Body body{text, format, core::Origin::whmcs};
        check_safe_html(core::body_as_html(body, core::Origin::getfly));
        check_text(core::body_as_text(body));
    }
}

}  // namespace desk::fuzz
