#include "core/accounts.hpp"

#include <algorithm>
#include <utility>

#include "core/count_tickets.hpp"
#include "core/permissions.hpp"
#include "core/person_name.hpp"
#include "util/text.hpp"

namespace desk::core {

std::string Account::name() const {
    std::string name = PersonName{first_name, last_name}.whole();
    return name.empty() ? company : name;
}

Result<Sliced<Account>> list_accounts(Tx& tx, const Actor& actor, const ListAccountsInput& input) {
    if (!is_staff(actor)) return fail(Errc::not_permitted);
    return tx.accounts().clients(input, input.slice);
}

Result<Sliced<ContactCard>> list_contacts(Tx& tx, const Actor& actor,
                                          const ListContactsInput& input) {
    if (!is_staff(actor)) return fail(Errc::not_permitted);
    return tx.accounts().contacts(input, input.slice);
}

Result<Sliced<UserCard>> list_users(Tx& tx, const Actor& actor, const ListUsersInput& input) {
    if (!is_staff(actor)) return fail(Errc::not_permitted);
    return tx.accounts().users(input, input.slice);
}

Result<Sliced<ServiceCard>> list_services(Tx& tx, const Actor& actor,
                                          const ListServicesInput& input) {
    if (!is_staff(actor)) return fail(Errc::not_permitted);
    if (input.none) return Sliced<ServiceCard>{};
    return tx.accounts().services(input, input.slice);
}

Result<FoundAccount> find_account(Tx& tx, const Actor& actor, const FindAccountInput& input) {
    if (!is_staff(actor)) return fail(Errc::not_permitted);
    ClientId id = input.client;
    if (!id.is_set()) {
        if (is_blank(input.email)) return fail(Errc::field_required, "clientid");
        const std::optional<Client> client = tx.find_client_by_email(input.email);
        if (!client) return fail(Errc::client_not_found);
        id = client->id;
    }
    std::optional<Account> account = tx.accounts().find(id);
    if (!account) return fail(Errc::client_not_found);
    FoundAccount found;
    found.account = std::move(*account);
    found.members = tx.accounts().members(id);
    const auto owner = std::find_if(found.members.begin(), found.members.end(),
                                    [](const Member& member) { return member.is_owner; });
    if (owner != found.members.end()) found.owner = owner->id;
    if (input.with_tickets) {
        const std::vector<StatusCounts> statuses = tx.lists().statuses(std::nullopt);
        TicketSelection of_client;
        of_client.client = id;
        found.tickets = count_all(tx, of_client);
        found.active_tickets = count_active(tx, std::move(of_client), statuses);
    }
    return found;
}

Result<std::vector<AgentCard>> list_agents(Tx& tx, const Actor& actor,
                                           const ListAgentsInput& input) {
    if (!is_staff(actor)) return fail(Errc::not_permitted);
    std::vector<AgentCard> agents;
    if (input.none) return agents;
    const std::string part = fold(input.email_part);
    for (AgentCard& card : tx.accounts().agents()) {
        if (card.agent.disabled && !input.with_disabled) continue;
        if (fold(card.agent.email).find(part) == std::string::npos) continue;
        agents.push_back(std::move(card));
    }
    return agents;
}

Result<ActorCard> describe_actor(Tx& tx, const Actor& actor, const DescribeActorInput&) {
    ActorCard described;
    described.now = tx.clock().now();
    for (AgentCard& card : tx.accounts().agents()) {
        if (card.agent.id == actor.agent && actor.agent.is_set()) described.card = std::move(card);
    }
    return described;
}

}  // namespace desk::core
