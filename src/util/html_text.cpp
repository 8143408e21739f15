#include <algorithm>
#include <vector>

#include "util/html.hpp"
#include "util/html_tree.hpp"
#include "util/text.hpp"

namespace desk {
namespace {

constexpr std::size_t kMaxMargins = 8;  // levels of lists and quotations that indent

/// Lines of text from words and breaks: blanks run together, never more than one empty line, every
/// line behind the margins of its lists and quotations.
class LineWriter {
  public:
    /// At least so many line breaks before the next word: 2 leave a line empty.
    void break_lines(int count) { breaks_ = std::max(breaks_, count); }
    /// One more line break, up to an empty line.
    void add_break() { breaks_ = std::min(breaks_ + 1, 2); }
    /// Parts the next word of this line from the last, if there is one.
    void part_cells() { parts_cells_ = true; }

    /// \param first  in front of the first line, \param rest  in front of all others
    void open_margin(std::string first, std::string rest) {
        margins_.push_back({std::move(first), std::move(rest), false});
    }
    void close_margin() { margins_.pop_back(); }

    void words(std::string_view text) {
        for (std::size_t at = 0; at < text.size();) {
            const std::size_t blanks = blanks_at(text, at);
            if (blanks > 0) {
                blank_ = true;
                at += blanks;
                continue;
            }
            const std::size_t start = at;
            while (at < text.size() && blanks_at(text, at) == 0) ++at;
            put(text.substr(start, at - start));
        }
    }

    /// Text with its own blanks and line breaks.
    void verbatim(std::string_view text) {
        for (;;) {
            const std::size_t end = text.find('\n');
            if (const std::string_view line = text.substr(0, end); !line.empty()) put(line);
            if (end == std::string_view::npos) return;
            breaks_ = std::min(breaks_ + 1, kMaxVerbatimBreaks);
            text.remove_prefix(end + 1);
        }
    }

    /// Where the next word will stand or a little before: for since().
    [[nodiscard]] std::size_t position() const { return out_.size(); }
    /// The text written since then, without the blanks around it.
    [[nodiscard]] std::string_view since(std::size_t position) const {
        return trim(std::string_view(out_).substr(position));
    }

    std::string take() { return std::move(out_); }

  private:
    static constexpr int kMaxVerbatimBreaks = 20;

    struct Margin {
        std::string first;
        std::string rest;
        bool is_used;
    };

    /// Bytes of white space at a place; a no-break space is one of two bytes.
    static std::size_t blanks_at(std::string_view text, std::size_t at) {
        if (std::string_view(" \t\n\v\f\r").find(text[at]) != std::string_view::npos) return 1;
        return text.substr(at, 2) == "\xC2\xA0" ? 2 : 0;
    }

    void put(std::string_view word) {
        if (out_.empty()) {
            put_margins();
        } else if (breaks_ > 0) {
            for (; breaks_ > 1; --breaks_) {
                out_ += '\n';
                put_margins_of_empty_line();
            }
            out_ += '\n';
            put_margins();
        } else if (parts_cells_) {
            out_ += " | ";
        } else if (blank_) {
            out_ += ' ';
        }
        breaks_ = 0;
        parts_cells_ = false;
        blank_ = false;
        out_ += word;
    }

    void put_margins() {
        for (std::size_t i = 0; i < std::min(margins_.size(), kMaxMargins); ++i) {
            out_ += margins_[i].is_used ? margins_[i].rest : margins_[i].first;
            margins_[i].is_used = true;
        }
    }

    /// Quotation marks go on through empty lines, indentation does not.
    void put_margins_of_empty_line() {
        std::string margins;
        for (std::size_t i = 0; i < std::min(margins_.size(), kMaxMargins); ++i) {
            if (margins_[i].is_used) margins += margins_[i].rest;
        }
        out_ += margins.substr(0, margins.find_last_not_of(' ') + 1);
    }

    std::string out_;
    std::vector<Margin> margins_;
    int breaks_ = 0;
    bool blank_ = false;
    bool parts_cells_ = false;
};

/// Tells the writer what each element means for the lines.
class TextVisitor {
  public:
    void enter(const GumboElement& element) {
        switch (element.tag) {
            case GUMBO_TAG_BR:
                lines_.add_break();
                break;
            case GUMBO_TAG_HR:
                lines_.break_lines(1);
                lines_.words("---");
                break;
            case GUMBO_TAG_IMG:
                lines_.words(without_controls(attribute(element, "alt")));
                break;
            case GUMBO_TAG_A:
                link_starts_.push_back(lines_.position());
                break;
            case GUMBO_TAG_TD:
            case GUMBO_TAG_TH:
                lines_.part_cells();
                break;
            case GUMBO_TAG_UL:
            case GUMBO_TAG_OL:
                lines_.break_lines(breaks_around(element));
                next_number_.push_back(element.tag == GUMBO_TAG_UL ? kNoNumber
                                                                   : first_number(element));
                break;
            case GUMBO_TAG_LI:
                lines_.break_lines(1);
                open_item();
                break;
            case GUMBO_TAG_BLOCKQUOTE:
                lines_.break_lines(2);
                lines_.open_margin("> ", "> ");
                break;
            case GUMBO_TAG_DD:
                lines_.break_lines(1);
                lines_.open_margin("  ", "  ");
                break;
            default:
                lines_.break_lines(breaks_around(element));
        }
        if (element.tag == GUMBO_TAG_PRE) ++pre_depth_;
    }

