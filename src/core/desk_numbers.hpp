#pragma once
#include <string>
#include <utility>
#include <vector>

#include "core/count_tickets.hpp"

namespace desk::core {

inline constexpr std::int64_t kMostTimelineDays = 90;

struct DeskNumbersInput {
    std::int64_t timeline_days = 0;  ///< 0: no timeline; at most kMostTimelineDays
};

/// How much there is to do, over all departments.
struct DeskNumbers {
    TicketCounts tickets;
    /// Tickets opened on each of the last days, in the desk's time zone, oldest first, as
    /// 2026-01-31.
    std::vector<std::pair<std::string, std::int64_t>> opened_by_day;
};

/// \return Errc::not_permitted for an actor that is bound to a client
Result<DeskNumbers> desk_numbers(Tx& tx, const Actor& actor, const DeskNumbersInput& input);

}  // namespace desk::core
