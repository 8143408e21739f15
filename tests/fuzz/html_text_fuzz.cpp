#include <string>

#include "core/body.hpp"
#include "fuzz/fuzz.hpp"
#include "util/html.hpp"

/// HTML made readable text: valid, without control characters, of a size that its input explains.
namespace desk::fuzz {

void run(std::string_view input) {
    const std::string text = html_to_text(input);
    check_text(text);
    check(text.size() <= input.size() * 100 + 100, "a text is not longer than its HTML explains");
    for (const char c : text) {
        check(static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t',
              "there are no control characters in it");
    }
    check(text.empty() || (text.front() != '\n' && text.back() != '\n'),
          "it neither begins nor ends with an empty line");
    // What is shown as HTML, escaped, reads as it was.
    check_text(html_to_text(text_to_html(text)));
}

}  // namespace desk::fuzz
