#include <string>

#include "fuzz/fuzz.hpp"
#include "fuzz/safe_html.hpp"
#include "util/html.hpp"
#include "util/html_gate.hpp"
#include "util/text.hpp"

/// HTML that somebody else wrote: only what is on the allow-list comes out, and what comes out
/// stays as it is when it goes in again.
namespace desk::fuzz {

namespace {

/// The tags in their order, without attributes; an image may have gone for its address.
std::string tags_of(std::string_view html) {
    std::string tags;
    for (std::size_t at = html.find('<'); at < html.size(); at = html.find('<', at)) {
        const std::string_view tag = html.substr(at, html.find_first_of(" >", at) - at);
        if (tag != "<img") tags += tag;
        for (bool is_quoted = false; at < html.size() && (is_quoted || html[at] != '>'); ++at) {
            if (html[at] == '"') is_quoted = !is_quoted;
        }
    }
    return tags;
}

}  // namespace

void run(std::string_view input) {
    const std::string safe = sanitise_html(input);
    check_safe_html(safe);
    check(safe.size() <= input.size() * 20 + 1000, "it is not longer than its input explains");
    check(tags_of(safe) == tags_of(tame_html(make_valid(std::string(input)))),
          "the parser builds the tree that was written for it");
    check(sanitise_html(safe) == safe, "what is safe stays as it is");
}

}  // namespace desk::fuzz
