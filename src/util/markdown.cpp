#include <md4c.h>

#include "util/html.hpp"
#include "util/html_tree.hpp"

namespace desk {
namespace {

/// Writes HTML from what md4c reports, and gives up when more comes out than any honest text makes:
/// a link definition named ten thousand times, a wide table with many short rows. (md4c-html cannot
/// be stopped.)
class MarkdownRenderer {
  public:
    explicit MarkdownRenderer(std::size_t input) : most_(input * 8 + 64 * 1024) {}

    int enter(MD_BLOCKTYPE type, void* detail) {
        switch (type) {
            case MD_BLOCK_DOC:
            case MD_BLOCK_HTML:
                break;
            case MD_BLOCK_LI:
                out_ += "<li>";
                task_mark(*static_cast<MD_BLOCK_LI_DETAIL*>(detail));
                break;
            case MD_BLOCK_OL:
                list_from(static_cast<MD_BLOCK_OL_DETAIL*>(detail)->start);
                break;
            case MD_BLOCK_TD:
            case MD_BLOCK_TH:
                cell(type, static_cast<MD_BLOCK_TD_DETAIL*>(detail)->align);
                break;
            case MD_BLOCK_CODE:
                out_ += "<pre><code>";
                break;
            default:
                out_ += '<';
                out_ += name(type, detail);
                out_ += type == MD_BLOCK_P || type == MD_BLOCK_H ? ">" : ">\n";
        }
        return is_too_much();
    }

    int leave(MD_BLOCKTYPE type, void* detail) {
        if (type == MD_BLOCK_CODE) {
            out_ += "</code></pre>\n";
        } else if (type != MD_BLOCK_DOC && type != MD_BLOCK_HTML && type != MD_BLOCK_HR) {
            out_ += "</";
            out_ += name(type, detail);
            out_ += ">\n";
        }
        return is_too_much();
    }

    int enter(MD_SPANTYPE type, void* detail) {
        if (type == MD_SPAN_IMG) {
            if (images_++ > 0) return 0;  // an image in the words for an image is words
            const auto& image = *static_cast<MD_SPAN_IMG_DETAIL*>(detail);
            out_ += "<img src=\"";
            attribute_text(image.src);
            title(image.title);
            out_ += "\" alt=\"";
        } else if (images_ > 0) {
            return 0;
        } else if (type == MD_SPAN_A) {
            const auto& link = *static_cast<MD_SPAN_A_DETAIL*>(detail);
            out_ += "<a href=\"";
            attribute_text(link.href);
            title(link.title);
            out_ += "\">";
        } else {
            out_ += '<';
            out_ += name(type);
            out_ += '>';
        }
        return is_too_much();
    }

    int leave(MD_SPANTYPE type) {
        if (type == MD_SPAN_IMG) {
            if (--images_ == 0) out_ += "\">";
        } else if (images_ == 0) {
            out_ += "</";
            out_ += name(type);
            out_ += '>';
        }
        return is_too_much();
    }

    int text(MD_TEXTTYPE type, std::string_view text) {
        switch (type) {
            case MD_TEXT_NULLCHAR:
                out_ += "\xEF\xBF\xBD";
                break;
            case MD_TEXT_BR:
            case MD_TEXT_SOFTBR:
                // People who write to a help desk mean their line breaks, as on GitHub's issues.
                out_ += images_ > 0 ? " " : "<br>\n";
                break;
            case MD_TEXT_ENTITY:
                out_ += text;
                break;
            default:
                out_ += html_escape(text);
        }
        return is_too_much();
    }

    std::string take() { return std::move(out_); }

  private:
    [[nodiscard]] int is_too_much() const { return out_.size() > most_ ? 1 : 0; }

