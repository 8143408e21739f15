#pragma once
#include <array>
#include <cstddef>
#include <span>
#include <string_view>

/// What people on a made-up desk are called and what they write, a file a language. Everything here
/// was written for this; no text or name is anybody's.
namespace desk::generate {

enum class Language { english, vietnamese, italian, german, french };
inline constexpr std::size_t kLanguages = 5;

/// What a ticket is about; each language has its words for each.
enum class Topic {
    mail_refused,
    site_down,
    invoice_wrong,
    refund,
    domain_transfer,
    certificate,
    upgrade,
    order_late,
    restore,
    dns_change
};
inline constexpr std::size_t kTopics = 10;

/// As it is written, and as it stands in an address.
struct Name {
    std::string_view text;
    std::string_view ascii;
};

/// Texts may have `{ref}` (a reference no other ticket has), `{domain}` and `{server}` in them.
struct TopicWords {
    std::string_view subject;  ///< always with `{ref}`
    std::string_view problem;
    std::string_view answer;
};

using Phrases = std::span<const std::string_view>;

struct Words {
    std::span<const Name> given_names;
    std::span<const Name> family_names;
    bool family_name_first = false;
    Phrases companies;  ///< with `{name}`
    Phrases greetings;
    Phrases closings;
    Phrases details;    ///< what a customer adds to a problem
    Phrases replies;    ///< of a customer, in the middle of a thread
    Phrases thanks;     ///< of a customer, at its end
    Phrases questions;  ///< of staff
    Phrases progress;   ///< of staff
    Phrases notes;      ///< of staff for staff
    std::array<TopicWords, kTopics> topics;
};

const Words& words_of(Language language);

const Words& english_words();
const Words& vietnamese_words();
const Words& italian_words();
const Words& german_words();
const Words& french_words();

}  // namespace desk::generate
