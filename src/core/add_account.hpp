#pragma once
#include <string>

#include "core/account_ports.hpp"
#include "core/event.hpp"
#include "core/new_password.hpp"

/// New clients, contacts and users, as programs make them.
namespace desk::core {

namespace event_type {
inline constexpr std::string_view kClientAdd = "ClientAdd";
inline constexpr std::string_view kClientDelete = "ClientDelete";
inline constexpr std::string_view kContactAdd = "ContactAdd";
inline constexpr std::string_view kUserAdd = "UserAdd";
}  // namespace event_type

struct AddAccountInput {
    Account account;       ///< `id`, `status` and `created_at` are given here
    UserId owner;          ///< who owns it; not set: a new user with its name, address and password
    NewPassword password;  ///< of that user
    bool send_mail = true;  ///< a welcome, which then waits to be sent
};
struct AddedAccount {
    ClientId client;
    UserId owner;
};
/// \return Errc::user_not_found (the owner), email_invalid, value_invalid (`about`: country,
/// phonenumber), name_too_long, email_too_long, phone_too_long, already_exists (`about`: user,
/// client), not_permitted
Result<AddedAccount> add_account(Tx& tx, const Actor& actor, const AddAccountInput& input);

struct AddContactInput {
    ContactCard contact;  ///< `id` and times are given here
};
/// \return its id; Errc::client_not_found, email_invalid, already_exists (that client has one with
/// this address), value_invalid, …_too_long, not_permitted
Result<ContactId> add_contact(Tx& tx, const Actor& actor, const AddContactInput& input);

struct AddUserInput {
    std::string first_name, last_name, email, language;
    NewPassword password;
};
/// \return its id; Errc::email_invalid, already_exists, …_too_long, not_permitted
Result<UserId> add_user(Tx& tx, const Actor& actor, const AddUserInput& input);

struct DeleteAccountInput {
    ClientId client;
    bool with_users = false;  ///< those who belong to no other client
};
/// With its contacts, services and domains. A client that tickets or credentials need stays.
/// \return its id; Errc::client_not_found, record_in_use (`about`: by what), not_permitted
Result<ClientId> delete_account(Tx& tx, const Actor& actor, const DeleteAccountInput& input);

}  // namespace desk::core
