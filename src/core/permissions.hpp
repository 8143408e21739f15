#pragma once
#include "core/people.hpp"
#include "core/ticket.hpp"

namespace desk::core {

enum class Action { open_ticket, see_ticket, update_ticket, reply, add_note, close_ticket };

/// The one place that says who may do what to a ticket (design, section 4).
bool may(const Actor& actor, Action action, const Ticket& ticket);

}  // namespace desk::core
