#pragma once
#include <string>

namespace desk::getfly {

/// The languages that successes are told in; errors are English.
enum class Language { english, vietnamese };

/// What an Accept-Language header prefers of the two; English when it names neither or is missing.
Language preferred_language(const std::string* accept_language);

}  // namespace desk::getfly
