#include "fuzz/safe_html.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "fuzz/fuzz.hpp"
#include "util/text.hpp"

namespace desk::fuzz {

namespace {

using Names = std::vector<std::string_view>;

const Names kElements{
    "a",     "abbr",   "address", "b",   "blockquote", "br",    "caption", "cite",  "code",
    "dd",    "del",    "dfn",     "div", "dl",         "dt",    "em",      "h1",    "h2",
    "h3",    "h4",     "h5",      "h6",  "hr",         "i",     "img",     "ins",   "kbd",
    "li",    "mark",   "ol",      "p",   "pre",        "q",     "s",       "samp",  "small",
    "span",  "strong", "sub",     "sup", "table",      "tbody", "td",      "tfoot", "th",
    "thead", "tr",     "tt",      "u",   "ul",         "var",   "wbr"};
const Names kAttributes{"align", "alt",     "colspan", "dir",   "height", "href",
                        "rel",   "rowspan", "src",     "start", "title",  "width"};
const Names kStandalone{"br", "hr", "img", "wbr"};
const Names kSchemes{"http://", "https://", "mailto:"};

bool contains(const Names& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

class Scanner {
  public:
    explicit Scanner(std::string_view html) : rest_(html) {}

    void scan() {
        while (!rest_.empty()) {
            const std::size_t end = std::min(rest_.find('<'), rest_.size());
            check_escaped(take(end), ">");
            if (!rest_.empty()) tag();
        }
        check(open_.empty(), "every element is closed");
    }

  private:
    std::string_view take(std::size_t count) {
        const std::string_view taken = rest_.substr(0, count);
        rest_.remove_prefix(taken.size());
        return taken;
    }

    bool skip(std::string_view text) {
        if (!rest_.starts_with(text)) return false;
        rest_.remove_prefix(text.size());
        return true;
    }

    std::string_view name() {
        constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyz0123456789";
        return take(std::min(rest_.find_first_not_of(kLetters), rest_.size()));
    }

    void tag() {
        skip("<");
        const bool is_end = skip("/");
        const std::string_view element = name();
        check(contains(kElements, element), "an element is on the allow-list");
        if (is_end) {
            check(!open_.empty() && open_.back() == element, "elements close where they opened");
            open_.pop_back();
        } else {
            while (skip(" ")) attribute();
            if (!contains(kStandalone, element)) open_.push_back(element);
        }
        check(skip(">"), "a tag ends with >");
    }

    void attribute() {
        const std::string_view attribute = name();
        check(contains(kAttributes, attribute), "an attribute is on the allow-list");
        check(skip("=\""), "an attribute's value is quoted");
        const std::size_t end = rest_.find('"');
        check(end != std::string_view::npos, "a quote is closed");
        const std::string_view value = take(end);
        skip("\"");
        check_escaped(value, "<>'");
        if (attribute != "href" && attribute != "src") return;
        check(std::any_of(
                  kSchemes.begin(), kSchemes.end(),
                  [&](std::string_view scheme) { return ascii_lower(value).starts_with(scheme); }),
              "an address is of a harmless scheme");
    }

    static void check_escaped(std::string_view text, std::string_view forbidden) {
        static const Names kEntities{"&amp;", "&lt;", "&gt;", "&quot;", "&#039;"};
        check(text.find_first_of(forbidden) == std::string_view::npos, "special bytes are escaped");
        for (std::size_t at = text.find('&'); at < text.size(); at = text.find('&', at + 1)) {
            check(std::any_of(
                      kEntities.begin(), kEntities.end(),
                      [&](std::string_view entity) { return text.substr(at).starts_with(entity); }),
                  "an ampersand begins an entity");
        }
    }

    std::string_view rest_;
    Names open_;
};

}  // namespace

void check_safe_html(std::string_view html) {
    check_text(html);
    Scanner(html).scan();
}

}  // namespace desk::fuzz
