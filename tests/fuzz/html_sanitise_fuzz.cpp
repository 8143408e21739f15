#include "fuzz/fuzz.hpp"
#include "fuzz/safe_html.hpp"
#include "util/html.hpp"

/// HTML that somebody else wrote: only what is on the allow-list comes out, and what comes out
/// stays as it is when it goes in again.
namespace desk::fuzz {

void run(std::string_view input) {
    const std::string safe = sanitise_html(input);
    check_safe_html(safe);
    check(safe.size() <= input.size() * 20 + 1000, "it is not longer than its input explains");
    check(sanitise_html(safe) == safe, "what is safe stays as it is");
}

}  // namespace desk::fuzz
