#include "util/html.hpp"

namespace desk {
namespace {

/// The entity that stands for a character, or nothing.
std::string_view entity(char c) {
    switch (c) {
        case '&':
            return "&amp;";
        case '<':
            return "&lt;";
        case '>':
            return "&gt;";
        case '"':
            return "&quot;";
        case '\'':
            return "&#039;";
        default:
            return {};
    }
}

constexpr std::string_view kSpecial = "&<>\"'";

}  // namespace

std::string html_escape(std::string_view text) {
    std::string html;
    html.reserve(text.size() + text.size() / 16);
    for (;;) {
        const std::size_t next = text.find_first_of(kSpecial);
        html += text.substr(0, next);
        if (next == std::string_view::npos) return html;
        html += entity(text[next]);
        text.remove_prefix(next + 1);
    }
}

std::string text_to_html(std::string_view text) {
    const std::string escaped = html_escape(text);
    std::string html;
    html.reserve(escaped.size() + escaped.size() / 16);
    for (std::size_t at = 0; at < escaped.size(); ++at) {
        const bool is_crlf =
            escaped[at] == '\r' && at + 1 < escaped.size() && escaped[at + 1] == '\n';
        if (is_crlf) {
            html += "<br>\r\n";
            ++at;
        } else if (escaped[at] == '\n') {
            html += "<br>\n";
        } else {
            html += escaped[at];
        }
    }
    return html;
}

}  // namespace desk
