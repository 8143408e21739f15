#pragma once
#include <string>
#include <vector>

#include "api/getfly/list_query.hpp"
#include "core/search_tickets.hpp"
#include "util/time_text.hpp"

/// What the list of tickets is filtered by (spec/getfly.md 2.1).
namespace desk::getfly {

/// A filter on a time or a day. What a date means is known only with the desk's time zone.
struct TimeFilter {
    std::vector<core::NumberTest> core::TicketSearch::*place;
    bool is_day = false;
    Filter filter;
};

struct TicketFilters {
    core::SearchTicketsInput input;  ///< without those in `times`
    std::vector<TimeFilter> times;

    /// All of them, for a desk in that zone.
    [[nodiscard]] core::SearchTicketsInput in_zone(const TimeZone& zone) const;
};

/// Errc::filter_unknown for a field that there is not, or an operator that it does not have;
/// Errc::field_type_invalid and Errc::date_invalid for a value that fits neither.
core::Result<TicketFilters> ticket_filters(const std::vector<Filter>& filters);

/// The tests that a filter on a time (UTC seconds) or a day (20261231) amounts to. A time is Unix
/// seconds, `YYYY-MM-DD HH:MM:SS` in the zone, or a date, which stands for the whole day.
std::vector<core::NumberTest> time_tests(const TimeFilter& filter, const TimeZone& zone);

}  // namespace desk::getfly
