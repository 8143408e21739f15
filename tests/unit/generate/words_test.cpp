#include "generate/words.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "generate/text_maker.hpp"
#include "util/html.hpp"
#include "util/text.hpp"

namespace desk::generate {
namespace {

class EachLanguage : public testing::TestWithParam<Language> {
  protected:
    const Words& words = words_of(GetParam());
};

/// Whether every `{…}` in the text is one of those that get filled.
bool has_known_slots_only(std::string_view text) {
    static const std::set<std::string_view> kKnown{"{ref}", "{domain}", "{server}"};
    for (std::size_t at = text.find('{'); at != std::string_view::npos; at = text.find('{', at)) {
        const std::size_t end = text.find('}', at);
        if (end == std::string_view::npos) return false;
        if (!kKnown.contains(text.substr(at, end - at + 1))) return false;
        at = end;
    }
    return true;
}

bool is_proper(std::string_view text) {
    return !is_blank(text) && make_valid(std::string(text)) == text && trim(text) == text;
}

TEST_P(EachLanguage, HasPeopleWhoseNamesGoIntoAddresses) {
    for (const auto names : {words.given_names, words.family_names}) {
        ASSERT_GE(names.size(), 10U);
        for (const Name& name : names) {
            EXPECT_TRUE(is_proper(name.text)) << name.text;
            EXPECT_EQ(name.ascii.find_first_not_of("abcdefghijklmnopqrstuvwxyz"),
                      std::string_view::npos)
                << name.ascii;
        }
    }
    for (const std::string_view company : words.companies) {
        EXPECT_NE(company.find("{name}"), std::string_view::npos) << company;
    }
}

TEST_P(EachLanguage, HasSomethingToSayAtEveryTurn) {
    for (const Phrases phrases : {words.greetings, words.closings, words.details, words.replies,
                                  words.thanks, words.questions, words.progress, words.notes}) {
        ASSERT_GE(phrases.size(), 3U);
        for (const std::string_view phrase : phrases) {
            EXPECT_TRUE(is_proper(phrase)) << phrase;
            EXPECT_EQ(phrase.find('{'), std::string_view::npos) << phrase;
        }
    }
}

TEST_P(EachLanguage, HasWordsForEveryTopicAndAReferenceInEverySubject) {
    for (const TopicWords& topic : words.topics) {
        EXPECT_NE(topic.subject.find("{ref}"), std::string_view::npos) << topic.subject;
        for (const std::string_view text : {topic.subject, topic.problem, topic.answer}) {
            EXPECT_TRUE(is_proper(text)) << text;
            EXPECT_TRUE(has_known_slots_only(text)) << text;
        }
    }
}

TEST_P(EachLanguage, WritesHtmlThatTheSanitiserLeavesAsItIs) {
    SeededRandom random(7);
    TextMaker texts(random);
    const Subject subject{Topic::certificate, "4711", "a.example", "web-1.desk.example"};
    for (int i = 0; i < 20; ++i) {
        const std::string body =
            texts.opening(words, subject, "Kate O'Brien", core::BodyFormat::html);
        EXPECT_TRUE(body.starts_with("<p>")) << body;
        EXPECT_EQ(html_to_text(sanitise_html(body)), html_to_text(body));
        EXPECT_EQ(body.find('{'), std::string::npos) << body;
    }
}

INSTANTIATE_TEST_SUITE_P(Words, EachLanguage,
                         testing::Values(Language::english, Language::vietnamese, Language::italian,
                                         Language::german, Language::french));

}  // namespace
}  // namespace desk::generate
