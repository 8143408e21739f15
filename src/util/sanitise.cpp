#include <algorithm>

#include "util/html.hpp"
#include "util/html_elements.hpp"
#include "util/html_tree.hpp"
#include "util/text.hpp"

namespace desk {
namespace {

constexpr std::size_t kMaxTitleBytes = 1024;
constexpr std::int64_t kMaxSpan = 100;

bool is_one_of(std::string_view value, std::initializer_list<std::string_view> allowed) {
    return std::find(allowed.begin(), allowed.end(), value) != allowed.end();
}

/// Writes what the allow-list names, and nothing else, from the tree.
class Serialiser {
  public:
    void enter(const GumboElement& element) {
        const std::string_view name = element_name(element);
        if (!is_kept(name)) return;
        if (name == "img") return image(element);
        out_ += '<';
        out_ += name;
        attributes(name, element);
        out_ += '>';
        starts_pre_ = name == "pre";
    }

    void leave(const GumboElement& element) {
        const std::string_view name = element_name(element);
        if (!is_kept(name) || is_one_of(name, {"br", "hr", "img"})) return;
        starts_pre_ = false;
        out_ += "</";
        out_ += name;
        out_ += '>';
    }

    void text(std::string_view text) {
        if (text.empty()) return;
        // A parser drops the first line break of a <pre>, so one that counts is written twice.
        if (starts_pre_ && text.substr(0, 1) == "\n") out_ += '\n';
        starts_pre_ = false;
        for (const char c : text) {
            if (c == '&') {
                out_ += "&amp;";
            } else if (c == '<') {
                out_ += "&lt;";
            } else if (c == '>') {
                out_ += "&gt;";
            } else {
                out_ += c;
            }
        }
    }

    std::string take() { return std::move(out_); }

  private:
    static bool is_kept(std::string_view name) {
        const HtmlElement* element = find_html_element(name);
        return element != nullptr && element->kept_as.empty() &&
               element->kind != ElementKind::raw_text && element->kind != ElementKind::foreign;
    }

    void attributes(std::string_view name, const GumboElement& element) {
        put_if("dir", attribute(element, "dir"), {"ltr", "rtl", "auto"});
        if (name == "a") {
            const std::string address =
                safe_address(attribute(element, "href"), {"http://", "https://", "mailto:"});
            put_text("title", attribute(element, "title"));
            if (address.empty()) return;
            put("href", address);
            put("rel", "nofollow noopener noreferrer");
        } else if (name == "td" || name == "th") {
            put_number("colspan", attribute(element, "colspan"), kMaxSpan);
            put_number("rowspan", attribute(element, "rowspan"), kMaxSpan);
            put_if("align", attribute(element, "align"), {"left", "center", "right"});
        } else if (name == "ol") {
            put_number("start", attribute(element, "start"), 999'999'999);
        }
    }

    void image(const GumboElement& element) {
        const std::string address = safe_address(attribute(element, "src"), {"https://"});
        const std::string alternative = without_controls(attribute(element, "alt"));
        if (address.empty()) return text(alternative);
        starts_pre_ = false;
        out_ += "<img";
        put("src", address);
        put_text("alt", alternative);
        put_text("title", attribute(element, "title"));
        put_number("width", attribute(element, "width"), 9999);
        put_number("height", attribute(element, "height"), 9999);
        out_ += '>';
    }

    void put(std::string_view name, std::string_view value) {
        out_ += ' ';
        out_ += name;
        out_ += "=\"";
        out_ += html_escape(value);
        out_ += '"';
    }

    void put_text(std::string_view name, std::string_view value) {
        const std::string clean = without_controls(value);
        if (!clean.empty() && clean.size() <= kMaxTitleBytes) put(name, clean);
    }

    void put_number(std::string_view name, std::string_view value, std::int64_t highest) {
        const std::int64_t number = parse_id(value);
        if (number >= 0) put(name, std::to_string(std::min(number, highest)));
    }

    void put_if(std::string_view name, std::string_view value,
                std::initializer_list<std::string_view> allowed) {
        const std::string lowered = ascii_lower(value);
        if (is_one_of(lowered, allowed)) put(name, lowered);
    }

    std::string out_;
    bool starts_pre_ = false;
};

}  // namespace

std::string sanitise_html(std::string_view html) {
    if (html.size() > kMaxHtmlBytes) return text_to_html(html);
    const HtmlTree tree(html);
    Serialiser serialiser;
    tree.walk(serialiser);
    return serialiser.take();
}

}  // namespace desk
