#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "util/clock.hpp"

namespace date {
class time_zone;
}

namespace desk {

/// A named time zone of the machine's tzdata; UTC unless told otherwise. Cheap to copy. After 2037,
/// where the tables of tzdata end, the library knows no daylight saving time.
class TimeZone {
  public:
    TimeZone() = default;
    /// \return nothing for a name that tzdata does not know
    [[nodiscard]] static std::optional<TimeZone> named(std::string_view name);

    [[nodiscard]] std::string name() const;
    [[nodiscard]] std::chrono::seconds offset_at(Timestamp time) const;
    /// Local wall time to UTC. An hour that comes twice means its first passage; one that does not
    /// exist is moved ahead by the gap.
    [[nodiscard]] Timestamp to_utc(std::chrono::local_seconds local) const;

  private:
    const date::time_zone* zone_ = nullptr;  // none: UTC, without a look into tzdata
};

/// `2026-01-31 18:05:09`, in the given zone.
std::string format_date_time(Timestamp time, const TimeZone& zone);
/// `2026-01-31T18:05:09Z`.
std::string format_iso8601(Timestamp time);
/// `2026-01-31`.
std::string format_date(std::chrono::year_month_day date);

/// A real date written `YYYY-MM-DD`, nothing before or after it; years 1..9999.
std::optional<std::chrono::year_month_day> parse_date(std::string_view text);

/// `YYYY-MM-DD HH:MM:SS` or ISO 8601 (`T` or a blank between, seconds and their fraction may be
/// missing, `Z` or `±HH:MM` or `±HHMM` or `±HH` may follow), or a bare date, which means midnight.
/// Without an offset it is local to `zone`; its year there is 1..9999. Blanks around are ignored.
std::optional<Timestamp> parse_date_time(std::string_view text, const TimeZone& zone);

/// Whether a date and time that parse_date_time() takes says which offset it is in.
bool has_offset(std::string_view date_time);

}  // namespace desk