    void leave(const GumboElement& element) {
        switch (element.tag) {
            case GUMBO_TAG_BR:
            case GUMBO_TAG_IMG:
                return;
            case GUMBO_TAG_A:
                close_link(element);
                return;
            case GUMBO_TAG_UL:
            case GUMBO_TAG_OL:
                next_number_.pop_back();
                break;
            case GUMBO_TAG_LI:
            case GUMBO_TAG_BLOCKQUOTE:
            case GUMBO_TAG_DD:
                lines_.close_margin();
                break;
            case GUMBO_TAG_PRE:
                --pre_depth_;
                break;
            default:
                break;
        }
        lines_.break_lines(element.tag == GUMBO_TAG_HR ? 1 : breaks_around(element));
    }

    void text(std::string_view text) {
        if (pre_depth_ > 0) {
            lines_.verbatim(text);
        } else {
            lines_.words(text);
        }
    }

    std::string take() { return lines_.take(); }

  private:
    static constexpr std::int64_t kNoNumber = -1;

    static std::int64_t first_number(const GumboElement& list) {
        const std::int64_t start = parse_id(attribute(list, "start"));
        return start < 0 || start > 999'999 ? 1 : start;
    }

    /// Line breaks before and after an element; none for what stands inside a line.
    [[nodiscard]] int breaks_around(const GumboElement& element) const {
        switch (element.tag) {
            case GUMBO_TAG_P:
            case GUMBO_TAG_H1:
            case GUMBO_TAG_H2:
            case GUMBO_TAG_H3:
            case GUMBO_TAG_H4:
            case GUMBO_TAG_H5:
            case GUMBO_TAG_H6:
            case GUMBO_TAG_PRE:
            case GUMBO_TAG_DL:
            case GUMBO_TAG_TABLE:
            case GUMBO_TAG_BLOCKQUOTE:
                return 2;
            case GUMBO_TAG_UL:
            case GUMBO_TAG_OL:
                return next_number_.empty() ? 2 : 1;  // a list in a list stays close
            case GUMBO_TAG_DIV:
            case GUMBO_TAG_ADDRESS:
            case GUMBO_TAG_CAPTION:
            case GUMBO_TAG_TR:
            case GUMBO_TAG_LI:
            case GUMBO_TAG_DT:
            case GUMBO_TAG_DD:
                return 1;
            default:
                return 0;
        }
    }

    void open_item() {
        if (next_number_.empty() || next_number_.back() == kNoNumber) {
            lines_.open_margin("- ", "  ");
        } else {
            const std::string marker = std::to_string(next_number_.back()++) + ". ";
            lines_.open_margin(marker, std::string(marker.size(), ' '));
        }
    }

    /// "text (address)", unless the text says the address already.
    void close_link(const GumboElement& element) {
        const std::string_view text = lines_.since(link_starts_.back());
        link_starts_.pop_back();
        const std::string address =
            safe_address(attribute(element, "href"), {"http://", "https://", "mailto:"});
        if (address.empty()) return;
        const std::size_t scheme = address.find(':') + 1;
        const std::string_view bare = trim_slashes(std::string_view(address).substr(scheme));
        if (equal_ignoring_case(trim_slashes(text), bare) ||
            equal_ignoring_case(trim_slashes(text), trim_slashes(address))) {
            return;
        }
        lines_.words(text.empty() ? address : " (" + address + ")");
    }

    static std::string_view trim_slashes(std::string_view text) {
        while (!text.empty() && text.front() == '/') text.remove_prefix(1);
        while (!text.empty() && text.back() == '/') text.remove_suffix(1);
        return text;
    }

    LineWriter lines_;
    std::vector<std::size_t> link_starts_;
    std::vector<std::int64_t> next_number_;  // of each open list
    int pre_depth_ = 0;
};

}  // namespace

std::string html_to_text(std::string_view html) {
    if (html.size() > kMaxHtmlBytes) return std::string(html);
    const HtmlTree tree(html);
    TextVisitor visitor;
    tree.walk(visitor);
    return visitor.take();
}

}  // namespace desk
