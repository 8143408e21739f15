#include "generate/words.hpp"

namespace desk::generate {

const Words& words_of(Language language) {
    switch (language) {
        case Language::english:
            break;
        case Language::vietnamese:
            return vietnamese_words();
        case Language::italian:
            return italian_words();
        case Language::german:
            return german_words();
        case Language::french:
            return french_words();
    }
    return english_words();
}

}  // namespace desk::generate
