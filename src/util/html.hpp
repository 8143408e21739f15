#pragma once
#include <string>
#include <string_view>

/// HTML of foreign make. Everything is linear in its input, keeps no recursion over it, and is
/// bounded before the parser sees it (a body is at most 1 MiB).
namespace desk {

/// `& < > " '` made entities.
std::string html_escape(std::string_view text);

/// Plain text as HTML: escaped, line breaks (LF or CR LF) as `<br>` in front of them.
std::string text_to_html(std::string_view text);

/// Only what is on the allow-list: text structure, lists, tables, links (http, https, mailto),
/// images (https), no scripts, styles, forms, frames, event attributes. Always well formed. Past
/// the bounds (elements, depth, attributes, table columns) the text is kept and the mark-up
/// dropped.
std::string sanitise_html(std::string_view html);

/// Readable text: paragraphs and line breaks as line breaks, list items with "- " or their number,
/// quotations with "> ", cells of a table with " | " between, links as "text (address)", entities
/// resolved, scripts and styles dropped.
std::string html_to_text(std::string_view html);

/// Markdown (md4c, GitHub's dialect, raw HTML escaped), then sanitised. Every line break is one, as
/// in GitHub's comments. A text that would grow out of all proportion is shown as it was written.
std::string markdown_to_html(std::string_view markdown);

}  // namespace desk
