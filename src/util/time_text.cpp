#include "util/time_text.hpp"

#include <date/tz.h>

#include <algorithm>
#include <array>
#include <stdexcept>

#include "util/text.hpp"

namespace desk {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using std::chrono::sys_days;
using std::chrono::year_month_day;

// What can be shown: four digits of year. Times beyond are shown as the nearest of these.
constexpr Timestamp kFirstShown = sys_days(std::chrono::year{0} / 1 / 1);
constexpr Timestamp kLastShown = sys_days(std::chrono::year{9999} / 12 / 31) + seconds(86'399);

Timestamp shown(Timestamp time) { return std::clamp(time, kFirstShown, kLastShown); }

void put2(char* out, unsigned value) {
    out[0] = static_cast<char>('0' + value / 10);
    out[1] = static_cast<char>('0' + value % 10);
}

void put_date(char* out, year_month_day date) {
    const auto year = static_cast<unsigned>(std::clamp(static_cast<int>(date.year()), 0, 9999));
    put2(out, year / 100);
    put2(out + 2, year % 100);
    out[4] = '-';
    put2(out + 5, static_cast<unsigned>(date.month()));
    out[7] = '-';
    put2(out + 8, static_cast<unsigned>(date.day()));
}

/// `YYYY-MM-DD?HH:MM:SS`, 19 characters. By hand: date::format is some thirty times slower, and a
/// ticket shows ten times.
void put_date_time(char* out, Timestamp time, char between) {
    const sys_days day = std::chrono::floor<days>(time);
    put_date(out, year_month_day(day));
    const auto second = static_cast<unsigned>((time - day).count());
    out[10] = between;
    put2(out + 11, second / 3600);
    out[13] = ':';
    put2(out + 14, second / 60 % 60);
    out[16] = ':';
    put2(out + 17, second % 60);
}

/// Reads a text from its front; every step says whether what it wanted was there.
class Reader {
  public:
    explicit Reader(std::string_view text) : rest_(text) {}

    [[nodiscard]] bool at_end() const { return rest_.empty(); }
    [[nodiscard]] char next() const { return rest_.empty() ? '\0' : rest_.front(); }

    bool take(char c) {
        if (next() != c) return false;
        rest_.remove_prefix(1);
        return true;
    }

    /// Exactly `count` digits.
    std::optional<unsigned> number(std::size_t count) {
        if (digits() < count) return std::nullopt;
        unsigned value = 0;
        for (std::size_t i = 0; i < count; ++i)
            value = value * 10 + static_cast<unsigned>(rest_[i] - '0');
        rest_.remove_prefix(count);
        return value;
    }

    /// Any number of digits; false for none.
    bool skip_digits() {
        const std::size_t count = digits();
        rest_.remove_prefix(count);
        return count > 0;
    }

  private:
    [[nodiscard]] std::size_t digits() const {
        const std::size_t end = rest_.find_first_not_of("0123456789");
        return end == std::string_view::npos ? rest_.size() : end;
    }

    std::string_view rest_;
};

std::optional<year_month_day> read_date(Reader& in) {
    const auto year = in.number(4);
    if (!year || !in.take('-')) return std::nullopt;
    const auto month = in.number(2);
    if (!month || !in.take('-')) return std::nullopt;
    const auto day = in.number(2);
    if (!day) return std::nullopt;
    const year_month_day date(std::chrono::year(static_cast<int>(*year)),
                              std::chrono::month(*month), std::chrono::day(*day));
    if (*year < 1 || !date.ok()) return std::nullopt;
    return date;
}

/// `HH:MM`, `HH:MM:SS`, `HH:MM:SS.fraction`.
std::optional<seconds> read_time_of_day(Reader& in) {
    const auto hour = in.number(2);
    if (!hour || *hour > 23 || !in.take(':')) return std::nullopt;
    const auto minute = in.number(2);
    if (!minute || *minute > 59) return std::nullopt;
    seconds time = hours(*hour) + minutes(*minute);
    if (!in.take(':')) return time;
    const auto second = in.number(2);
    if (!second || *second > 59) return std::nullopt;
    if ((in.take('.') || in.take(',')) && !in.skip_digits()) return std::nullopt;
    return time + seconds(*second);
}

/// `Z`, `+HH`, `+HHMM`, `+HH:MM`, or the same with `-`.
std::optional<seconds> read_offset(Reader& in) {
    if (in.take('Z') || in.take('z')) return seconds(0);
    const bool is_west = in.next() == '-';
    if (!in.take('+') && !in.take('-')) return std::nullopt;
    const auto hour = in.number(2);
    if (!hour || *hour > 23) return std::nullopt;
    seconds offset = hours(*hour);
    if (!in.at_end()) {
        in.take(':');
        const auto minute = in.number(2);
        if (!minute || *minute > 59) return std::nullopt;
        offset += minutes(*minute);
    }
    return is_west ? -offset : offset;
}

/// Whether its day in the zone is one that can be written: a year from 1 to 9999.
bool has_four_digits(Timestamp time, const TimeZone& zone) {
    constexpr Timestamp kFirst = sys_days(std::chrono::year{1} / 1 / 1);
    const Timestamp local = time + zone.offset_at(time);
    return kFirst <= local && local <= kLastShown;
}

}  // namespace

std::optional<TimeZone> TimeZone::named(std::string_view name) {
    if (name == "UTC") return TimeZone();
    try {
        TimeZone zone;
        zone.zone_ = date::locate_zone(name);
        return zone;
    } catch (const std::runtime_error&) {  // the only word that the library has for "unknown"
        return std::nullopt;
    }
}

std::string TimeZone::name() const { return zone_ == nullptr ? "UTC" : zone_->name(); }

seconds TimeZone::offset_at(Timestamp time) const {
    return zone_ == nullptr ? seconds(0) : zone_->get_info(time).offset;
}

Timestamp TimeZone::to_utc(std::chrono::local_seconds local) const {
    const seconds since_epoch = local.time_since_epoch();
    if (zone_ == nullptr) return Timestamp(since_epoch);
    // `first` is the only offset, that of the first passage, or the one before the gap.
    return Timestamp(since_epoch - zone_->get_info(date::local_seconds(since_epoch)).first.offset);
}

std::string format_date_time(Timestamp time, const TimeZone& zone) {
    std::string text(19, '\0');
    time = shown(time);
    put_date_time(text.data(), shown(time + zone.offset_at(time)), ' ');
    return text;
}

std::string format_iso8601(Timestamp time) {
    std::string text(20, 'Z');
    put_date_time(text.data(), shown(time), 'T');
    return text;
}

std::string format_date(year_month_day date) {
    std::string text(10, '\0');
    put_date(text.data(), date);
    return text;
}

std::optional<year_month_day> parse_date(std::string_view text) {
    Reader in(text);
    const auto date = read_date(in);
    return in.at_end() ? date : std::nullopt;
}

std::optional<Timestamp> parse_date_time(std::string_view text, const TimeZone& zone) {
    Reader in(trim(text));
    const auto date = read_date(in);
    if (!date) return std::nullopt;
    std::chrono::local_seconds local{std::chrono::local_days(*date)};
    if (in.at_end()) return zone.to_utc(local);

    if (!in.take('T') && !in.take('t') && !in.take(' ')) return std::nullopt;
    const auto time_of_day = read_time_of_day(in);
    if (!time_of_day) return std::nullopt;
    local += *time_of_day;
    if (in.at_end()) return zone.to_utc(local);

    const auto offset = read_offset(in);
    if (!offset || !in.at_end()) return std::nullopt;
    const Timestamp time(local.time_since_epoch() - *offset);
    return has_four_digits(time, zone) ? std::optional(time) : std::nullopt;
}

bool has_offset(std::string_view date_time) {
    const std::size_t time = trim(date_time).find(':');
    return time != std::string_view::npos &&
           trim(date_time).find_first_of("Zz+-", time) != std::string_view::npos;
}

}  // namespace desk
