#include "util/html_gate.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <optional>
#include <vector>

#include "util/html_elements.hpp"
#include "util/text.hpp"

namespace desk {
namespace {

constexpr std::size_t kMaxElements = 20'000;
constexpr std::size_t kMaxDepth = 100;
constexpr int kMaxAttributes = 32;
constexpr int kMaxCells = 100;
constexpr std::size_t kMaxNameBytes = 16;
// A value as sanitise_html() writes it at its longest, every character the entity `&#039;`.
constexpr std::size_t kMaxWrittenValueBytes = 6 * kMaxValueBytes;

using Names = std::initializer_list<std::string_view>;

constexpr std::array<std::string_view, 11> kAttributes{"align",  "alt",   "colspan", "dir",
                                                       "height", "href",  "rowspan", "src",
                                                       "start",  "title", "width"};

bool contains(Names names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r'; }

bool is_cell(std::string_view name) { return name == "td" || name == "th"; }
bool is_heading(std::string_view name) {
    return contains({"h1", "h2", "h3", "h4", "h5", "h6"}, name);
}

/// A start or end tag as it was read.
struct Tag {
    std::string name;        ///< lower case
    std::string attributes;  ///< the ones we know, ready to be written
    bool closes_itself = false;
};

class Gate {
  public:
    explicit Gate(std::string_view html) : html_(html), last_end_(html.rfind('>')) {
        out_.reserve(html.size() + html.size() / 8);
    }

    std::string run() {
        while (at_ < html_.size()) {
            const std::size_t next = std::min(html_.find('<', at_), html_.size());
            out_ += html_.substr(at_, next - at_);
            at_ = next;
            if (at_ < html_.size()) read_markup();
        }
        close_down_to(0);
        return std::move(out_);
    }

  private:
    struct Open {
        std::string_view name;
        int cells = 0;  ///< of a row
    };

    // Reading -----------------------------------------------------------------------------------

    [[nodiscard]] char peek(std::size_t offset) const {
        return at_ + offset < html_.size() ? html_[at_ + offset] : '\0';
    }

    /// At a "<".
    void read_markup() {
        const bool is_end = peek(1) == '/';
        if (is_letter(peek(is_end ? 2 : 1))) {
            const std::size_t start = at_;
            at_ += is_end ? 2 : 1;
            const auto tag = read_tag();
            if (!tag) {
                at_ = start;
                rest_is_text();
            } else if (is_end) {
                end_tag(tag->name);
            } else {
                start_tag(*tag);
            }
        } else if (html_.substr(at_, 4) == "<!--") {
            skip_comment();
        } else if (is_end || peek(1) == '!' || peek(1) == '?') {
            const std::size_t end = html_.find('>', at_);
            if (end == std::string_view::npos) return rest_is_text();
            at_ = end + 1;
        } else {
            out_ += "&lt;";
            ++at_;
        }
    }

    /// What never ends is no mark-up: better shown than lost.
    void rest_is_text() {
        for (; at_ < html_.size(); ++at_) {
            if (html_[at_] == '<') {
                out_ += "&lt;";
            } else {
                out_ += html_[at_];
            }
        }
    }

    void skip_comment() {
        at_ += 4;
        if (peek(0) == '>') {  // <!-->
            ++at_;
        } else if (peek(0) == '-' && peek(1) == '>') {  // <!--->
            at_ += 2;
        } else {
            const std::size_t end = html_.find("-->", at_);
            at_ = end == std::string_view::npos ? html_.size() : end + 3;
        }
    }

    /// From the first letter of the name to behind the ">"; nothing when there is none.
    std::optional<Tag> read_tag() {
        if (last_end_ == std::string_view::npos || at_ > last_end_) return std::nullopt;
        Tag tag;
        tag.name = ascii_lower(take_while([](char c) {
                                   return !is_space(c) && c != '/' && c != '>';
                               }).substr(0, kMaxNameBytes));
        for (int attributes = 0;; ++attributes) {
            tag.closes_itself = false;
            while (is_space(peek(0)) || peek(0) == '/') {
                tag.closes_itself = peek(0) == '/';
                ++at_;
            }
            if (at_ >= html_.size()) return std::nullopt;
            if (html_[at_] == '>') {
                ++at_;
                return tag;
            }
            if (!read_attribute(tag, attributes < kMaxAttributes)) return std::nullopt;
        }
    }

    bool read_attribute(Tag& tag, bool is_kept) {
        const std::size_t start = at_++;  // whatever it is, also "="
        take_while([](char c) { return !is_space(c) && c != '/' && c != '>' && c != '='; });
        const std::string name =
            ascii_lower(html_.substr(start, std::min(at_ - start, kMaxNameBytes)));
        take_while(is_space);
        if (peek(0) != '=') return true;  // without a value it says nothing to us
        ++at_;
        take_while(is_space);
        std::string_view value;
        if (const char quote = peek(0); quote == '"' || quote == '\'') {
            const std::size_t end = html_.find(quote, at_ + 1);
            if (end == std::string_view::npos) return false;
            value = html_.substr(at_ + 1, end - at_ - 1);
            at_ = end + 1;
        } else {
            value = take_while([](char c) { return !is_space(c) && c != '>'; });
        }
        if (is_kept && value.size() <= kMaxWrittenValueBytes &&
            std::find(kAttributes.begin(), kAttributes.end(), name) != kAttributes.end()) {
            write_attribute(tag.attributes, name, value);
        }
        return true;
    }

    static void write_attribute(std::string& out, std::string_view name, std::string_view value) {
        out += ' ';
        out += name;
        out += "=\"";
        for (const char c : value) {
            if (c == '"') {
                out += "&quot;";
            } else {
                out += c;
            }
        }
        out += '"';
    }

    template <class Predicate>
    std::string_view take_while(Predicate wanted) {
        const std::size_t start = at_;
        while (at_ < html_.size() && wanted(html_[at_])) ++at_;
        return html_.substr(start, at_ - start);
    }

    /// Behind the end tag of `name`. Without one: behind everything if `to_the_end`, else nowhere.
    void skip_content(std::string_view name, bool to_the_end) {
        if (contains_name(without_end_, name)) return;
        for (std::size_t at = html_.find("</", at_); at != std::string_view::npos;
             at = html_.find("</", at + 2)) {
            const std::size_t behind = at + 2 + name.size();
            if (!equal_ignoring_case(html_.substr(at + 2, name.size()), name)) continue;
            if (behind < html_.size() && !is_space(html_[behind]) && html_[behind] != '/' &&
                html_[behind] != '>') {
                continue;
            }
            const std::size_t end = html_.find('>', behind);
            at_ = end == std::string_view::npos ? html_.size() : end + 1;
            return;
        }
        if (to_the_end) {
            at_ = html_.size();
        } else {
            without_end_.push_back(name);  // so that nobody looks for it again
        }
    }

    static bool contains_name(const std::vector<std::string_view>& names, std::string_view name) {
        return std::find(names.begin(), names.end(), name) != names.end();
    }

    // Keeping elements closed -------------------------------------------------------------------

    void start_tag(const Tag& tag) {
        const HtmlElement* element = find_html_element(tag.name);
        if (element == nullptr) return;
        if (element->kind == ElementKind::raw_text) return skip_content(element->name, true);
        if (element->kind == ElementKind::foreign) {
            if (!tag.closes_itself) skip_content(element->name, false);
            return;
        }
        const std::string_view name = element->kept_as.empty() ? element->name : element->kept_as;
        close_what_ends_at(name, element->kind);
        const bool is_phrase = element->kind == ElementKind::phrase;
        const std::size_t left_out = parts_left_out(name);
        if (elements_ + left_out >= kMaxElements || open_.size() + left_out >= kMaxDepth ||
            !has_its_place(name, *element)) {
            if (!is_phrase) out_ += '\n';  // keeps words apart
            return;
        }
        if (left_out == 2) open("tbody");
        if (left_out >= 1) open(name == "tr" ? "tbody" : "tr");
        if (is_cell(name)) ++open_.back().cells;
        open(name, tag.attributes);
        if (element->kind == ElementKind::standalone) open_.pop_back();
    }

    void open(std::string_view name, std::string_view attributes = {}) {
        ++elements_;
        out_ += '<';
        out_ += name;
        out_ += attributes;
        out_ += '>';
        open_.push_back({name});
    }

    void end_tag(std::string_view name) {
        const HtmlElement* element = find_html_element(name);
        if (element == nullptr) return;
        if (!element->kept_as.empty()) name = element->kept_as;
        if (element->kind == ElementKind::table) {
            close(name, {"table"});
        } else if (name == "table") {
            close(name, {});
        } else {
            close(name, {"td", "th", "caption", "table"});
        }
    }

    /// The end tags that HTML lets people leave out.
    void close_what_ends_at(std::string_view name, ElementKind kind) {
        const auto close_first_of = [this](Names names, Names boundary) {
            for (const std::string_view each : names) close(each, boundary);
        };
        if (name == "tr") {
            close_first_of({"tr", "caption"}, {"table"});
        } else if (is_cell(name)) {
            close_first_of({"td", "th", "caption"}, {"table"});
        } else if (kind == ElementKind::table) {
            close_first_of({"caption", "thead", "tbody", "tfoot", "tr"}, {"table"});
        } else if (name == "a") {
            close("a", {"td", "th", "caption", "table"});
        } else if (kind == ElementKind::block || name == "hr") {
            // Before a table too: the parser would ask for the document's mode there, which in a
            // fragment nobody has set.
            close("p", {"td", "th", "caption", "table"});
            if (is_heading(name) && is_heading(top())) close_down_to(open_.size() - 1);
            if (name == "li")
                close("li", {"ul", "ol", "blockquote", "td", "th", "caption", "table"});
            if (name == "dt" || name == "dd") {
                close_first_of({"dt", "dd"}, {"dl", "blockquote", "td", "th", "caption", "table"});
            }
        }
    }

    /// Parts of a table stand in their places, and nothing else stands between them: the parser
    /// would move it out in front of the table, again and again.
    bool has_its_place(std::string_view name, const HtmlElement& element) {
        if (element.kind != ElementKind::table) {
            return !contains({"table", "thead", "tbody", "tfoot", "tr"}, top());
        }
        if (name == "tr") return contains({"table", "thead", "tbody", "tfoot"}, top());
        if (is_cell(name)) {
            return contains({"table", "thead", "tbody", "tfoot", "tr"}, top()) &&
                   open_.back().cells < kMaxCells;
        }
        return top() == "table";
    }

    /// How many of `<tbody>` and `<tr>` must be opened before it. The parser does so where nobody
    /// else did, and they are elements and levels like any other.
    [[nodiscard]] std::size_t parts_left_out(std::string_view name) const {
        if (name == "tr") return top() == "table" ? 1 : 0;
        if (!is_cell(name)) return 0;
        return top() == "table" ? 2 : contains({"thead", "tbody", "tfoot"}, top()) ? 1 : 0;
    }

    /// The name of the innermost element that is open; empty outside of any.
    [[nodiscard]] std::string_view top() const {
        return open_.empty() ? std::string_view() : open_.back().name;
    }

    /// Closes the innermost `name` with everything in it, unless a boundary stands in front of it.
    void close(std::string_view name, Names boundary) {
        for (std::size_t i = open_.size(); i > 0; --i) {
            if (open_[i - 1].name == name) return close_down_to(i - 1);
            if (contains(boundary, open_[i - 1].name)) return;
        }
    }

    void close_down_to(std::size_t depth) {
        while (open_.size() > depth) {
            out_ += "</";
            out_ += open_.back().name;
            out_ += '>';
            open_.pop_back();
        }
    }

    std::string_view html_;
    std::size_t at_ = 0;
    std::size_t last_end_;
    std::size_t elements_ = 0;
    std::vector<Open> open_;
    std::vector<std::string_view> without_end_;
    std::string out_;
};

}  // namespace

std::string tame_html(std::string_view html) { return Gate(html).run(); }

}  // namespace desk
