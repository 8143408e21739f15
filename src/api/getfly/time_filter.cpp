#include <charconv>
#include <chrono>
#include <optional>

#include "api/getfly/ticket_filters.hpp"
#include "util/text.hpp"

namespace desk::getfly {

namespace {

using core::NumberTest;
using std::chrono::year_month_day;

// Days begin at 1: 0 is a ticket without one, which no span has.
constexpr std::int64_t kFirstDay = 1;

/// From its first second or day to its last.
struct Moment {
    std::int64_t first = 0, last = 0;
};

std::optional<std::int64_t> unix_seconds(std::string_view text) {
    std::int64_t seconds = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    // A year of five digits is as far as times are shown.
    constexpr std::int64_t kMost = 253'402'300'800;
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return std::clamp(seconds, -kMost, kMost);
}

std::int64_t seconds_of(Timestamp time) { return time.time_since_epoch().count(); }

std::int64_t midnight(year_month_day date, const TimeZone& zone) {
    const std::chrono::sys_days days(date);
    return seconds_of(zone.to_utc(std::chrono::local_seconds(days.time_since_epoch())));
}

std::optional<Moment> read_moment(std::string_view text, const TimeZone& zone) {
    if (const auto seconds = unix_seconds(text)) return Moment{*seconds, *seconds};
    if (const auto date = parse_date(text)) {
        const year_month_day next(std::chrono::sys_days(*date) + std::chrono::days(1));
        return Moment{midnight(*date, zone), midnight(next, zone) - 1};
    }
    const auto time = parse_date_time(text, zone);
    if (!time) return std::nullopt;
    return Moment{seconds_of(*time), seconds_of(*time)};
}

std::int64_t day_of(year_month_day date) {
    return static_cast<int>(date.year()) * 10'000 +
           static_cast<std::int64_t>(static_cast<unsigned>(date.month())) * 100 +
           static_cast<unsigned>(date.day());
}

/// The day that a text names, or in which a time lies.
std::optional<Moment> read_day(std::string_view text, const TimeZone& zone) {
    std::optional<year_month_day> date = parse_date(text);
    if (!date) {
        const auto moment = read_moment(text, zone);
        if (!moment) return std::nullopt;
        const Timestamp time{std::chrono::seconds(moment->first)};
        const auto local = time.time_since_epoch() + zone.offset_at(time);
        date = year_month_day(std::chrono::sys_days(std::chrono::floor<std::chrono::days>(local)));
    }
    const std::int64_t day = day_of(*date);
    if (day < kFirstDay) return Moment{kFirstDay, kFirstDay - 1};  // before all days, and none
    return Moment{day, day};
}

NumberTest span(std::int64_t first, std::int64_t last, bool is_negated = false) {
    NumberTest test;
    test.first = first;
    test.last = last;
    test.is_negated = is_negated;
    return test;
}

}  // namespace

std::vector<NumberTest> time_tests(const TimeFilter& time, const TimeZone& zone) {
    const Filter& filter = time.filter;
    std::vector<Moment> moments;
    for (const std::string& value : filter.values) {
        const std::string_view text = trim(value);
        const bool is_nothing = text.empty() || equal_ignoring_case(text, "null");
        if (filter.test == Test::is && is_nothing) {
            return {NumberTest{.any_of = std::vector<std::int64_t>{0}}};
        }
        const auto moment = time.is_day ? read_day(text, zone) : read_moment(text, zone);
        if (!moment) return {};
        moments.push_back(*moment);
    }
    const std::int64_t lowest = time.is_day ? kFirstDay : NumberTest::kLowest;
    switch (filter.test) {
        case Test::equal:
        case Test::is:
            return {span(moments[0].first, moments[0].last)};
        case Test::between:
            return {span(moments[0].first, moments[1].last)};
        case Test::not_between: {
            std::vector<NumberTest> tests{span(moments[0].first, moments[1].last, true)};
            if (time.is_day) tests.push_back(span(lowest, NumberTest::kHighest));
            return tests;
        }
        case Test::at_least:
            return {span(moments[0].first, NumberTest::kHighest)};
        case Test::above:
            return {span(moments[0].last + 1, NumberTest::kHighest)};
        case Test::at_most:
            return {span(lowest, moments[0].last)};
        case Test::below:
            return {span(lowest, moments[0].first - 1)};
        case Test::one_of:
        case Test::none_of:
        case Test::contains:
            break;
    }
    return {};
}

}  // namespace desk::getfly
