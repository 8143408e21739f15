#pragma once
#include <cstdint>
#include <string>

#include "core/people.hpp"
#include "core/person_name.hpp"
#include "util/text.hpp"

/// Clients and what belongs to them as they are written, one by one or in bulk.
namespace desk::store {

struct ClientColumns {
    std::int64_t id = 0;
    std::string name, email, folded, code;
    std::string first_name, last_name, name_folded, last_name_folded;
    void each(auto&& bind) {
        bind("id", id), bind("name", name), bind("email", email), bind("folded", folded);
        bind("code", code), bind("first_name", first_name), bind("last_name", last_name);
        bind("name_folded", name_folded), bind("last_name_folded", last_name_folded);
    }
};
inline constexpr const char* kInsertClientSql =
    "INSERT INTO client (id, name, email, email_folded, code, first_name, last_name, name_folded, "
    "last_name_folded) VALUES (:id, :name, :email, :folded, :code, :first_name, :last_name, "
    ":name_folded, :last_name_folded)";

inline ClientColumns client_columns(const core::Client& client) {
    const core::PersonName name = core::split_name(client.name);
    return {client.id.value(), client.name, client.email,      fold(client.email), client.code,
            name.first,        name.last,   fold(client.name), fold(name.last)};
}

struct ContactColumns {
    std::int64_t id = 0, client = 0;
    std::string name, email;
    void each(auto&& bind) {
        bind("id", id), bind("client", client), bind("name", name), bind("email", email);
    }
};
inline constexpr const char* kInsertContactSql =
    "INSERT INTO contact (id, client_id, name, email) VALUES (:id, :client, :name, :email)";

struct UserColumns {
    std::int64_t id = 0;
    std::string name, email, folded, password_hash;
    std::int64_t disabled = 0;
    void each(auto&& bind) {
        bind("id", id), bind("name", name), bind("email", email), bind("folded", folded);
        bind("password_hash", password_hash), bind("disabled", disabled);
    }
};
inline constexpr const char* kInsertUserSql =
    "INSERT INTO \"user\" (id, name, email, email_folded, password_hash, disabled) "
    "VALUES (:id, :name, :email, :folded, :password_hash, :disabled)";

struct ClientUserColumns {
    std::int64_t client = 0, user = 0, is_owner = 0;
    void each(auto&& bind) {
        bind("client", client), bind("user", user), bind("is_owner", is_owner);
    }
};
inline constexpr const char* kInsertClientUserSql =
    "INSERT INTO client_user (client_id, user_id, is_owner) VALUES (:client, :user, :is_owner)";

/// A service or a domain.
struct ThingColumns {
    std::int64_t id = 0, client = 0;
    std::string name;
    void each(auto&& bind) { bind("id", id), bind("client", client), bind("name", name); }
};
inline constexpr const char* kInsertServiceSql =
    "INSERT INTO service (id, client_id, name) VALUES (:id, :client, :name)";
inline constexpr const char* kInsertDomainSql =
    "INSERT INTO domain (id, client_id, name) VALUES (:id, :client, :name)";

}  // namespace desk::store
