#include "generate/text_maker.hpp"

#include <algorithm>

#include "util/html.hpp"

namespace desk::generate {

namespace {

void append_filled(std::string& out, std::string_view text, const Subject& subject) {
    for (;;) {
        const std::size_t open = text.find('{');
        out += text.substr(0, open);
        if (open == std::string_view::npos) return;
        const std::size_t close = text.find('}', open);
        const std::string_view name = text.substr(open + 1, close - open - 1);
        out += name == "ref" ? subject.ref : name == "domain" ? subject.domain : subject.server;
        text.remove_prefix(close + 1);
    }
}

const TopicWords& of_topic(const Words& words, Topic topic) {
    return words.topics[static_cast<std::size_t>(topic)];
}

}  // namespace

std::string TextMaker::subject(const Words& words, const Subject& subject) {
    std::string line;
    append_filled(line, of_topic(words, subject.topic).subject, subject);
    return line;
}

std::string TextMaker::letter(const Words& words, std::string_view first, Phrases more,
                              std::size_t least, std::size_t most, std::string_view writer,
                              core::BodyFormat format) {
    const bool html = format == core::BodyFormat::html;
    const bool markdown = format == core::BodyFormat::markdown;
    const std::string_view paragraph = html ? "</p>\n<p>" : "\n\n";
    const std::string_view sentence = markdown ? "\n- " : " ";
    std::string body;
    body.reserve(640);
    const auto add = [&](std::string_view text) {
        if (html) {
            body += html_escape(text);
        } else {
            body += text;
        }
    };
    if (html) body += "<p>";
    add(random_.pick(words.greetings));
    body += paragraph;
    add(first);
    // Neighbours in the list, so that nothing is said twice.
    const std::size_t drawn = least + random_.number(most - least + 1);
    const std::size_t count = std::min(drawn, more.size());
    const std::size_t start = random_.number(more.size());
    if (markdown && count > 0) body += '\n';
    for (std::size_t i = 0; i < count; ++i) {
        body += sentence;
        add(more[(start + i) % more.size()]);
    }
    body += paragraph;
    add(random_.pick(words.closings));
    body += html ? "<br>" : "\n";
    add(writer);
    if (html) body += "</p>";
    return body;
}

std::string TextMaker::opening(const Words& words, const Subject& subject, std::string_view writer,
                               core::BodyFormat format) {
    std::string problem;
    append_filled(problem, of_topic(words, subject.topic).problem, subject);
    return letter(words, problem, words.details, 2, 6, writer, format);
}

std::string TextMaker::customer_reply(const Words& words, std::string_view writer, bool is_last,
                                      core::BodyFormat format) {
    const std::string_view first = random_.pick(is_last ? words.thanks : words.replies);
    return letter(words, first, words.details, is_last ? 0 : 1, is_last ? 1 : 4, writer, format);
}

std::string TextMaker::agent_reply(const Words& words, const Subject& subject,
                                   std::string_view writer, bool is_answer,
                                   core::BodyFormat format) {
    std::string first;
    if (!is_answer) {
        first = random_.pick(words.questions);
        return letter(words, first, words.progress, 0, 2, writer, format);
    }
    append_filled(first, of_topic(words, subject.topic).answer, subject);
    return letter(words, first, words.progress, 0, 1, writer, format);
}

std::string TextMaker::note(const Words& words) { return std::string(random_.pick(words.notes)); }

}  // namespace desk::generate
