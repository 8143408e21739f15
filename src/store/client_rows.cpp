#include "store/client_columns.hpp"
#include "store/sql_tx.hpp"
#include "util/text.hpp"

namespace desk::store {

namespace {

struct ClientRow {
    std::int64_t id = 0;
    std::string name, email, code;
    static auto columns(ClientRow& r) { return std::tie(r.id, r.name, r.email, r.code); }
};

const Query<ById, ClientRow> kClientById{"client by id",
                                         "SELECT id, name, email, code FROM client WHERE id = :id"};
const Query<ByText, ClientRow> kClientByCode{
    "client by code", "SELECT id, name, email, code FROM client WHERE code = :text AND code <> ''"};
const Query<ByText, ClientRow> kClientByEmail{
    "client by e-mail",
    "SELECT id, name, email, code FROM client WHERE email_folded = :text ORDER BY id LIMIT 1"};

struct UserRow {
    std::int64_t id = 0, disabled = 0, is_owner = 0;
    std::string name, email, password_hash;
    static auto columns(UserRow& r) {
        return std::tie(r.id, r.name, r.email, r.password_hash, r.disabled, r.is_owner);
    }
};

const Query<ById, UserRow> kUserById{
    "user by id", R"sql(SELECT id, name, email, password_hash, disabled, 0 FROM "user"
                        WHERE id = :id)sql"};

struct UserOfClient {
    std::int64_t client = 0;
    std::string folded;
    void each(auto&& bind) { bind("client", client), bind("folded", folded); }
};

const Query<UserOfClient, UserRow> kClientUser{"user of client by e-mail", R"sql(
    SELECT u.id, u.name, u.email, u.password_hash, u.disabled, cu.is_owner
    FROM "user" u JOIN client_user cu ON cu.user_id = u.id AND cu.client_id = :client
    WHERE u.email_folded = :folded ORDER BY u.id LIMIT 1)sql"};

const Query<ClientColumns> kInsertClient{"insert client", kInsertClientSql};
const Query<ContactColumns> kInsertContact{"insert contact", kInsertContactSql};
const Query<UserColumns> kInsertUser{"insert user", kInsertUserSql};
const Query<ClientUserColumns> kInsertClientUser{"insert user of client", kInsertClientUserSql};
const Query<ThingColumns> kInsertService{"insert service", kInsertServiceSql};
const Query<ThingColumns> kInsertDomain{"insert domain", kInsertDomainSql};

std::optional<core::Client> to_client(std::optional<ClientRow>&& row) {
    if (!row) return std::nullopt;
    return core::Client{core::ClientId(row->id), std::move(row->name), std::move(row->email),
                        std::move(row->code)};
}

std::optional<core::User> to_user(std::optional<UserRow>&& row) {
    if (!row) return std::nullopt;
    return core::User{core::UserId(row->id),         std::move(row->name), std::move(row->email),
                      std::move(row->password_hash), row->disabled != 0,   row->is_owner != 0};
}

}  // namespace

std::optional<core::Client> SqlTx::find_client(core::ClientId id) {
    return to_client(connection_.one(kClientById, {id.value()}));
}

std::optional<core::Client> SqlTx::find_client_by_code(std::string_view code) {
    return to_client(connection_.one(kClientByCode, {std::string(code)}));
}

std::optional<core::Client> SqlTx::find_client_by_email(std::string_view email) {
    std::string folded = fold(email);
    if (folded.empty()) return std::nullopt;
    return to_client(connection_.one(kClientByEmail, {std::move(folded)}));
}

std::optional<core::User> SqlTx::find_client_user(core::ClientId client, std::string_view email) {
    return to_user(connection_.one(kClientUser, {client.value(), fold(email)}));
}

std::optional<core::User> SqlTx::find_user(core::UserId id) {
    return to_user(connection_.one(kUserById, {id.value()}));
}

core::ClientId SqlTx::insert_client(const core::Client& client) {
    return core::ClientId(
        insert_record<ClientColumns>("client", kInsertClient, client_columns(client)));
}

core::ContactId SqlTx::insert_contact(core::ClientId client, const core::Contact& contact) {
    return core::ContactId(insert_record<ContactColumns>(
        "contact", kInsertContact,
        {contact.id.value(), client.value(), contact.name, contact.email}));
}

core::UserId SqlTx::insert_user(core::ClientId client, const core::User& user) {
    const std::int64_t id =
        insert_record<UserColumns>("user", kInsertUser,
                                   {user.id.value(), user.name, user.email, fold(user.email),
                                    user.password_hash, user.disabled ? 1 : 0});
    connection_.run(kInsertClientUser, {client.value(), id, user.is_owner ? 1 : 0});
    return core::UserId(id);
}

core::ServiceId SqlTx::insert_service(core::ClientId client, const std::string& name) {
    return core::ServiceId(
        insert_record<ThingColumns>("service", kInsertService, {0, client.value(), name}));
}

core::DomainId SqlTx::insert_domain(core::ClientId client, const std::string& name) {
    return core::DomainId(
        insert_record<ThingColumns>("domain", kInsertDomain, {0, client.value(), name}));
}

}  // namespace desk::store
