#pragma once
#include <string>
#include <string_view>

#include "core/message.hpp"
#include "generate/seeded_random.hpp"
#include "generate/words.hpp"

namespace desk::generate {

/// What stands for `{ref}`, `{domain}` and `{server}` in the texts of one ticket.
struct Subject {
    Topic topic = Topic::mail_refused;
    std::string ref;
    std::string domain;
    std::string server;
};

/// Writes what people on one ticket write, in their language.
class TextMaker {
  public:
    explicit TextMaker(SeededRandom& random) : random_(random) {}

    /// One line.
    static std::string subject(const Words& words, const Subject& subject);
    std::string opening(const Words& words, const Subject& subject, std::string_view writer,
                        core::BodyFormat format);
    /// \param is_last  after it the ticket is done
    std::string customer_reply(const Words& words, std::string_view writer, bool is_last,
                               core::BodyFormat format);
    /// \param is_answer  tells what was done about the subject; otherwise asks or puts off
    std::string agent_reply(const Words& words, const Subject& subject, std::string_view writer,
                            bool is_answer, core::BodyFormat format);
    std::string note(const Words& words);

  private:
    /// Greeting, paragraphs and signature, as the format has them.
    /// \param least,most  sentences of `more`
    std::string letter(const Words& words, std::string_view first, Phrases more, std::size_t least,
                       std::size_t most, std::string_view writer, core::BodyFormat format);

    SeededRandom& random_;
};

}  // namespace desk::generate
