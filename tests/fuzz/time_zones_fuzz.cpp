#include <array>
#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "api/getfly/list_query.hpp"
#include "api/getfly/ticket_filters.hpp"
#include "api/getfly/ticket_object.hpp"
#include "api/whmcs/list_request.hpp"
#include "fuzz/fuzz.hpp"
#include "util/text.hpp"
#include "util/time_text.hpp"

/// What a desk's time zone decides: the first line names a zone, the rest is a query with filters
/// on times. Wall clocks and UTC tell each other the same, a day begins where the one before it
/// ends, and every dialect means the same seconds by it.
namespace desk::fuzz {

namespace {

using core::NumberTest;
using getfly::Test;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::local_days;
using std::chrono::local_seconds;
using std::chrono::seconds;
using std::chrono::year_month_day;

TimeZone zone_of(std::string_view name) {
    if (const auto zone = TimeZone::named(name)) return *zone;
    // Offsets of half an hour and of minutes, days that were left out or came twice, clocks that
    // go ahead or back at midnight.
    static constexpr std::array kZones{"Africa/Casablanca", "America/Havana",   "America/Juneau",
                                       "America/Sao_Paulo", "America/St_Johns", "Asia/Kathmandu",
                                       "Asia/Manila",       "Antarctica/Troll", "Pacific/Apia"};
    std::size_t number = 0;
    for (const char c : name) number = number * 31 + static_cast<unsigned char>(c);
    const auto zone = TimeZone::named(kZones[number % kZones.size()]);
    check(zone.has_value(), "tzdata is installed");
    return *zone;
}

local_seconds wall_clock(Timestamp time, const TimeZone& zone) {
    return local_seconds(time.time_since_epoch() + zone.offset_at(time));
}

std::int64_t number_of(local_days day) {
    const year_month_day date(day);
    return static_cast<int>(date.year()) * 10'000 +
           static_cast<std::int64_t>(static_cast<unsigned>(date.month())) * 100 +
           static_cast<unsigned>(date.day());
}

void check_time(Timestamp time, const TimeZone& zone) {
    const local_seconds local = wall_clock(time, zone);
    const Timestamp first = zone.to_utc(local);
    check(wall_clock(first, zone) == local, "what a clock shows is a time when it shows it");
    check(first <= time && time - first <= hours(24), "and the first time");
}

void check_wall_clock(local_seconds local, const TimeZone& zone) {
    const Timestamp time = zone.to_utc(local);
    const local_seconds shown = wall_clock(time, zone);
    check(shown >= local && shown - local <= hours(24),
          "a time that no clock shows is moved ahead");
    check_time(time, zone);
}

bool passes(const std::vector<NumberTest>& tests, Timestamp time) {
    return core::all_let_pass(tests, time.time_since_epoch().count());
}

/// The seconds in which a filter says that a time lies.
struct Span {
    Timestamp first, last;

