#include "store/agent_rows.hpp"
#include "store/sql_tx.hpp"
#include "util/text.hpp"

namespace desk::store {

namespace {

struct CredentialRow {
    std::int64_t id = 0, dialect = 0, agent = 0, client = 0, notes_hidden = 0, disabled = 0;
    std::string identifier, secret_sha256, actions, networks;
    AgentRow owner;

    static auto columns(CredentialRow& r) {
        return std::tuple_cat(
            std::tie(r.id, r.dialect, r.agent, r.client, r.notes_hidden, r.disabled, r.identifier,
                     r.secret_sha256, r.actions, r.networks),
            AgentRow::columns(r.owner));
    }
};

const std::string kSelectCredential =
    std::string(
        "SELECT k.id, k.dialect, k.agent_id, k.client_id, k.notes_hidden, k.disabled, "
        "k.identifier, k.secret_sha256, k.actions, k.networks, ") +
    kAgentColumnList + " FROM credential k LEFT JOIN agent a ON a.id = k.agent_id ";

struct ByIdentifier {
    std::int64_t dialect = 0;
    std::string identifier;
    void each(auto&& bind) { bind("dialect", dialect), bind("identifier", identifier); }
};

const Query<ByIdentifier, CredentialRow> kCredentialByIdentifier{
    "credential by identifier",
    kSelectCredential + "WHERE k.dialect = :dialect AND k.identifier = :identifier"};
const Query<ById, CredentialRow> kCredentialById{"credential by id",
                                                 kSelectCredential + "WHERE k.id = :id"};

struct ActionsRow {
    std::string actions;
    static auto columns(ActionsRow& r) { return std::tie(r.actions); }
};

const Query<ById, ActionsRow> kActionsOfRoles{"actions of a credential's roles", R"sql(
    SELECT r.actions FROM credential_role c JOIN role r ON r.id = c.role_id
    WHERE c.credential_id = :id)sql"};

struct CredentialColumns {
    std::int64_t id = 0, dialect = 0, agent = 0, client = 0, notes_hidden = 0, disabled = 0;
    std::string identifier, secret_sha256, actions, networks;
    std::int64_t created_at = 0;
    void each(auto&& bind) {
        bind("id", id), bind("dialect", dialect), bind("agent", agent), bind("client", client);
        bind("notes_hidden", notes_hidden), bind("disabled", disabled);
        bind("identifier", identifier), bind("secret_sha256", secret_sha256);
        bind("actions", actions), bind("networks", networks), bind("created_at", created_at);
    }
};

const Query<CredentialColumns> kInsertCredential{"insert credential", R"sql(
    INSERT INTO credential (id, dialect, identifier, secret_sha256, agent_id, client_id, actions,
                            networks, notes_hidden, disabled, created_at)
    VALUES (:id, :dialect, :identifier, :secret_sha256, :agent, :client, :actions, :networks,
            :notes_hidden, :disabled, :created_at))sql"};

struct TokenRow {
    std::int64_t id = 0, credential = 0, client = 0, user = 0, issued_at = 0, expires_at = 0,
                 refresh_expires_at = 0, revoked = 0;
    std::string access_sha256, refresh_sha256;
    static auto columns(TokenRow& r) {
        return std::tie(r.id, r.access_sha256, r.refresh_sha256, r.credential, r.client, r.user,
                        r.issued_at, r.expires_at, r.refresh_expires_at, r.revoked);
    }
    void each(auto&& bind) {
        bind("id", id), bind("access_sha256", access_sha256);
        bind("refresh_sha256", refresh_sha256), bind("credential", credential);
        bind("client", client), bind("user", user), bind("issued_at", issued_at);
        bind("expires_at", expires_at), bind("refresh_expires_at", refresh_expires_at);
        bind("revoked", revoked);
    }
};

const std::string kSelectToken =
    "SELECT id, access_sha256, refresh_sha256, credential_id, client_id, user_id, issued_at, "
    "expires_at, refresh_expires_at, revoked FROM access_token WHERE ";

const Query<ByText, TokenRow> kTokenByAccess{"access token",
                                             kSelectToken + "access_sha256 = :text"};
const Query<ByText, TokenRow> kTokenByRefresh{"refresh token",
                                              kSelectToken + "refresh_sha256 = :text"};

const Query<TokenRow> kInsertToken{"insert access token", R"sql(
    INSERT INTO access_token (id, access_sha256, refresh_sha256, credential_id, client_id, user_id,
                              issued_at, expires_at, refresh_expires_at, revoked)
    VALUES (:id, :access_sha256, :refresh_sha256, :credential, :client, :user, :issued_at,
            :expires_at, :refresh_expires_at, :revoked))sql"};

const Query<ById> kRevokeToken{
    "revoke access token", "UPDATE access_token SET revoked = 1 WHERE id = :id AND revoked = 0"};

std::vector<std::string> to_list(const std::string& text) {
    std::vector<std::string> list;
    if (text.empty()) return list;
    for (const std::string_view part : split(text, ',')) list.emplace_back(part);
    return list;
}

std::optional<core::CredentialOwner> to_credential(std::optional<CredentialRow>&& row) {
    if (!row) return std::nullopt;
    core::CredentialOwner result;
    core::Credential& credential = result.credential;
    credential.id = core::CredentialId(row->id);
    credential.dialect = static_cast<core::Origin>(row->dialect);
    credential.identifier = std::move(row->identifier);
    credential.secret_sha256 = std::move(row->secret_sha256);
    credential.agent = core::AgentId(row->agent);
    credential.client = core::ClientId(row->client);
    credential.actions = to_list(row->actions);
    credential.networks = to_list(row->networks);
    credential.notes_hidden = row->notes_hidden != 0;
    credential.disabled = row->disabled != 0;
    result.agent = to_agent(std::move(row->owner));
    return result;
}

std::optional<core::AccessToken> to_token(std::optional<TokenRow>&& row) {
    if (!row) return std::nullopt;
    core::AccessToken token;
    token.id = core::TokenId(row->id);
    token.access_sha256 = std::move(row->access_sha256);
    token.refresh_sha256 = std::move(row->refresh_sha256);
    token.credential = core::CredentialId(row->credential);
    token.client = core::ClientId(row->client);
    token.user = core::UserId(row->user);
    token.issued_at = to_time(row->issued_at);
    token.expires_at = to_time(row->expires_at);
    token.refresh_expires_at = to_time(row->refresh_expires_at);
    token.revoked = row->revoked != 0;
    return token;
}

}  // namespace

std::optional<core::CredentialOwner> SqlTx::find_credential(core::Origin dialect,
                                                            std::string_view identifier) {
    return with_roles(to_credential(
        connection_.one(kCredentialByIdentifier, {to_column(dialect), std::string(identifier)})));
}

std::optional<core::CredentialOwner> SqlTx::find_credential(core::CredentialId id) {
    return with_roles(to_credential(connection_.one(kCredentialById, {id.value()})));
}

std::optional<core::CredentialOwner> SqlTx::with_roles(std::optional<core::CredentialOwner> owner) {
    if (!owner) return owner;
    core::Credential& credential = owner->credential;
    const std::vector<ActionsRow> roles = connection_.all(kActionsOfRoles, {credential.id.value()});
    for (const ActionsRow& role : roles) {
        for (std::string& action : to_list(role.actions)) {
            credential.actions.push_back(std::move(action));
        }
    }
    if (!roles.empty() && credential.actions.empty()) {
        credential.actions.emplace_back(core::kNoAction);
    }
    return owner;
}

core::CredentialId SqlTx::insert_credential(const core::Credential& credential) {
    return core::CredentialId(insert_record<CredentialColumns>(
        "credential", kInsertCredential,
        {credential.id.value(), to_column(credential.dialect), credential.agent.value(),
         credential.client.value(), credential.notes_hidden ? 1 : 0, credential.disabled ? 1 : 0,
         credential.identifier, credential.secret_sha256, joined(credential.actions),
         joined(credential.networks), to_column(clock().now())}));
}

std::optional<core::AccessToken> SqlTx::find_access_token(std::string_view access_sha256) {
    return to_token(connection_.one(kTokenByAccess, {std::string(access_sha256)}));
}

std::optional<core::AccessToken> SqlTx::find_refresh_token(std::string_view refresh_sha256) {
    return to_token(connection_.one(kTokenByRefresh, {std::string(refresh_sha256)}));
}

void SqlTx::insert_access_token(const core::AccessToken& token) {
    TokenRow row;
    row.id = token.id.value();
    row.access_sha256 = token.access_sha256;
    row.refresh_sha256 = token.refresh_sha256;
    row.credential = token.credential.value();
    row.client = token.client.value();
    row.user = token.user.value();
    row.issued_at = to_column(token.issued_at);
    row.expires_at = to_column(token.expires_at);
    row.refresh_expires_at = to_column(token.refresh_expires_at);
    row.revoked = token.revoked ? 1 : 0;
    insert_record("access_token", kInsertToken, std::move(row));
}

bool SqlTx::revoke_access_token(core::TokenId token) {
    return connection_.run(kRevokeToken, {token.value()}) > 0;
}

}  // namespace desk::store
