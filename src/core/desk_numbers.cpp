#include "core/desk_numbers.hpp"

#include <algorithm>
#include <utility>

#include "core/count_tickets.hpp"
#include "core/office_ports.hpp"
#include "core/permissions.hpp"

namespace desk::core {

namespace {

using std::chrono::days;

/// The day of a moment, as wall clocks there have it.
std::chrono::local_days day_of(Timestamp time, const TimeZone& zone) {
    const std::chrono::local_seconds local{time.time_since_epoch() + zone.offset_at(time)};
    return std::chrono::floor<days>(local);
}

void count_by_day(Tx& tx, std::int64_t many, DeskNumbers& numbers) {
    const TimeZone& zone = tx.settings().time_zone;
    const std::chrono::local_days today = day_of(tx.clock().now(), zone);
    const std::chrono::local_days first = today - days(many - 1);
    std::vector<std::int64_t> counts(static_cast<std::size_t>(many), 0);
    for (const Timestamp opened : tx.office().tickets_opened_since(zone.to_utc(first))) {
        const auto at = (day_of(opened, zone) - first).count();
        if (at >= 0 && at < many) ++counts[static_cast<std::size_t>(at)];
    }
    for (std::int64_t i = 0; i < many; ++i) {
        const std::chrono::year_month_day date{first + days(i)};
        numbers.opened_by_day.emplace_back(format_date(date), counts[static_cast<std::size_t>(i)]);
    }
}

}  // namespace

Result<DeskNumbers> desk_numbers(Tx& tx, const Actor& actor, const DeskNumbersInput& input) {
    if (!is_staff(actor)) return fail(Errc::not_permitted);
    DeskNumbers numbers;
    Result<TicketCounts> tickets = count_tickets(tx, actor, {});
    if (!tickets) return tl::unexpected(std::move(tickets.error()));
    numbers.tickets = std::move(*tickets);
    const std::int64_t days = std::clamp<std::int64_t>(input.timeline_days, 0, kMostTimelineDays);
    if (days > 0) count_by_day(tx, days, numbers);
    return numbers;
}

}  // namespace desk::core
