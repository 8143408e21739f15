#include "core/ticket_code.hpp"

namespace desk::core {

namespace {

constexpr Timestamp kStart = std::chrono::sys_days{std::chrono::January / 1 / 2020};
constexpr std::size_t kOfTime = 6;  // for 69 years, then from the start again
constexpr std::size_t kByChance = 4;

}  // namespace

std::string draw_ticket_code(Timestamp now, Random& random) {
    std::string code(kOfTime, '0');
    auto seconds = static_cast<std::uint64_t>((now - kStart).count());
    for (std::size_t place = kOfTime; place-- > 0; seconds /= kDigitsAndUpperLetters.size()) {
        code[place] = kDigitsAndUpperLetters[seconds % kDigitsAndUpperLetters.size()];
    }
    return code + random.text(kDigitsAndUpperLetters, kByChance);
}

}  // namespace desk::core
