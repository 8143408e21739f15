#include "core/permissions.hpp"

namespace desk::core {

namespace {

bool belongs_to(const Actor& actor, const Ticket& ticket) {
    return actor.client.is_set() && actor.client == ticket.client;
}

}  // namespace

bool is_staff(const Actor& actor) {
    return !actor.client.is_set() &&
           (actor.kind == Actor::Kind::agent || actor.kind == Actor::Kind::credential ||
            actor.kind == Actor::Kind::system);
}

void hide_addresses(const Actor& actor, Ticket& ticket) {
    if (is_staff(actor)) return;
    for (Message& message : ticket.messages) {
        Author& author = message.author;
        // Guests have no account: what they call themselves is shown with what they wrote.
        if (author.kind != Author::Kind::guest && author.client != actor.client) {
            author.email.clear();
        }
    }
}

bool may(const Actor& actor, Action action, const Ticket& ticket) {
    if (is_staff(actor)) return true;
    switch (action) {
        case Action::open_ticket:
            if (actor.opens_for_guests && !ticket.client.is_set()) return true;
            return belongs_to(actor, ticket);
        case Action::see_ticket:
        case Action::amend_ticket:
        case Action::reply:
            return belongs_to(actor, ticket);
        case Action::close_ticket:
            return belongs_to(actor, ticket) && !ticket.client_may_not_close;
        case Action::update_ticket:
        case Action::add_note:
        case Action::delete_ticket:
        case Action::purge_ticket:
        case Action::merge_tickets:
        case Action::split_ticket:
        case Action::watch_ticket:
        case Action::block_sender:
            return false;
    }
    return false;
}

}  // namespace desk::core
