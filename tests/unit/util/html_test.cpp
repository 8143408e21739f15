#include "util/html.hpp"

#include <gtest/gtest.h>

#include <string>

namespace desk {
namespace {

TEST(HtmlEscape, EscapesTheFiveCharactersAndNothingElse) {
    EXPECT_EQ(html_escape("<a href=\"x\">Tom & 'Jerry'</a>"),
              "&lt;a href=&quot;x&quot;&gt;Tom &amp; &#039;Jerry&#039;&lt;/a&gt;");
    EXPECT_EQ(html_escape("&amp;"), "&amp;amp;");
    EXPECT_EQ(html_escape("Đơn hàng 😀\r\n\t"), "Đơn hàng 😀\r\n\t");
    EXPECT_EQ(html_escape(""), "");
}

TEST(TextToHtml, PutsABreakInFrontOfEveryLineBreak) {
    EXPECT_EQ(text_to_html("a\nb"), "a<br>\nb");
    EXPECT_EQ(text_to_html("a\r\nb"), "a<br>\r\nb");
    EXPECT_EQ(text_to_html("a\r\n\r\nb\n"), "a<br>\r\n<br>\r\nb<br>\n");
    EXPECT_EQ(text_to_html("a\rb"), "a\rb");
    EXPECT_EQ(text_to_html("a\r"), "a\r");
    EXPECT_EQ(text_to_html(""), "");
}

TEST(TextToHtml, LeavesNoMarkUpOfTheText) {
    EXPECT_EQ(text_to_html("<br>\n<script>"), "&lt;br&gt;<br>\n&lt;script&gt;");
}

}  // namespace
}  // namespace desk
