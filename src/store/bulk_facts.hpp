#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/ports.hpp"
#include "store/connection.hpp"

namespace desk::store {

/// The records that tickets refer to, all of them in memory.
class BulkFacts {
  public:
    /// Reads departments, their fields, statuses and agents; `tx` is on the same connection.
    BulkFacts(Connection& connection, core::Tx& tx);

    void add(const core::Client& client) { clients_.emplace(client.id.value(), client); }
    void add(core::ClientId client, const core::Contact& contact);
    void add(core::ClientId client, const core::User& user);
    void add(core::ClientId client, core::ServiceId service);
    void add(core::ClientId client, core::DomainId domain);

    [[nodiscard]] const core::Department* department(core::DepartmentId id) const;
    [[nodiscard]] const core::Status* status(std::string_view title);  ///< folded
    [[nodiscard]] const core::Client* client(core::ClientId id) const;
    [[nodiscard]] const core::Agent* agent(core::AgentId id) const;
    [[nodiscard]] const core::Agent* agent_by_login(std::string_view login);  ///< folded
    [[nodiscard]] const std::vector<core::CustomField>& fields(core::DepartmentId id) const;
    /// What belongs to `query.client`, by id.
    [[nodiscard]] core::OpeningFacts belongings(const core::OpeningQuery& query) const;

  private:
    template <class Value>
    using ById = std::unordered_map<std::int64_t, Value>;

    template <class Value>
    struct OfClient {
        core::ClientId client;
        Value value;
    };

    /// By folded names, and by those that have been asked for.
    template <class Value>
    using ByName = std::map<std::string, Value, std::less<>>;

    ById<core::Department> departments_;
    ByName<core::Status> statuses_;
    ById<core::Agent> agents_;
    ByName<core::AgentId> logins_;
    ById<std::vector<core::CustomField>> fields_;
    ById<core::Client> clients_;
    ById<OfClient<core::User>> users_;
    ById<OfClient<core::Contact>> contacts_;
    ById<core::ClientId> services_;
    ById<core::ClientId> domains_;
};

}  // namespace desk::store
