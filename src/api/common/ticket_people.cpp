#include "api/common/ticket_people.hpp"

namespace desk::api {

using core::Author;

core::ClientId shown_client(const core::Ticket& ticket, const core::Message& message) {
    if (message.kind == core::MessageKind::opening) return ticket.client;
    const Author& author = message.author;
    if (author.kind == Author::Kind::guest) return {};
    return author.client.is_set() ? author.client : ticket.client;
}

}  // namespace desk::api
