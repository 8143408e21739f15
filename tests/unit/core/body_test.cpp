#include "core/body.hpp"

#include <gtest/gtest.h>

namespace desk::test {
namespace {

using core::Body;
using core::BodyFormat;
using core::Origin;

TEST(Body, ReadsPlainTextAndMarkdownAsTextUnchanged) {
    EXPECT_EQ(core::body_as_text({"a <b> & **c**\r\n", BodyFormat::plain, Origin::whmcs}),
              "a <b> & **c**\r\n");
    EXPECT_EQ(core::body_as_text({"**c**", BodyFormat::markdown, Origin::whmcs}), "**c**");
}

TEST(Body, ReadsHtmlAsReadableText) {
    const Body body{"<p>Hello <b>you</b> &amp; me</p>", BodyFormat::html, Origin::getfly};
    EXPECT_EQ(core::body_as_text(body), "Hello you & me");
}

TEST(Body, ReadsPlainTextAsEscapedHtml) {
    const Body body{"a <b>\nc", BodyFormat::plain, Origin::whmcs};
    EXPECT_EQ(core::body_as_html(body, Origin::getfly), "a &lt;b&gt;<br>\nc");
}

TEST(Body, RendersMarkdown) {
    const Body body{"This is **bold**", BodyFormat::markdown, Origin::whmcs};
    EXPECT_NE(core::body_as_html(body, Origin::getfly).find("<strong>bold</strong>"),
              std::string::npos);
}

TEST(Body, GivesHtmlVerbatimOnlyToTheDialectThatWroteIt) {
    const Body body{"<p onclick=\"x()\">Hi<script>x()</script></p>", BodyFormat::html,
                    Origin::getfly};
    EXPECT_EQ(core::body_as_html(body, Origin::getfly), body.text);
    const std::string elsewhere = core::body_as_html(body, Origin::web);
    EXPECT_EQ(elsewhere.find("onclick"), std::string::npos);
    EXPECT_EQ(elsewhere.find("script"), std::string::npos);
    EXPECT_NE(elsewhere.find("Hi"), std::string::npos);
}

}  // namespace
}  // namespace desk::test
