#include "store/bulk_facts.hpp"

#include "store/rows.hpp"
#include "util/text.hpp"

namespace desk::store {

namespace {

const Query<None, IdRow> kDepartmentIds{"all departments", "SELECT id FROM department ORDER BY id"};
const Query<None, IdRow> kAgentIds{"all agents", "SELECT id FROM agent ORDER BY id"};

template <class Map, class Key>
auto find(const Map& map, const Key& key) {
    const auto found = map.find(key);
    return found == map.end() ? nullptr : &found->second;
}

/// Folding costs more than all the rest of such a look-up.
template <class Map>
auto find_folded(Map& map, std::string_view name) {
    const auto found = map.find(name);
    if (found != map.end()) return &found->second;
    const auto folded = map.find(fold(name));
    if (folded == map.end()) return static_cast<typename Map::mapped_type*>(nullptr);
    return &map.emplace(name, folded->second).first->second;
}

}  // namespace

BulkFacts::BulkFacts(Connection& connection, core::Tx& tx) {
    for (const IdRow& row : connection.all(kDepartmentIds)) {
        const core::DepartmentId id(row.id);
        departments_.emplace(row.id, *tx.find_department({id, {}}));
        fields_.emplace(row.id, tx.custom_fields(id));
    }
    for (const core::Status& status : tx.statuses()) statuses_.emplace(fold(status.title), status);
    for (const IdRow& row : connection.all(kAgentIds)) {
        core::Agent agent = *tx.find_agent(core::AgentId(row.id));
        logins_.emplace(fold(agent.login), agent.id);
        agents_.emplace(row.id, std::move(agent));
    }
}

void BulkFacts::add(core::ClientId client, const core::Contact& contact) {
    contacts_.emplace(contact.id.value(), OfClient<core::Contact>{client, contact});
}

void BulkFacts::add(core::ClientId client, const core::User& user) {
    users_.emplace(user.id.value(), OfClient<core::User>{client, user});
}

void BulkFacts::add(core::ClientId client, core::ServiceId service) {
    services_.emplace(service.value(), client);
}

void BulkFacts::add(core::ClientId client, core::DomainId domain) {
    domains_.emplace(domain.value(), client);
}

const core::Department* BulkFacts::department(core::DepartmentId id) const {
    return find(departments_, id.value());
}

const core::Status* BulkFacts::status(std::string_view title) {
    return find_folded(statuses_, title);
}

const core::Client* BulkFacts::client(core::ClientId id) const {
    return find(clients_, id.value());
}

const core::Agent* BulkFacts::agent(core::AgentId id) const { return find(agents_, id.value()); }

const core::Agent* BulkFacts::agent_by_login(std::string_view login) {
    const core::AgentId* id = find_folded(logins_, login);
    return id == nullptr ? nullptr : agent(*id);
}

const std::vector<core::CustomField>& BulkFacts::fields(core::DepartmentId id) const {
    static const std::vector<core::CustomField> kNone;
    const auto* fields = find(fields_, id.value());
    return fields == nullptr ? kNone : *fields;
}

core::OpeningFacts BulkFacts::belongings(const core::OpeningQuery& query) const {
    core::OpeningFacts facts;
    if (const auto* user = find(users_, query.user.value());
        user != nullptr && user->client == query.client) {
        facts.user = user->value;
    }
    if (const auto* contact = find(contacts_, query.contact.value());
        contact != nullptr && contact->client == query.client) {
        facts.contact = contact->value;
    }
    const auto is_theirs = [&query](const core::ClientId* owner) {
        return owner != nullptr && *owner == query.client;
    };
    facts.service_found = is_theirs(find(services_, query.service.value()));
    facts.domain_found = is_theirs(find(domains_, query.domain.value()));
    return facts;
}

}  // namespace desk::store
