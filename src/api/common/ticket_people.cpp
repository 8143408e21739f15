#include "api/common/ticket_people.hpp"

namespace desk::api {

using core::Author;

namespace {

std::string_view requestor_type(Author::Kind kind) {
    // clang-format off
    switch (kind) {
        case Author::Kind::agent: return "Operator";
        case Author::Kind::client: return "Owner";
        case Author::Kind::contact: return "Sub-account";
        case Author::Kind::user: return "Authorized User";
        case Author::Kind::guest: return "Guest";
        case Author::Kind::system: return "System";
    }
    // clang-format on
    return "";
}

}  // namespace

core::ClientId shown_client(const core::Ticket& ticket, const core::Message& message) {
    if (message.kind == core::MessageKind::opening) return ticket.client;
    const Author& author = message.author;
    if (author.kind == Author::Kind::guest) return {};
    return author.client.is_set() ? author.client : ticket.client;
}

core::Author requestor_of(const core::Ticket& ticket) {
    const Author opener = ticket.messages.empty() ? Author{} : ticket.messages.front().author;
    const bool is_on_ticket =
        opener.kind == Author::Kind::agent ||
        (opener.kind == Author::Kind::client && opener.id == ticket.client.value()) ||
        (opener.kind == Author::Kind::contact && opener.id == ticket.contact.value()) ||
        (opener.kind == Author::Kind::user && opener.id == ticket.user.value());
    if (is_on_ticket) return opener;
    if (ticket.client.is_set()) {
        return {Author::Kind::client, ticket.client.value(), ticket.client_name,
                ticket.client_email, ticket.client};
    }
    return {Author::Kind::guest, 0, ticket.requester_name, ticket.requester_email, {}};
}

void put_requestor(const Author& author, boost::json::object& into) {
    into.emplace("requestor_name", author.name);
    into.emplace("requestor_email", author.kind == Author::Kind::agent ? "" : author.email);
    into.emplace("requestor_type", requestor_type(author.kind));
}

std::string_view admin_name(const Author& author) {
    return author.kind == Author::Kind::agent ? std::string_view(author.name) : "";
}

}  // namespace desk::api
