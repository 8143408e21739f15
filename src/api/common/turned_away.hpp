#pragma once
#include <string_view>

#include "api/common/rate_limit.hpp"
#include "core/error.hpp"

/// Why a caller is turned away before anything is done for him: what net::Response::turned_away
/// says, for metrics that an operator alarms on.
namespace desk::api::turned_away {

inline constexpr std::string_view kBanned = "banned";    ///< the address
inline constexpr std::string_view kKey = "key";          ///< a wrong key, token, login or address
inline constexpr std::string_view kAction = "action";    ///< one that this key may not do
inline constexpr std::string_view kRate = "rate";        ///< too often
inline constexpr std::string_view kGuesses = "guesses";  ///< after too many wrong passwords

/// Nothing for the refusals that an action gives.
inline std::string_view by(core::Errc code) {
    if (code == core::Errc::not_permitted) return kAction;
    return code == core::Errc::too_many_requests ? kRate : std::string_view{};
}

/// \param allowance  one that is exceeded
inline std::string_view by(const Allowance& allowance) {
    return allowance.limit > 0 ? kRate : kGuesses;
}

}  // namespace desk::api::turned_away
