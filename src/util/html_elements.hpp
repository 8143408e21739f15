#pragma once
#include <string_view>

namespace desk {

/// What becomes of an element of foreign HTML.
enum class ElementKind {
    phrase,      ///< kept, inside a line
    block,       ///< kept, ends an open paragraph
    table,       ///< kept, a part of a table: caption, thead, tbody, tfoot, tr, td, th
    standalone,  ///< kept, has no content: br, hr, img
    raw_text,    ///< dropped with its content, which is no mark-up: script, style, …
    foreign,     ///< dropped with its content, which is mark-up of another kind: svg, math, …
};

struct HtmlElement {
    std::string_view name;
    ElementKind kind;
    std::string_view kept_as;  ///< another element of this list; empty: itself
};

/// Looks up a name in lower case. Nothing: the tags go, the content stays.
const HtmlElement* find_html_element(std::string_view name);

}  // namespace desk
