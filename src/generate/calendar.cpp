#include "generate/calendar.hpp"

#include <algorithm>
#include <array>
#include <chrono>

namespace desk::generate {

namespace {

constexpr std::array<std::int64_t, 24> kOfHour = {2,  1,  1,  1,  1,  2,  4, 9, 16, 20, 21, 19,
                                                  14, 17, 20, 19, 16, 12, 9, 8, 7,  6,  4,  3};
constexpr std::array<std::int64_t, 7> kOfWeekday = {2, 10, 9, 9, 9, 8, 3};  // from Sunday
constexpr std::int64_t kPerHour = 3600;

}  // namespace

Calendar::Calendar(Timestamp until, std::int64_t tickets, SeededRandom& random)
    : from_(until - kLength), tickets_(tickets), random_(random), last_(from_) {
    const std::int64_t hours = std::chrono::hours(kLength).count();
    hours_.reserve(static_cast<std::size_t>(hours) + 1);
    std::int64_t sum = 0;
    for (std::int64_t hour = 0; hour < hours; ++hour) {
        hours_.push_back(sum);
        const Timestamp time = from_ + std::chrono::hours(hour);
        const auto day = std::chrono::floor<std::chrono::days>(time);
        const auto of_day = std::chrono::duration_cast<std::chrono::hours>(time - day).count();
        const std::int64_t growth = 100 + 100 * hour / hours;
        sum += kOfHour[static_cast<std::size_t>(of_day)] *
               kOfWeekday[std::chrono::weekday(day).c_encoding()] * growth;
    }
    hours_.push_back(sum);
}

Timestamp Calendar::next() {
    // A ticket falls somewhere into its own share of the whole.
    const std::int64_t whole = hours_.back();
    const auto begin = static_cast<std::int64_t>(
        static_cast<double>(whole) * static_cast<double>(given_++) / static_cast<double>(tickets_));
    const std::int64_t at = std::min(begin + random_.between(0, whole / tickets_), whole - 1);
    while (hours_[hour_ + 1] <= at) ++hour_;
    const std::int64_t weight = hours_[hour_ + 1] - hours_[hour_];
    const std::int64_t second = std::max<std::int64_t>(at - hours_[hour_], 0) * kPerHour / weight;
    last_ = std::max(last_, from_ + std::chrono::hours(hour_) + std::chrono::seconds(second));
    return last_;
}

}  // namespace desk::generate
