#include "core/author.hpp"

namespace desk::core {

Author author_of(const User& user, const Client& client) {
    if (user.is_owner) return {Author::Kind::client, client.id.value(), user.name, user.email};
    return {Author::Kind::user, user.id.value(), user.name, user.email};
}

Author acting_agent(const Actor& actor) {
    return {Author::Kind::agent, actor.agent.value(), actor.agent_name, {}};
}

}  // namespace desk::core
