#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "support/repeated.hpp"
#include "util/html.hpp"

namespace desk {
namespace {

using test::repeated;
using testing::HasSubstr;
using testing::Not;

TEST(MarkdownToHtml, RendersWhatPeopleWrite) {
    EXPECT_EQ(markdown_to_html("# Title\n\n*em* **strong** `code` ~~gone~~"),
              "<h1>Title</h1>\n<p><em>em</em> <strong>strong</strong> <code>code</code> "
              "<del>gone</del></p>\n");
    EXPECT_EQ(markdown_to_html("- a\n- b\n"), "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n");
    EXPECT_EQ(markdown_to_html("3. a\n4. b\n"),
              "<ol start=\"3\">\n<li>a</li>\n<li>b</li>\n</ol>\n");
    EXPECT_EQ(markdown_to_html("> q\n"), "<blockquote>\n<p>q</p>\n</blockquote>\n");
    EXPECT_EQ(markdown_to_html("a\n\n---\n\nb"), "<p>a</p>\n<hr>\n<p>b</p>\n");
    EXPECT_EQ(markdown_to_html("- [ ] a\n- [x] b\n"), "<ul>\n<li>☐ a</li>\n<li>☑ b</li>\n</ul>\n");
    EXPECT_EQ(markdown_to_html(""), "");
}

TEST(MarkdownToHtml, KeepsLineBreaks) {
    EXPECT_EQ(markdown_to_html("Dear all,\r\nthe desk\nis down"),
              "<p>Dear all,<br>\nthe desk<br>\nis down</p>\n");
}

TEST(MarkdownToHtml, RendersCodeVerbatim) {
    EXPECT_EQ(markdown_to_html("```c\nint a = b < c;\n\n  d\n```\n"),
              "<pre><code>int a = b &lt; c;\n\n  d\n</code></pre>\n");
    EXPECT_EQ(markdown_to_html("```\n\nx\n```\n"), "<pre><code>\nx\n</code></pre>\n");
}

TEST(MarkdownToHtml, RendersTables) {
    EXPECT_EQ(
        markdown_to_html("| a | b |\n|---|--:|\n| 1 | 2 |\n"),
        "<table>\n<thead>\n<tr>\n<th>a</th>\n<th align=\"right\">b</th>\n</tr>\n</thead>\n<tbody>\n"
        "<tr>\n<td>1</td>\n<td align=\"right\">2</td>\n</tr>\n</tbody>\n</table>\n");
}

TEST(MarkdownToHtml, LinksAddresses) {
    EXPECT_EQ(markdown_to_html("[x](https://x.example/?a&b \"T\")"),
              "<p><a title=\"T\" href=\"https://x.example/?a&amp;b\" rel=\"nofollow noopener "
              "noreferrer\">x</a></p>\n");
    EXPECT_THAT(markdown_to_html("see https://x.example/a now"),
                HasSubstr("href=\"https://x.example/a\""));
    EXPECT_THAT(markdown_to_html("write a@b.example"), HasSubstr("href=\"mailto:a@b.example\""));
    EXPECT_EQ(markdown_to_html("![a *b* ![c](x)](https://x.example/i.png)"),
              "<p><img src=\"https://x.example/i.png\" alt=\"a b c\"></p>\n");
}

TEST(MarkdownToHtml, ShowsRawHtmlAsText) {
    EXPECT_EQ(markdown_to_html("<b>x</b> &amp; &copy;"), "<p>&lt;b&gt;x&lt;/b&gt; &amp; ©</p>\n");
    EXPECT_EQ(markdown_to_html("<script>\nalert(1)\n</script>"),
              "<p>&lt;script&gt;<br>\nalert(1)<br>\n&lt;/script&gt;</p>\n");
}

TEST(MarkdownToHtml, LinksToNothingThatRuns) {
    for (const char* markdown :
         {"[x](javascript:alert(1))", "[x](JaVaScRiPt:alert(1))", "[x](java&#115;cript:alert(1))",
          "[x](javascript&colon;alert(1))", "<javascript:alert(1)>", "[x](data:text/html,x)",
          "[x]: javascript:alert(1)\n\n[x]", "![x](javascript:alert(1))", "[x](vbscript:x)",
          "[x](\\javascript:alert(1))", "[x](//evil.example)",
          "![x](http://plain.example/i.png)"}) {
        EXPECT_THAT(markdown_to_html(markdown), Not(HasSubstr("href="))) << markdown;
        EXPECT_THAT(markdown_to_html(markdown), Not(HasSubstr("src="))) << markdown;
    }
    EXPECT_THAT(markdown_to_html("![a\" onerror=\"alert(1)](https://x.example/\"onerror=\"x)"),
                Not(HasSubstr("\" onerror=\"")));
}

TEST(MarkdownToHtml, SurvivesBadBytes) {
    EXPECT_EQ(markdown_to_html("a\xFF"
                               "b"),
              "<p>a\xEF\xBF\xBD"
              "b</p>\n");
    EXPECT_EQ(markdown_to_html(std::string_view("a\0b", 3)),
              "<p>a\xEF\xBF\xBD"
              "b</p>\n");
}

// The parser would close the link by it, and then leave the text by gigabytes.
TEST(MarkdownToHtml, LeavesAloneWhatStandsBehindItsText) {
    for (const std::string_view text : {"[a](b)", "[a]()", "![a](b)", "x\n\n*[a](b \"c\")"}) {
        const std::string_view open = text.substr(0, text.size() - 1);
        EXPECT_EQ(markdown_to_html(open), markdown_to_html(std::string(open)));
        EXPECT_THAT(markdown_to_html(open), HasSubstr("[a]("));
    }
}

TEST(MarkdownToHtml, BoundsATableOfManyColumnsAndShortRows) {
    // Every row is filled up to the columns of the head: 400 MB if nobody stopped it.
    const std::string table =
        repeated("|a", 4000) + "|\n" + repeated("|---", 4000) + "|\n" + repeated("|x\n", 10'000);
    const std::string html = markdown_to_html(table);
    EXPECT_LT(html.size(), table.size() * 10);
    EXPECT_THAT(html, HasSubstr("x"));
}

TEST(MarkdownToHtml, BoundsALongAddressNamedOften) {
    const std::string text =
        "[a]: https://x.example/" + std::string(100'000, 'y') + "\n\n" + repeated("[a] ", 50'000);
    EXPECT_LT(markdown_to_html(text).size(), text.size() * 10);
}

TEST(MarkdownToHtml, SurvivesAHundredKilobytesOfAnything) {
    constexpr std::size_t kSize = 128 * 1024;
    for (const char* piece :
         {"*",        "*a **a ", "_a ",     "[",     "![",   "[a](",  "`",   "``a`", "> ",
          "- ",       "1. ",     "    a\n", "<",     "\\",   "&amp;", "|",   "~~a ", "www.",
          "[a]: b\n", "\"",      "]",       "[a][b", "<!--", "a**b",  "x*_", "(",    "a@"}) {
        const std::string text = repeated(piece, kSize / std::string_view(piece).size());
        EXPECT_LT(markdown_to_html(text).size(), kSize * 20) << piece;
    }
    std::string deep;
    for (int i = 0; deep.size() < kSize; ++i)
        deep += std::string(static_cast<std::size_t>(i), ' ') + "* a\n";
    EXPECT_LT(markdown_to_html(deep).size(), kSize * 20);
    EXPECT_LT(
        markdown_to_html(repeated("> ", kSize / 8) + "a\n" + repeated("> a\n", kSize / 8)).size(),
        kSize * 20);
}

}  // namespace
}  // namespace desk
