#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/account_ports.hpp"
#include "core/department.hpp"
#include "core/list_ports.hpp"

/// Reading clients, those who belong to them, and agents: for whoever works the desk, so each
/// refuses an actor that is bound to a client (Errc::not_permitted).
namespace desk::core {

struct ListAccountsInput : AccountSearch {
    Slice slice;
};
Result<Sliced<Account>> list_accounts(Tx& tx, const Actor& actor, const ListAccountsInput& input);

struct ListContactsInput : ContactSearch {
    Slice slice;
};
Result<Sliced<ContactCard>> list_contacts(Tx& tx, const Actor& actor,
                                          const ListContactsInput& input);

struct ListUsersInput : UserSearch {
    Slice slice;
};
Result<Sliced<UserCard>> list_users(Tx& tx, const Actor& actor, const ListUsersInput& input);

struct ListServicesInput : ServiceSearch {
    Slice slice;
    bool none = false;  ///< what was asked for is nothing that services have here
};
Result<Sliced<ServiceCard>> list_services(Tx& tx, const Actor& actor,
                                          const ListServicesInput& input);

struct FindAccountInput {
    ClientId client;
    std::string email;  ///< where `client` is not set; lowest id among equals
    bool with_tickets = false;
};
struct FoundAccount {
    Account account;
    std::vector<Member> members;
    UserId owner;  ///< not set where nobody owns it
    std::int64_t tickets = 0, active_tickets = 0;
};
/// \return Errc::field_required where neither is given, client_not_found
Result<FoundAccount> find_account(Tx& tx, const Actor& actor, const FindAccountInput& input);

struct ListAgentsInput {
    std::string email_part;  ///< letter case aside
    bool with_disabled = false;
    bool none = false;  ///< of a role that nobody has
};
Result<std::vector<AgentCard>> list_agents(Tx& tx, const Actor& actor,
                                           const ListAgentsInput& input);

struct DescribeActorInput {};
struct ActorCard {
    AgentCard card;  ///< without an id for the desk itself
    Timestamp now;
};
/// Who is calling. Also for an actor that is bound to a client: it is itself.
Result<ActorCard> describe_actor(Tx& tx, const Actor& actor, const DescribeActorInput& input);

}  // namespace desk::core
