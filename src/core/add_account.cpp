#include "core/add_account.hpp"

#include <algorithm>

#include "core/activity.hpp"
#include "core/limits.hpp"
#include "core/office_ports.hpp"
#include "core/permissions.hpp"
#include "core/person_name.hpp"
#include "core/records.hpp"
#include "util/text.hpp"

namespace desk::core {

namespace {

using Values = std::vector<std::pair<std::string_view, std::string>>;

/// A record with these values, the others as they are where nobody says so.
Record record_of(RecordType type, const Values& values) {
    const RecordKind& kind = kind_of(type);
    Record record;
    for (const RecordField& field : kind.fields) {
        const bool is_number = is_kept_as_number(field) && field.fallback.empty();
        record.values.emplace_back(is_number ? "0" : field.fallback);
    }
    for (const auto& [name, value] : values) record.values[field_index(kind, name)] = value;
    return record;
}

/// One line within its limit; refuses only what is too long.
Result<void> tidy(std::string& line) {
    if (is_blank(line)) {
        line.clear();
        return {};
    }
    Result<std::string> checked = checked_name(line);
    if (!checked) return tl::unexpected(std::move(checked.error()));
    line = std::move(*checked);
    return {};
}

template <class... Lines>
Result<void> tidy_all(Lines&... lines) {
    Result<void> result;
    static_cast<void>(((result = tidy(lines)).has_value() && ...));
    return result;
}

Result<void> tidy_email(std::string& email) {
    if (is_blank(email)) {
        email.clear();
        return {};
    }
    Result<std::string> checked = checked_email(email);
    if (!checked) return tl::unexpected(std::move(checked.error()));
    email = std::move(*checked);
    return {};
}

/// Digits and what people write between them.
Result<void> tidy_phone(std::string& phone) {
    phone = one_line(trim(phone));
    if (auto ok = check_phone(phone); !ok) return ok;
    if (phone.find_first_not_of("0123456789+-./() ") != std::string::npos) {
        return fail(Errc::value_invalid, "phonenumber");
    }
    return {};
}

/// Two letters, as capitals.
Result<void> tidy_country(std::string& country) {
    country = std::string(trim(country));
    if (country.empty()) return {};
    std::transform(country.begin(), country.end(), country.begin(), [](char c) {
        return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    });
    const bool is_country =
        country.size() == 2 &&
        std::all_of(country.begin(), country.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    if (!is_country) return fail(Errc::value_invalid, "country");
    return {};
}

Result<void> tidy_address(PostalAddress& address) {
    auto ok = tidy_all(address.line1, address.line2, address.city, address.state, address.postcode);
    return ok ? tidy_country(address.country) : ok;
}

/// Of a client or a contact.
template <class Card>
Result<void> tidy_card(Card& card) {
    for (const auto& ok :
         {tidy_all(card.first_name, card.last_name, card.company), tidy_email(card.email),
          tidy_address(card.address), tidy_phone(card.phone)}) {
        if (!ok) return ok;
    }
    return {};
}

bool user_exists(Tx& tx, const std::string& email) {
    return !tx.records().find_by(RecordType::user, "email", email).empty();
}

UserId insert_user(Tx& tx, const AddUserInput& user, ClientId owned) {
    const std::string clients = owned.is_set() ? std::to_string(owned.value()) : "";
    const UserId id(tx.records().insert(
        RecordType::user,
        record_of(RecordType::user, {{"email", user.email},
                                     {"name", PersonName{user.first_name, user.last_name}.whole()},
                                     {"clients", clients},
                                     {"owner_of", clients},
                                     {"password", user.password.hash},
                                     {"created_at", kept_time(tx.clock().now())}})));
    tx.accounts().name_user(id, user.first_name, user.last_name, user.language);
    return id;
}

ClientId insert_account(Tx& tx, const Account& account) {
    const PostalAddress& address = account.address;
    return ClientId(tx.records().insert(
        RecordType::client,
        record_of(RecordType::client, {{"name", account.name()},
                                       {"first_name", account.first_name},
                                       {"last_name", account.last_name},
                                       {"company", account.company},
                                       {"email", account.email},
                                       {"phone", account.phone},
                                       {"address1", address.line1},
                                       {"address2", address.line2},
                                       {"city", address.city},
                                       {"state", address.state},
                                       {"postcode", address.postcode},
                                       {"country", address.country},
                                       {"notes", account.notes},
                                       {"created_at", kept_time(tx.clock().now())}})));
}

}  // namespace

Result<AddedAccount> add_account(Tx& tx, const Actor& actor, const AddAccountInput& input) {
    if (!is_staff(actor)) return fail(Errc::not_permitted);
    tx.records().lock(RecordType::client);
    tx.records().lock(RecordType::user);
    if (input.owner.is_set() && !tx.find_user(input.owner)) return fail(Errc::user_not_found);
    Account account = input.account;
    if (auto ok = tidy_card(account); !ok) return tl::unexpected(std::move(ok.error()));
    if (!account.email.empty()) {
        if (!input.owner.is_set() && user_exists(tx, account.email)) {
            return fail(Errc::already_exists, "user");
        }
        if (tx.find_client_by_email(account.email)) return fail(Errc::already_exists, "client");
    }

    AddedAccount added;
    added.client = insert_account(tx, account);
    added.owner = input.owner;
    if (input.owner.is_set()) {
        tx.accounts().add_member(added.client, input.owner, true);
    } else if (!account.email.empty()) {
        AddUserInput user{account.first_name, account.last_name, account.email, {}, input.password};
        if (PersonName{user.first_name, user.last_name}.whole().empty())
            user.first_name = account.name();
        added.owner = insert_user(tx, user, added.client);
    }
    const NewEvent event{event_type::kClientAdd,
                         {{"userid", std::to_string(added.client.value())},
                          {"owner_user_id", std::to_string(added.owner.value())}}};
    const std::string id = std::to_string(added.client.value());
    const bool is_welcomed = input.send_mail && !account.email.empty();
    record_change(tx, actor, event, added.client,
                  "Created Client " + account.name() + " - Client ID: " + id,
                  is_welcomed ? "client:" + id : "");
    return added;
}

Result<ContactId> add_contact(Tx& tx, const Actor& actor, const AddContactInput& input) {
    if (!is_staff(actor)) return fail(Errc::not_permitted);
    ContactCard contact = input.contact;
    if (!tx.find_client(contact.client)) return fail(Errc::client_not_found);
    if (auto ok = tidy_card(contact); !ok) return tl::unexpected(std::move(ok.error()));
    tx.records().lock(RecordType::contact);
    if (!contact.email.empty() && tx.accounts().has_contact(contact.client, contact.email)) {
        return fail(Errc::already_exists, "contact");
    }
    std::string name = PersonName{contact.first_name, contact.last_name}.whole();
    if (name.empty()) name = contact.company.empty() ? contact.email : contact.company;
    contact.id = ContactId(tx.records().insert(
        RecordType::contact,
        record_of(RecordType::contact, {{"client", std::to_string(contact.client.value())},
                                        {"name", name},
                                        {"email", contact.email},
                                        {"phone", contact.phone}})));
    tx.accounts().complete_contact(contact);
    record_change(tx, actor,
                  {event_type::kContactAdd,
                   {{"userid", std::to_string(contact.client.value())},
                    {"contactid", std::to_string(contact.id.value())}}},
                  contact.client,
                  "Added Contact " + name + " - Contact ID: " + std::to_string(contact.id.value()));
    return contact.id;
}

Result<UserId> add_user(Tx& tx, const Actor& actor, const AddUserInput& input) {
    if (!is_staff(actor)) return fail(Errc::not_permitted);
    AddUserInput user = input;
    for (const auto& ok :
         {tidy_all(user.first_name, user.last_name, user.language), tidy_email(user.email)}) {
        if (!ok) return tl::unexpected(ok.error());
    }
    tx.records().lock(RecordType::user);
    if (user_exists(tx, user.email)) return fail(Errc::already_exists, "user");
    const UserId id = insert_user(tx, user, {});
    record_change(tx, actor, {event_type::kUserAdd, {{"user_id", std::to_string(id.value())}}}, {},
                  "Created User " + PersonName{user.first_name, user.last_name}.whole() +
                      " - User ID: " + std::to_string(id.value()));
    return id;
}

Result<ClientId> delete_account(Tx& tx, const Actor& actor, const DeleteAccountInput& input) {
    if (!is_staff(actor)) return fail(Errc::not_permitted);
    Records& records = tx.records();
    records.lock(RecordType::client);
    const std::optional<Account> account = tx.accounts().find(input.client);
    if (!account) return fail(Errc::client_not_found);
    records.lock_referrers(RecordType::client);
    std::vector<Referrers> others = records.referrers(RecordType::client, input.client.value());
    std::erase_if(others, [](const Referrers& other) {
        return other.what != "tickets" && other.what != "credentials";
    });
    if (!others.empty()) return fail(Errc::record_in_use, "needed by " + counted(others));

    const std::vector<Member> members = tx.accounts().members(input.client);
    tx.accounts().remove_belongings(input.client);
    records.remove(RecordType::client, input.client.value());
    for (const Member& member : members) {
        const std::int64_t user = member.id.value();
        const bool goes = input.with_users && tx.accounts().client_count(member.id) == 0 &&
                          records.referrers(RecordType::user, user).empty();
        if (goes) records.remove(RecordType::user, user);
    }
    record_change(tx, actor,
                  {event_type::kClientDelete, {{"userid", std::to_string(input.client.value())}}},
                  {}, "Client Deleted - ID: " + std::to_string(input.client.value()));
    return input.client;
}

}  // namespace desk::core