    explicit Span(const std::vector<NumberTest>& tests) {
        check(tests.size() == 1 && !tests[0].any_of && !tests[0].is_negated, "it is one span");
        first = Timestamp(seconds(tests[0].first));
        last = Timestamp(seconds(tests[0].last));
    }
};

Span span_of(getfly::TimeFilter time, const std::string& value, const TimeZone& zone) {
    time.filter.test = Test::equal;
    time.filter.values = {value};
    return Span(getfly::time_tests(time, zone));
}

/// A day's span has the seconds of that day alone, and all of them. Where clocks go back over its
/// midnight, what they show again belongs to the later day.
void check_day(year_month_day date, const Span& span, const TimeZone& zone) {
    const local_days day(date);
    const Timestamp next = zone.to_utc(day + days(1));
    check(span.first == zone.to_utc(day) && span.last == next - seconds(1),
          "a day ends where the next begins");
    check(span.first <= next && next - span.first <= hours(49), "a day has up to two days' hours");
    if (span.first == next) return;  // a day that was left out
    const seconds at_first = zone.offset_at(span.first);
    for (const Timestamp time : {span.first - hours(1), span.first - seconds(1), span.first,
                                 span.first + (span.last - span.first) / 2, span.last,
                                 span.last + seconds(1), span.last + hours(1)}) {
        const auto shown = std::chrono::floor<days>(wall_clock(time, zone));
        const bool has_it = span.first <= time && time <= span.last;
        const bool went_back = time > span.first && zone.offset_at(time) < at_first;
        check(has_it == (shown == day) || (went_back && shown == (has_it ? day - days(1) : day)),
              "a day's span is that day");
    }
}

void check_moments(const getfly::TimeFilter& time, const TimeZone& zone) {
    const std::vector<NumberTest> tests = getfly::time_tests(time, zone);
    std::vector<Span> spans;
    for (const std::string& value : time.filter.values) {
        spans.push_back(span_of(time, value, zone));
        if (const auto date = parse_date(trim(value))) check_day(*date, spans.back(), zone);
        check_time(spans.back().first, zone);
        check_wall_clock(local_seconds(spans.back().first.time_since_epoch()), zone);
    }
    const Span& low = spans.front();
    const Span& high = spans.back();
    for (const Span& span : spans) {
        for (const Timestamp at : {span.first - seconds(1), span.first, span.last,
                                   span.last + seconds(1), Timestamp()}) {
            const bool is_between = low.first <= at && at <= high.last;
            const bool expected = time.filter.test == Test::not_between ? !is_between
                                  : time.filter.test == Test::at_least  ? at >= low.first
                                  : time.filter.test == Test::above     ? at > low.last
                                  : time.filter.test == Test::at_most   ? at <= low.last
                                  : time.filter.test == Test::below     ? at < low.first
                                                                        : is_between;
            check(passes(tests, at) == expected, "every operator compares with the same seconds");
        }
    }
}

void check_days(const getfly::TimeFilter& time, const TimeZone& zone) {
    const std::vector<NumberTest> tests = getfly::time_tests(time, zone);
    check(!core::all_let_pass(tests, 0), "a ticket without a day is on none");
    if (time.filter.values.size() > 1) return;
    const bool has_its_own = time.filter.test != Test::above && time.filter.test != Test::below;
    const std::string& value = time.filter.values.front();
    getfly::TimeFilter moment = time;
    moment.is_day = false;
    const auto date = parse_date(trim(value));
    const auto shown = wall_clock(span_of(moment, value, zone).first, zone);
    const std::int64_t day = number_of(date ? local_days(*date) : std::chrono::floor<days>(shown));
    if (day < 1) return;  // no ticket is expected before the year 0
    check(core::all_let_pass(tests, day) == has_its_own, "a time is on its day");
}

bool asks_for_nothing(const getfly::Filter& filter) {
    const std::string_view value = trim(filter.values.front());
    return filter.test == Test::is && (value.empty() || equal_ignoring_case(value, "null"));
}

void check_filter(const getfly::Filter& filter, const TimeZone& zone) {
    const auto filters = getfly::ticket_filters({filter});
    if (!filters) return;
    for (const getfly::TimeFilter& time : filters->times) {
        check(!getfly::time_tests(time, zone).empty(), "a filter that is taken tests something");
        if (asks_for_nothing(time.filter)) continue;
        if (time.is_day) {
            check_days(time, zone);
        } else {
            check_moments(time, zone);
        }
    }
    static_cast<void>(filters->in_zone(zone));
}

/// WHMCS takes the first ten characters for the day.
void check_whmcs(std::string_view text, const TimeZone& zone) {
    std::optional<Timestamp> from;
    std::optional<Timestamp> to;
    whmcs::put_day(text, zone, from, to);
    check(from.has_value() == to.has_value(), "a day has a beginning and an end");
    if (!from) return;
    getfly::TimeFilter day;
    const Span span = span_of(day, std::string(trim(text).substr(0, 10)), zone);
    check(span.first == *from && span.last == *to - seconds(1), "the dialects mean one day");
}

}  // namespace

void run(std::string_view input) {
    const TimeZone zone = zone_of(take_line(input));
    check_whmcs(input, zone);
    if (const auto time = parse_date_time(input, zone)) check_time(*time, zone);
    const auto params = getfly::read_query(input);
    if (!params) return;
    const auto filters = getfly::read_filters(*params);
    if (!filters) return;
    for (const getfly::Filter& filter : *filters) check_filter(filter, zone);
}

}  // namespace desk::fuzz
