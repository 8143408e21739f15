#include "generate/thread.hpp"

#include <array>

namespace desk::generate {

namespace {

using std::chrono::seconds;

/// Quantiles; a delay is drawn evenly between two neighbours.
constexpr std::array<std::int64_t, 9> kAgentSeconds = {120,    480,    1'200,  2'700,  5'400,
                                                       10'800, 28'800, 64'800, 172'800};
constexpr std::array<std::int64_t, 9> kCustomerSeconds = {300,    1'500,   4'500,   14'400, 36'000,
                                                          79'200, 126'000, 259'200, 700'000};
constexpr std::array<std::int64_t, 6> kClosingSeconds = {600,    7'200,   43'200,
                                                         86'400, 172'800, 432'000};

seconds draw(const auto& quantiles, SeededRandom& random) {
    const std::size_t at = random.number(quantiles.size() - 1);
    return seconds(random.between(quantiles[at], quantiles[at + 1]));
}

/// Of a desk with five messages a ticket on average.
std::int64_t draw_of_five(SeededRandom& random) {
    const std::size_t of_a_thousand = random.number(1000);
    if (of_a_thousand < 80) return 1;
    if (of_a_thousand < 850) return random.between(2, 4);
    if (of_a_thousand < 965) return random.between(5, 15);
    return random.between(16, 72);
}
constexpr double kMeanOfFive = 0.080 * 1 + 0.770 * 3 + 0.115 * 10 + 0.035 * 44;

}  // namespace

int draw_messages(double mean, SeededRandom& random) {
    const double replies =
        static_cast<double>(draw_of_five(random) - 1) * (mean - 1) / (kMeanOfFive - 1);
    const int whole = static_cast<int>(replies);
    return 1 + whole + (random.fraction() < replies - whole ? 1 : 0);
}

void choose_next(Thread& thread, SeededRandom& random) {
    const Step done = thread.next;
    if (thread.messages_left == 0) {
        thread.next = done == Step::closes || thread.stays_open ? Step::nothing : Step::closes;
        return;
    }
    switch (done) {
        case Step::closes:  // what is left to say reopens it
            thread.next = Step::customer_writes;
            return;
        case Step::customer_writes:
            thread.next = random.chance(120)  ? Step::agent_notes
                          : random.chance(80) ? Step::customer_writes
                                              : Step::agent_writes;
            return;
        case Step::agent_notes:
            thread.next = Step::agent_writes;
            return;
        case Step::agent_writes:
        case Step::nothing:
            break;
    }
    if (thread.may_reopen && thread.messages_left <= 2 && random.chance(60)) {
        thread.may_reopen = false;
        thread.next = Step::closes;
        return;
    }
    thread.next = random.chance(100)   ? Step::agent_notes
                  : random.chance(150) ? Step::agent_writes
                                       : Step::customer_writes;
}

seconds draw_delay(const Thread& thread, SeededRandom& random) {
    switch (thread.next) {
        case Step::customer_writes:
            return draw(kCustomerSeconds, random);
        case Step::closes:
            return draw(kClosingSeconds, random);
        case Step::agent_writes:
        case Step::agent_notes:
        case Step::nothing:
            break;
    }
    return draw(kAgentSeconds, random);
}

}  // namespace desk::generate
