#include "api/whmcs/render.hpp"

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <pugixml.hpp>

namespace desk::whmcs {
namespace {

Answer answer_of(std::string_view json) { return boost::json::parse(json).as_object(); }

std::string xml_of(std::string_view json) {
    return render(answer_of(json), Format::xml, "openticket").body;
}

/// What stands between the root's tags.
std::string inside(const std::string& xml) {
    const std::size_t begin = xml.find("</action>") + 9;
    return xml.substr(begin, xml.rfind("</whmcsapi>") - begin);
}

TEST(FormatNamed, KnowsThreeAndTakesNameValueForTheRest) {
    EXPECT_EQ(format_named("json"), Format::json);
    EXPECT_EQ(format_named(" JSON "), Format::json);
    EXPECT_EQ(format_named("xml"), Format::xml);
    EXPECT_EQ(format_named("nvp"), Format::name_value);
    EXPECT_EQ(format_named(""), Format::name_value);
    EXPECT_EQ(format_named("yaml"), Format::name_value);
}

TEST(Render, JsonKeepsOrderAndTypes) {
    const Rendered out = render(answer_of(R"({"result":"success","id":"1","n":2,"b":true,"l":[]})"),
                                Format::json, "openticket");
    EXPECT_EQ(out.content_type, "application/json");
    EXPECT_EQ(out.body, R"({"result":"success","id":"1","n":2,"b":true,"l":[]})");
}

TEST(Render, XmlBeginsWithDeclarationRootAndAction) {
    const Rendered out =
        render(answer_of(R"({"result":"success","id":"7"})"), Format::xml, "openticket");
    EXPECT_EQ(out.content_type, "application/xml");
    EXPECT_EQ(out.body.rfind("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<whmcsapi version=\"", 0),
              0U);
    EXPECT_NE(
        out.body.find("<action>openticket</action><result>success</result><id>7</id></whmcsapi>"),
        std::string::npos)
        << out.body;
}

TEST(Render, XmlWritesScalarsAsText) {
    EXPECT_EQ(inside(xml_of(R"({"e":"","z":null,"y":true,"n":false,"i":5})")),
              "<e/><z/><y>1</y><n>0</n><i>5</i>");
}

TEST(Render, XmlRepeatsItemsInTheirContainer) {
    EXPECT_EQ(inside(xml_of(R"({"replies":{"reply":[{"replyid":"0"},{"replyid":"1"}]}})")),
              "<replies><reply><replyid>0</replyid></reply><reply><replyid>1</replyid></reply>"
              "</replies>");
    EXPECT_EQ(inside(xml_of(R"({"notes":{"note":[]}})")), "<notes/>");
    EXPECT_EQ(inside(xml_of(
                  R"({"attachments":[{"filename":"a","index":0},{"filename":"b","index":1}]})")),
              "<attachments><filename>a</filename><index>0</index></attachments>"
              "<attachments><filename>b</filename><index>1</index></attachments>");
    EXPECT_EQ(inside(xml_of(R"({"attachments":[]})")), "<attachments/>");
}

TEST(Render, XmlEscapesSoThatAParserReadsTheSameText) {
    const std::string text = "a & b < c > d ]]> \"e\" 'f'\r\ng\th \xf0\x9f\x98\x80 ;=";
    Answer answer;
    answer.emplace("message", text);
    const std::string xml = render(answer, Format::xml, "getticket").body;
    pugi::xml_document parsed;
    ASSERT_TRUE(parsed.load_string(xml.c_str(), pugi::parse_default & ~pugi::parse_eol));
    EXPECT_EQ(std::string(parsed.child("whmcsapi").child("message").child_value()), text);
}

TEST(Render, XmlDropsWhatXmlForbids) {
    Answer answer;
    answer.emplace("message",
                   "a\x01\x1f"
                   "b\xef\xbf\xbe"
                   "c\xef\xbf\xbf"
                   "d\xef\xbf\xbd");
    const std::string xml = render(answer, Format::xml, "getticket").body;
    EXPECT_EQ(inside(xml), "<message>abcd\xef\xbf\xbd</message>");
}

TEST(Render, NameValueJoinsPairs) {
    const Rendered out =
        render(answer_of(R"({"result":"success","id":"7","tid":"204518","c":"Qm7xT2bV"})"),
               Format::name_value, "openticket");
    EXPECT_EQ(out.body, "result=success;id=7;tid=204518;c=Qm7xT2bV;");
    EXPECT_EQ(out.content_type, "text/plain; charset=utf-8");
}

TEST(Render, NameValueBecomesXmlWhereItCannotSayIt) {
    EXPECT_EQ(render(answer_of(R"({"result":"success","replies":{"reply":[]}})"),
                     Format::name_value, "getticket")
                  .content_type,
              "application/xml");
    EXPECT_EQ(render(answer_of(R"({"result":"success","filename":"a;b.txt"})"), Format::name_value,
                     "getticketattachment")
                  .content_type,
              "application/xml");
}

TEST(Render, EscapesAnActionThatSomebodyMadeUp) {
    const std::string xml = render(answer_of(R"({"result":"error"})"), Format::xml, "<x>&").body;
    EXPECT_NE(xml.find("<action>&lt;x&gt;&amp;</action>"), std::string::npos);
}

}  // namespace
}  // namespace desk::whmcs
