#pragma once
#include <string>

#include "util/clock.hpp"
#include "util/random.hpp"

namespace desk::core {

/// A code for a new ticket, as Getfly's ticket_code has it (spec/getfly.md 2.4): ten upper-case
/// letters and digits. Six stand for the second and rise with it, so that new codes lie at one
/// place of their index; four are by chance, 1.7 million for each second. Another ticket may have
/// it.
std::string draw_ticket_code(Timestamp now, Random& random);

}  // namespace desk::core
