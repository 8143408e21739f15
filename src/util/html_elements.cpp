#include "util/html_elements.hpp"

#include <algorithm>
#include <array>

namespace desk {
namespace {

using enum ElementKind;

// The allow-list, by name.
// clang-format off
constexpr std::array kElements{
    HtmlElement{"a", phrase, ""},
    HtmlElement{"abbr", phrase, ""},
    HtmlElement{"acronym", phrase, "abbr"},
    HtmlElement{"address", block, ""},
    HtmlElement{"article", block, "div"},
    HtmlElement{"aside", block, "div"},
    HtmlElement{"b", phrase, ""},
    HtmlElement{"blockquote", block, ""},
    HtmlElement{"br", standalone, ""},
    HtmlElement{"caption", table, ""},
    HtmlElement{"center", block, "div"},
    HtmlElement{"cite", phrase, ""},
    HtmlElement{"code", phrase, ""},
    HtmlElement{"dd", block, ""},
    HtmlElement{"del", phrase, ""},
    HtmlElement{"details", block, "div"},
    HtmlElement{"dfn", phrase, ""},
    HtmlElement{"dialog", block, "div"},
    HtmlElement{"dir", block, "ul"},
    HtmlElement{"div", block, ""},
    HtmlElement{"dl", block, ""},
    HtmlElement{"dt", block, ""},
    HtmlElement{"em", phrase, ""},
    HtmlElement{"fieldset", block, "div"},
    HtmlElement{"figcaption", block, "div"},
    HtmlElement{"figure", block, "div"},
    HtmlElement{"footer", block, "div"},
    HtmlElement{"form", block, "div"},
    HtmlElement{"h1", block, ""},
    HtmlElement{"h2", block, ""},
    HtmlElement{"h3", block, ""},
    HtmlElement{"h4", block, ""},
    HtmlElement{"h5", block, ""},
    HtmlElement{"h6", block, ""},
    HtmlElement{"header", block, "div"},
    HtmlElement{"hr", standalone, ""},
    HtmlElement{"i", phrase, ""},
    HtmlElement{"iframe", raw_text, ""},
    HtmlElement{"img", standalone, ""},
    HtmlElement{"ins", phrase, ""},
    HtmlElement{"kbd", phrase, ""},
    HtmlElement{"li", block, ""},
    HtmlElement{"main", block, "div"},
    HtmlElement{"mark", phrase, ""},
    HtmlElement{"math", foreign, ""},
    HtmlElement{"menu", block, "ul"},
    HtmlElement{"nav", block, "div"},
    HtmlElement{"noembed", raw_text, ""},
    HtmlElement{"noframes", raw_text, ""},
    HtmlElement{"ol", block, ""},
    HtmlElement{"p", block, ""},
    HtmlElement{"pre", block, ""},
    HtmlElement{"q", phrase, ""},
    HtmlElement{"s", phrase, ""},
    HtmlElement{"samp", phrase, ""},
    HtmlElement{"script", raw_text, ""},
    HtmlElement{"section", block, "div"},
    HtmlElement{"select", foreign, ""},
    HtmlElement{"small", phrase, ""},
    HtmlElement{"span", phrase, ""},
    HtmlElement{"strike", phrase, "s"},
    HtmlElement{"strong", phrase, ""},
    HtmlElement{"style", raw_text, ""},
    HtmlElement{"sub", phrase, ""},
    HtmlElement{"summary", block, "div"},
    HtmlElement{"sup", phrase, ""},
    HtmlElement{"svg", foreign, ""},
    HtmlElement{"table", block, ""},
    HtmlElement{"tbody", table, ""},
    HtmlElement{"td", table, ""},
    HtmlElement{"template", foreign, ""},
    HtmlElement{"textarea", raw_text, ""},
    HtmlElement{"tfoot", table, ""},
    HtmlElement{"th", table, ""},
    HtmlElement{"thead", table, ""},
    HtmlElement{"title", raw_text, ""},
    HtmlElement{"tr", table, ""},
    HtmlElement{"tt", phrase, "code"},
    HtmlElement{"u", phrase, ""},
    HtmlElement{"ul", block, ""},
    HtmlElement{"var", phrase, ""},
};
// clang-format on

static_assert(std::is_sorted(kElements.begin(), kElements.end(),
                             [](const auto& a, const auto& b) { return a.name < b.name; }));

}  // namespace

const HtmlElement* find_html_element(std::string_view name) {
    const auto* found =
        std::lower_bound(kElements.begin(), kElements.end(), name,
                         [](const HtmlElement& e, std::string_view n) { return e.name < n; });
    return found != kElements.end() && found->name == name ? found : nullptr;
}

}  // namespace desk
