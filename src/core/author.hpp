#pragma once
#include "core/message.hpp"
#include "core/people.hpp"

namespace desk::core {

inline Author author_of(const Agent& agent) {
    return {Author::Kind::agent, agent.id.value(), agent.display_name(), {}};
}
inline Author author_of(const Client& client) {
    return {Author::Kind::client, client.id.value(), client.name, client.email};
}
inline Author author_of(const Contact& contact) {
    return {Author::Kind::contact, contact.id.value(), contact.name, contact.email};
}
inline Author guest_author(std::string name, std::string email) {
    return {Author::Kind::guest, 0, std::move(name), std::move(email)};
}

/// A login of a client. Its owner writes as the client itself.
Author author_of(const User& user, const Client& client);

/// The agent behind the actor, by the name it has there.
Author acting_agent(const Actor& actor);

}  // namespace desk::core
