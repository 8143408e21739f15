#pragma once
#include <gumbo.h>

#include <string>
#include <string_view>
#include <vector>

namespace desk {

/// Bytes of HTML beyond which nothing is parsed.
inline constexpr std::size_t kMaxHtmlBytes = 8 * 1024 * 1024;

/// Foreign HTML as the tree of an HTML5 parser, tamed before (util/html_gate.hpp).
class HtmlTree {
  public:
    explicit HtmlTree(std::string_view html);
    ~HtmlTree();
    HtmlTree(const HtmlTree&) = delete;
    HtmlTree& operator=(const HtmlTree&) = delete;

    /// Calls `visitor.enter(element)`, `visitor.text(text)` and `visitor.leave(element)` in the
    /// order of the text. No recursion.
    template <class Visitor>
    void walk(Visitor& visitor) const;

  private:
    std::string source_;  // the tree points into it
    GumboOutput* output_;
};

std::string_view element_name(const GumboElement& element);
/// The value of an attribute with its entities resolved; empty when absent or longer than
/// kMaxValueBytes (util/html_gate.hpp).
std::string_view attribute(const GumboElement& element, const char* name);
/// Control characters that entities like `&#1;` brought in made U+FFFD, or blanks where they are
/// white space; tabs and line feeds stay.
std::string without_controls(std::string_view text);

/// An address with one of the schemes, as a browser would read it: outer blanks and all control
/// characters gone. Empty when it has another scheme or none.
std::string safe_address(std::string_view address, std::initializer_list<std::string_view> schemes);

template <class Visitor>
void HtmlTree::walk(Visitor& visitor) const {
    struct Step {
        const GumboElement* element;
        unsigned next_child;
    };
    std::vector<Step> steps{{&output_->root->v.element, 0}};
    while (!steps.empty()) {
        Step& step = steps.back();
        if (step.next_child == step.element->children.length) {
            const GumboElement* done = step.element;
            steps.pop_back();
            if (!steps.empty()) visitor.leave(*done);  // the root is the parser's own
            continue;
        }
        const auto* node =
            static_cast<const GumboNode*>(step.element->children.data[step.next_child++]);
        if (node->type == GUMBO_NODE_ELEMENT) {
            visitor.enter(node->v.element);
            steps.push_back({&node->v.element, 0});
        } else if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE) {
            visitor.text(without_controls(node->v.text.text));
        }
    }
}

}  // namespace desk
