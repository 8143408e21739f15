#include <gtest/gtest.h>

#include <string>

#include "support/repeated.hpp"
#include "util/html.hpp"
#include "util/text.hpp"

namespace desk {
namespace {

using test::repeated;

TEST(HtmlToText, KeepsPlainTextAsItIs) {
    EXPECT_EQ(html_to_text("hello"), "hello");
    EXPECT_EQ(html_to_text(""), "");
    EXPECT_EQ(html_to_text("a < b & c > d"), "a < b & c > d");
    EXPECT_EQ(html_to_text("Đơn hàng 😀"), "Đơn hàng 😀");
}

TEST(HtmlToText, MakesParagraphsAndBreaksLines) {
    EXPECT_EQ(html_to_text("<p>Dear all,</p><p>one<br>two</p>bye"), "Dear all,\n\none\ntwo\n\nbye");
    EXPECT_EQ(html_to_text("<div>one</div><div>two</div>"), "one\ntwo");
    EXPECT_EQ(html_to_text("a<br><br>b<br><br><br><br>c"), "a\n\nb\n\nc");
    EXPECT_EQ(html_to_text("<h1>Title</h1>text<hr>more"), "Title\n\ntext\n---\nmore");
    EXPECT_EQ(html_to_text("<p>a<p>b<p>c"), "a\n\nb\n\nc");
    EXPECT_EQ(html_to_text("<p></p><p>&nbsp;</p><p>a</p><p></p>"), "a");
}

TEST(HtmlToText, RunsBlanksTogether) {
    EXPECT_EQ(html_to_text("  a \n\t b&nbsp;&nbsp;c  "), "a b c");
    EXPECT_EQ(html_to_text("<b>a</b> <i>b</i>"), "a b");
    EXPECT_EQ(html_to_text("<b>a</b><i>b</i>"), "ab");
}

TEST(HtmlToText, KeepsTheLinesOfPre) {
    EXPECT_EQ(html_to_text("<p>log:</p><pre>one\n  two\n\nfour</pre>end"),
              "log:\n\none\n  two\n\nfour\n\nend");
}

TEST(HtmlToText, WritesListsWithTheirMarks) {
    EXPECT_EQ(
        html_to_text("<p>To do:</p><ul><li>one</li><li>two<ul><li>deep</li></ul></li></ul>end"),
        "To do:\n\n- one\n- two\n  - deep\n\nend");
    EXPECT_EQ(html_to_text("<ol><li>one<li>two</ol>"), "1. one\n2. two");
    EXPECT_EQ(html_to_text("<ol start=9><li>a<br>b<li>c</ol>"), "9. a\n   b\n10. c");
    EXPECT_EQ(html_to_text("<dl><dt>term<dd>meaning</dl>"), "term\n  meaning");
    EXPECT_EQ(html_to_text("<li>stray"), "- stray");
}

TEST(HtmlToText, WritesTablesInLines) {
    EXPECT_EQ(html_to_text("<table><tr><th>Item<th>Price<tr><td>Pen<td>2</table>"),
              "Item | Price\nPen | 2");
    EXPECT_EQ(html_to_text("<table><tr><td><p>a</p></td><td><p>b</p></td></tr></table>"), "a\n\nb");
}

TEST(HtmlToText, MarksQuotations) {
    EXPECT_EQ(html_to_text("me<blockquote>one<p>two</p></blockquote>you"),
              "me\n\n> one\n>\n> two\n\nyou");
}

TEST(HtmlToText, ShowsWhereLinksGo) {
    EXPECT_EQ(html_to_text("see <a href=\"https://x.example/a?b=1&amp;c\">the page</a>."),
              "see the page (https://x.example/a?b=1&c).");
    EXPECT_EQ(html_to_text("<a href=\"https://x.example/\">https://x.example</a>"),
              "https://x.example");
    EXPECT_EQ(html_to_text("<a href=\"https://x.example/\">x.example</a>"), "x.example");
    EXPECT_EQ(html_to_text("<a href=\"mailto:a@b.de\">a@b.de</a>"), "a@b.de");
    EXPECT_EQ(html_to_text("<a href=\"mailto:a@b.de\">write</a>"), "write (mailto:a@b.de)");
    EXPECT_EQ(html_to_text("<a href=\"https://x.example/\"><img src=\"y.png\"></a>"),
              "https://x.example/");
    EXPECT_EQ(html_to_text("<a href=\"#top\">up</a> <a href=\"javascript:x()\">js</a> <a>a</a>"),
              "up js a");
}

TEST(HtmlToText, NamesImagesByTheirWords) {
    EXPECT_EQ(html_to_text("<img src=x.png alt=\"A screenshot\"> here <img src=y.png>"),
              "A screenshot here");
}

TEST(HtmlToText, ResolvesEntities) {
    EXPECT_EQ(html_to_text("&lt;b&gt; &amp;amp; &eacute;&#233;&#xE9; &hellip; &#128512;"),
              "<b> &amp; ééé … 😀");
    EXPECT_EQ(html_to_text("&nosuch; &#0;"), "&nosuch; \xEF\xBF\xBD");
}

TEST(HtmlToText, DropsScriptsStylesAndComments) {
    EXPECT_EQ(html_to_text("a<script>var x = '</p>';</script>b<style>p{}</style>c<!-- d -->e"),
              "abce");
    EXPECT_EQ(
        html_to_text("<html><head><title>t</title><style>x</style></head><body>b</body></html>"),
        "b");
    EXPECT_EQ(html_to_text("<!DOCTYPE html><?xml version=\"1.0\"?>x<![CDATA[y]]>"), "x");
}

TEST(HtmlToText, ShowsMarkUpThatNeverEnds) {
    EXPECT_EQ(html_to_text("if a <b then"), "if a <b then");
    EXPECT_EQ(html_to_text("x <a href=\"y>z</a>"), "x <a href=\"y>z</a>");
}

TEST(HtmlToText, SurvivesBadBytes) {
    EXPECT_EQ(html_to_text("a\xFF"
                           "b<p\xFF>c"),
              "a\xEF\xBF\xBD"
              "bc");
    EXPECT_EQ(html_to_text(std::string_view("a\0b", 3)),
              "a\xEF\xBF\xBD"
              "b");
}

TEST(HtmlToText, SurvivesAnyDepth) {
    constexpr std::size_t kTags = 50'000;
    for (const char* tag :
         {"<div>", "<b>", "<ul><li>", "<blockquote>", "<table><tr><td>", "<dl><dd>"}) {
        const std::string text = html_to_text(repeated(tag, kTags) + "end");
        EXPECT_EQ(text.substr(text.size() - 3), "end") << tag;
    }
}

TEST(HtmlToText, KeepsTheMarginsOfDeepTextsSmall) {
    const std::string text =
        html_to_text(repeated("<blockquote>", 90) + "<pre>" + repeated("x\n", 100'000) + "</pre>");
    EXPECT_LT(text.size(), 100'000U * 20);
}

}  // namespace
}  // namespace desk
