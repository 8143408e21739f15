#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "core/event.hpp"
#include "core/ports.hpp"

namespace desk::core {

namespace event_type {
inline constexpr std::string_view kAddressBan = "AddressBan";  ///< ours
}  // namespace event_type

struct BanAddressInput {
    std::string network;  ///< an address, or a CIDR network, in any spelling
    std::string reason;
    std::int64_t days = 0;             ///< 0: for good
    std::optional<Timestamp> expires;  ///< wins over `days`
};
struct BannedAddress {
    std::int64_t id = 0;
};
/// Refuses whoever comes from there. One that is banned already gets the new reason and end.
/// \return Errc::field_required, value_invalid (`about`: ip), name_too_long, not_permitted
Result<BannedAddress> ban_address(Tx& tx, const Actor& actor, const BanAddressInput& input);

}  // namespace desk::core
