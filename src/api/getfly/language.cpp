#include "api/getfly/language.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>

#include "util/text.hpp"

namespace desk::getfly {

namespace {

/// `;q=0.8` as a number; 1 where there is none, 0 for nonsense.
double weight(std::string_view parameters) {
    const std::size_t at = parameters.find("q=");
    if (at == std::string_view::npos) return 1.0;
    const std::string_view digits = trim(parameters.substr(at + 2));
    double value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value >= 0 && value <= 1 ? value : 0;
}

bool names(std::string_view range, std::string_view language) {
    const std::string lower = ascii_lower(range);
    return lower == language || lower.starts_with(std::string(language) + "-");
}

}  // namespace

Language preferred_language(const std::string* accept_language) {
    if (accept_language == nullptr) return Language::english;
    std::optional<double> english;
    double vietnamese = 0;
    double any = 0;
    bool vietnamese_first = false;
    for (std::string_view item : split(*accept_language, ',')) {
        const std::size_t end = item.find(';');
        const std::string_view range = trim(item.substr(0, end));
        const double q = end == std::string_view::npos ? 1.0 : weight(item.substr(end));
        if (range == "*") {
            any = q;
        } else if (names(range, "vi") && q > vietnamese) {
            vietnamese = q;
            vietnamese_first = !english.has_value();
        } else if (names(range, "en")) {
            english = english ? std::max(*english, q) : q;
        }
    }
    const double against = english.value_or(any);
    const bool prefers = vietnamese > against || (vietnamese == against && vietnamese_first);
    return vietnamese > 0 && prefers ? Language::vietnamese : Language::english;
}

}  // namespace desk::getfly
