#pragma once
#include "core/people.hpp"
#include "core/ticket.hpp"

namespace desk::core {

enum class Action {
    open_ticket,
    see_ticket,
    update_ticket,
    amend_ticket,  ///< its subject and who else hears of it
    reply,
    add_note,
    close_ticket,
    delete_ticket,  ///< and restore it, and delete its messages
    purge_ticket,   ///< for good
    merge_tickets,  ///< and unmerge them
    split_ticket,
    watch_ticket,  ///< see and say who hears of it
    block_sender,
};

/// True for whoever works the desk; false for an actor that is bound to a client.
bool is_staff(const Actor& actor);

/// What an actor that is bound to a client is not told: the addresses of those who wrote for
/// another account, in a ticket that was moved to this one or took another in.
void hide_addresses(const Actor& actor, Ticket& ticket);

/// The one place that says who may do what to a ticket (design, section 4).
bool may(const Actor& actor, Action action, const Ticket& ticket);

}  // namespace desk::core