    static std::string_view name(MD_BLOCKTYPE type, void* detail) {
        static constexpr std::string_view kHeadings[] = {"h1", "h2", "h3", "h4", "h5", "h6"};
        switch (type) {
            case MD_BLOCK_QUOTE:
                return "blockquote";
            case MD_BLOCK_UL:
                return "ul";
            case MD_BLOCK_OL:
                return "ol";
            case MD_BLOCK_LI:
                return "li";
            case MD_BLOCK_HR:
                return "hr";
            case MD_BLOCK_H:
                return kHeadings[(static_cast<MD_BLOCK_H_DETAIL*>(detail)->level - 1) % 6];
            case MD_BLOCK_TABLE:
                return "table";
            case MD_BLOCK_THEAD:
                return "thead";
            case MD_BLOCK_TBODY:
                return "tbody";
            case MD_BLOCK_TR:
                return "tr";
            case MD_BLOCK_TH:
                return "th";
            case MD_BLOCK_TD:
                return "td";
            default:
                return "p";
        }
    }

    static std::string_view name(MD_SPANTYPE type) {
        switch (type) {
            case MD_SPAN_EM:
                return "em";
            case MD_SPAN_STRONG:
                return "strong";
            case MD_SPAN_A:
                return "a";
            case MD_SPAN_CODE:
                return "code";
            case MD_SPAN_DEL:
                return "del";
            default:
                return "span";
        }
    }

    void list_from(unsigned number) {
        out_ += "<ol";
        if (number != 1) out_ += " start=\"" + std::to_string(number) + '"';
        out_ += ">\n";
    }

    void task_mark(const MD_BLOCK_LI_DETAIL& item) {
        if (item.is_task != 0) out_ += item.task_mark == ' ' ? "☐ " : "☑ ";
    }

    void cell(MD_BLOCKTYPE type, MD_ALIGN align) {
        out_ += type == MD_BLOCK_TD ? "<td" : "<th";
        if (align == MD_ALIGN_LEFT) out_ += " align=\"left\"";
        if (align == MD_ALIGN_CENTER) out_ += " align=\"center\"";
        if (align == MD_ALIGN_RIGHT) out_ += " align=\"right\"";
        out_ += '>';
    }

    void title(const MD_ATTRIBUTE& text) {
        if (text.size == 0) return;
        out_ += "\" title=\"";
        attribute_text(text);
    }

    /// The pieces of an attribute; entities stay as they are, as in text().
    void attribute_text(const MD_ATTRIBUTE& attribute) {
        for (std::size_t i = 0; attribute.substr_offsets[i] < attribute.size; ++i) {
            const std::string_view piece(
                attribute.text + attribute.substr_offsets[i],
                attribute.substr_offsets[i + 1] - attribute.substr_offsets[i]);
            out_ += attribute.substr_types[i] == MD_TEXT_ENTITY ? std::string(piece)
                                                                : html_escape(piece);
        }
    }

    std::string out_;
    std::size_t most_;
    int images_ = 0;
};

MarkdownRenderer& renderer(void* data) { return *static_cast<MarkdownRenderer*>(data); }

constexpr unsigned kFlags = MD_DIALECT_GITHUB | MD_FLAG_NOHTML;

const MD_PARSER kParser{
    0,
    kFlags,
    [](MD_BLOCKTYPE type, void* detail, void* data) { return renderer(data).enter(type, detail); },
    [](MD_BLOCKTYPE type, void* detail, void* data) { return renderer(data).leave(type, detail); },
    [](MD_SPANTYPE type, void* detail, void* data) { return renderer(data).enter(type, detail); },
    [](MD_SPANTYPE type, void* /*detail*/, void* data) { return renderer(data).leave(type); },
    [](MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size, void* data) {
        return renderer(data).text(type, std::string_view(text, size));
    },
    nullptr,
    nullptr};

}  // namespace

std::string markdown_to_html(std::string_view markdown) {
    if (markdown.size() > kMaxHtmlBytes) return text_to_html(markdown);
    // A copy, for the NUL behind it: md4c looks there whether a ")" closes the last link, and has
    // left its text when it does.
    const std::string text(markdown);
    MarkdownRenderer renderer(text.size());
    const int result =
        md_parse(text.data(), static_cast<MD_SIZE>(text.size()), &kParser, &renderer);
    if (result != 0) return text_to_html(markdown);
    const std::string html = renderer.take();
    return html.size() > kMaxHtmlBytes ? text_to_html(markdown) : sanitise_html(html);
}

}  // namespace desk
