#include "util/html_tree.hpp"

#include <algorithm>
#include <new>

#include "util/html_gate.hpp"
#include "util/text.hpp"
#include "util/utf8.hpp"

namespace desk {

HtmlTree::HtmlTree(std::string_view html) : source_(tame_html(make_valid(std::string(html)))) {
    GumboOptions options = kGumboDefaultOptions;
    options.max_errors = 0;
    options.fragment_context = GUMBO_TAG_DIV;
    output_ = gumbo_parse_with_options(&options, source_.data(), source_.size());
    if (output_ == nullptr) throw std::bad_alloc();
}

HtmlTree::~HtmlTree() {
    GumboOptions options = kGumboDefaultOptions;
    gumbo_destroy_output(&options, output_);
}

std::string_view element_name(const GumboElement& element) {
    return gumbo_normalized_tagname(element.tag);
}

std::string_view attribute(const GumboElement& element, const char* name) {
    const GumboAttribute* found = gumbo_get_attribute(&element.attributes, name);
    const std::string_view value = found == nullptr ? "" : found->value;
    return value.size() <= kMaxValueBytes ? value : std::string_view();
}

std::string without_controls(std::string_view text) {
    std::string clean;
    clean.reserve(text.size());
    for (const char c : text) {
        if (c == '\r' || c == '\f') {
            clean += ' ';
        } else if (static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n') {
            clean += kReplacementCharacter;
        } else {
            clean += c;
        }
    }
    return clean;
}

std::string safe_address(std::string_view address,
                         std::initializer_list<std::string_view> schemes) {
    std::string clean;
    std::copy_if(address.begin(), address.end(), std::back_inserter(clean),
                 [](char c) { return static_cast<unsigned char>(c) >= 0x20 && c != '\x7F'; });
    clean = std::string(trim(clean));
    for (const std::string_view scheme : schemes) {
        if (equal_ignoring_case(std::string_view(clean).substr(0, scheme.size()), scheme))
            return clean;
    }
    return {};
}

}  // namespace desk
