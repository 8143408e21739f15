#pragma once
#include <string_view>

#include "api/common/rate_limit.hpp"
#include "core/error.hpp"
#include "util/metrics.hpp"

namespace desk::api {

/// What net::Response::turned_away says, for metrics that an operator alarms on.
using TurnedAway = Metrics::TurnedAway;

/// Nothing for the refusals that an action gives.
inline std::string_view turned_away_by(core::Errc code) {
    if (code == core::Errc::not_permitted) return TurnedAway::kAction;
    return code == core::Errc::too_many_requests ? TurnedAway::kRate : std::string_view{};
}

/// \param allowance  one that is exceeded
inline std::string_view turned_away_by(const Allowance& allowance) {
    return allowance.limit > 0 ? TurnedAway::kRate : TurnedAway::kGuesses;
}

}  // namespace desk::api
