#pragma once
#include <string>
#include <string_view>

#include "core/ids.hpp"
#include "util/clock.hpp"
#include "util/random.hpp"
#include "util/time_text.hpp"

namespace desk::core {

/// A ticket number after the mask of WHMCS (spec/whmcs.md 4.6): `%A` upper-case letter, `%a`
/// lower-case letter, `%n` digit, `%y` `%m` `%d` date of opening, `%i` the ticket's id; anything
/// else stands for itself. \param more_digits  random digits put behind the mask's own, when its
/// numbers run short
std::string draw_number(std::string_view mask, int more_digits, TicketId id, Timestamp opened_at,
                        const TimeZone& zone, Random& random);

/// True when the mask shows the ticket's id, which must then be drawn first.
bool mask_has_id(std::string_view mask);

}  // namespace desk::core
