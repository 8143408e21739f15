#include "store/agent_rows.hpp"

#include "store/sql_tx.hpp"
#include "util/text.hpp"

namespace desk::store {

namespace {

const std::string kSelectAgent = std::string("SELECT ") + kAgentColumnList + " FROM agent a ";

const Query<ById, AgentRow> kAgentById{"agent by id", kSelectAgent + "WHERE a.id = :id"};
const Query<ByText, AgentRow> kAgentByLogin{"agent by login",
                                            kSelectAgent + "WHERE a.login_folded = :text"};
struct AgentLoginRow {
    AgentRow agent;
    std::string digest_hash;
    static auto columns(AgentLoginRow& r) {
        return std::tuple_cat(AgentRow::columns(r.agent), std::tie(r.digest_hash));
    }
};

const Query<ByText, AgentLoginRow> kAgentLogin{
    "agent's login", std::string("SELECT ") + kAgentColumnList +
                         ", a.login_digest_hash FROM agent a WHERE a.login_folded = :text"};

const Query<None, AgentRow> kFirstApiAgent{
    "first agent with API access",
    kSelectAgent + "WHERE a.disabled = 0 AND a.api_access = 1 ORDER BY a.id LIMIT 1"};

struct AgentColumns {
    std::int64_t id = 0;
    std::string login, folded, first_name, last_name, email;
    std::int64_t api_access = 0, disabled = 0;
    void each(auto&& bind) {
        bind("id", id), bind("login", login), bind("folded", folded);
        bind("first_name", first_name), bind("last_name", last_name), bind("email", email);
        bind("api_access", api_access), bind("disabled", disabled);
    }
};

const Query<AgentColumns> kInsertAgent{"insert agent", R"sql(
    INSERT INTO agent (id, login, login_folded, first_name, last_name, email, api_access, disabled)
    VALUES (:id, :login, :folded, :first_name, :last_name, :email, :api_access, :disabled))sql"};

const Query<ById> kJoinEveryDepartment{"agent into every department", R"sql(
    INSERT INTO agent_department (agent_id, department_id)
    SELECT CAST(:id AS BIGINT), id FROM department)sql"};

std::optional<core::Agent> to_agent(std::optional<AgentRow>&& row) {
    if (!row) return std::nullopt;
    return to_agent(std::move(*row));
}

}  // namespace

std::optional<core::Agent> SqlTx::find_agent(core::AgentId id) {
    return to_agent(connection_.one(kAgentById, {id.value()}));
}

std::optional<core::Agent> SqlTx::find_agent_by_login(std::string_view login) {
    return to_agent(connection_.one(kAgentByLogin, {fold(login)}));
}

std::optional<core::AgentLogin> SqlTx::find_agent_login(std::string_view login) {
    std::optional<AgentLoginRow> row = connection_.one(kAgentLogin, {fold(login)});
    if (!row) return std::nullopt;
    return core::AgentLogin{to_agent(std::move(row->agent)), std::move(row->digest_hash)};
}

std::optional<core::Agent> SqlTx::first_api_agent() {
    return to_agent(connection_.one(kFirstApiAgent));
}

core::AgentId SqlTx::insert_agent(const core::Agent& agent) {
    const std::int64_t id = insert_record<AgentColumns>(
        "agent", kInsertAgent,
        {agent.id.value(), agent.login, fold(agent.login), agent.first_name, agent.last_name,
         agent.email, agent.api_access ? 1 : 0, agent.disabled ? 1 : 0});
    connection_.run(kJoinEveryDepartment, {id});
    return core::AgentId(id);
}

}  // namespace desk::store
