#pragma once
#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

namespace desk::core {

/// A condition on a number: that it is one of some, or lies between two; or just not.
struct NumberTest {
    static constexpr std::int64_t kLowest = std::numeric_limits<std::int64_t>::min();
    static constexpr std::int64_t kHighest = std::numeric_limits<std::int64_t>::max();

    std::optional<std::vector<std::int64_t>> any_of;  ///< nothing: between the two that follow
    std::int64_t first = kLowest, last = kHighest;    ///< both belong to it
    bool is_negated = false;

    [[nodiscard]] bool lets_pass(std::int64_t number) const {
        const bool holds = any_of
                               ? std::find(any_of->begin(), any_of->end(), number) != any_of->end()
                               : first <= number && number <= last;
        return holds != is_negated;
    }
};

/// True where every one of them lets it pass.
inline bool all_let_pass(const std::vector<NumberTest>& tests, std::int64_t number) {
    return std::all_of(tests.begin(), tests.end(),
                       [number](const NumberTest& test) { return test.lets_pass(number); });
}

}  // namespace desk::core
