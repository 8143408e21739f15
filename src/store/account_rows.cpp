#include "core/person_name.hpp"
#include "store/account_columns.hpp"
#include "store/client_columns.hpp"
#include "store/sql_accounts.hpp"

namespace desk::store {

namespace {

const Query<ById, AccountRow> kAccount{"account by id", kSelectAccount + "WHERE id = :id"};
const Query<ById, ServiceRow> kService{"service by id",
                                       std::string(kSelectService) + "WHERE id = :id"};

struct MemberRow {
    std::int64_t id = 0, is_owner = 0;
    std::string name, email;
    static auto columns(MemberRow& r) { return std::tie(r.id, r.name, r.email, r.is_owner); }
};
const Query<ById, MemberRow> kMembers{"users of client", R"sql(
    SELECT u.id, u.name, u.email, m.is_owner
    FROM client_user m JOIN "user" u ON u.id = m.user_id
    WHERE m.client_id = :id ORDER BY m.user_id LIMIT 1000)sql"};

struct CancelColumns {
    std::int64_t service = 0, at_period_end = 0;
    std::string reason;
    std::int64_t agent = 0, now = 0;
    void each(auto&& bind) {
        bind("service", service), bind("at_period_end", at_period_end), bind("reason", reason);
        bind("agent", agent), bind("now", now);
    }
};
const Query<CancelColumns> kInsertCancelRequest{"add cancellation request", R"sql(
    INSERT INTO cancel_request (service_id, at_period_end, reason, agent_id, created_at)
    VALUES (:service, :at_period_end, :reason, :agent, :now)
    ON CONFLICT (service_id) DO NOTHING)sql"};

struct NoteColumns {
    std::int64_t client = 0, agent = 0;
    std::string agent_name, body;
    std::int64_t sticky = 0, now = 0;
    void each(auto&& bind) {
        bind("client", client), bind("agent", agent), bind("agent_name", agent_name);
        bind("body", body), bind("sticky", sticky), bind("now", now);
    }
};
const Query<NoteColumns, IdRow> kInsertNote{"add client note", R"sql(
    INSERT INTO client_note (client_id, agent_id, agent_name, body, sticky, created_at)
    VALUES (:client, :agent, :agent_name, :body, :sticky, :now)
    RETURNING id)sql"};

struct UserNames {
    std::int64_t id = 0;
    std::string first, last, language;
    void each(auto&& bind) {
        bind("id", id), bind("first", first), bind("last", last), bind("language", language);
    }
};
const Query<UserNames> kNameUser{"name user", R"sql(
    UPDATE "user" SET first_name = :first, last_name = :last, language = :language
    WHERE id = :id)sql"};
const Query<ClientUserColumns> kAddMember{"add user of client", kInsertClientUserSql};
const Query<ById, IdRow> kClientCount{"count clients of user",
                                      "SELECT COUNT(*) FROM client_user WHERE user_id = :id"};

struct ContactOfClient {
    std::int64_t client = 0;
    std::string email;
    void each(auto&& bind) { bind("client", client), bind("email", email); }
};
const Query<ContactOfClient, IdRow> kHasContact{"contact by e-mail", R"sql(
    SELECT id FROM contact
    WHERE client_id = :client AND LOWER(email) = LOWER(CAST(:email AS TEXT)) LIMIT 1)sql"};

struct ContactDetails {
    std::int64_t id = 0;
    std::string first, last, company, line1, line2, city, state, postcode, country, mail_about;
    std::int64_t now = 0;
    void each(auto&& bind) {
        bind("id", id), bind("first", first), bind("last", last), bind("company", company);
        bind("line1", line1), bind("line2", line2), bind("city", city), bind("state", state);
        bind("postcode", postcode), bind("country", country), bind("mail_about", mail_about);
        bind("now", now);
    }
};
const Query<ContactDetails> kCompleteContact{"complete contact", R"sql(
    UPDATE contact SET first_name = :first, last_name = :last, company = :company,
           address1 = :line1, address2 = :line2, city = :city, state = :state,
           postcode = :postcode, country = :country, mail_about = :mail_about,
           created_at = :now, updated_at = :now
    WHERE id = :id)sql"};

const Query<ById> kRemoveRequests{"remove cancellation requests of client", R"sql(
    DELETE FROM cancel_request
    WHERE service_id IN (SELECT id FROM service WHERE client_id = :id))sql"};
const Query<ById> kRemoveContacts{"remove contacts of client",
                                  "DELETE FROM contact WHERE client_id = :id"};
const Query<ById> kRemoveServices{"remove services of client",
                                  "DELETE FROM service WHERE client_id = :id"};
const Query<ById> kRemoveDomains{"remove domains of client",
                                 "DELETE FROM domain WHERE client_id = :id"};
const Query<ById> kRemoveMembers{"remove users of client",
                                 "DELETE FROM client_user WHERE client_id = :id"};

}  // namespace

core::Account to_account(AccountRow&& row) {
    // A client with nothing but a company's name has neither of the two.
    core::PersonName name{std::move(row.first_name), std::move(row.last_name)};
    if (row.company.empty()) {
        name = core::name_of(std::move(name.first), std::move(name.last), row.name);
    }
    core::Account account;
    account.id = core::ClientId(row.id);
    account.first_name = std::move(name.first);
    account.last_name = std::move(name.last);
    account.company = std::move(row.company);
    account.email = std::move(row.email);
    account.phone = std::move(row.phone);
    account.code = std::move(row.code);
    account.notes = std::move(row.notes);
    account.status = std::move(row.status);
    account.address = to_address(std::move(row.address));
    account.created_at = to_time_if_any(row.created_at);
    return account;
}

core::ServiceCard to_service(ServiceRow&& row) {
    return {core::ServiceId(row.id), core::ClientId(row.client), std::move(row.name),
            std::move(row.status)};
}

std::optional<core::Account> SqlAccounts::find(core::ClientId id) {
    std::optional<AccountRow> row = connection_.one(kAccount, {id.value()});
    if (!row) return std::nullopt;
    return to_account(std::move(*row));
}

std::vector<core::Member> SqlAccounts::members(core::ClientId client) {
    std::vector<core::Member> members;
    for (MemberRow& row : connection_.all(kMembers, {client.value()})) {
        members.push_back(
            {core::UserId(row.id), std::move(row.name), std::move(row.email), row.is_owner != 0});
    }
    return members;
}

std::optional<core::ServiceCard> SqlAccounts::find(core::ServiceId id) {
    std::optional<ServiceRow> row = connection_.one(kService, {id.value()});
    if (!row) return std::nullopt;
    return to_service(std::move(*row));
}

bool SqlAccounts::insert_cancel_request(const core::CancelRequest& request,
                                        const core::Actor& actor) {
    return connection_.run(kInsertCancelRequest,
                           {request.service.value(), request.at_period_end ? 1 : 0, request.reason,
                            actor.agent.value(), to_column(tx_.clock().now())}) > 0;
}

std::int64_t SqlAccounts::insert_note(const core::ClientNote& note, const core::Actor& actor) {
    return connection_
        .one(kInsertNote, {note.client.value(), actor.agent.value(), actor.agent_name, note.body,
                           note.sticky ? 1 : 0, to_column(tx_.clock().now())})
        ->id;
}

void SqlAccounts::name_user(core::UserId user, const std::string& first, const std::string& last,
                            const std::string& language) {
    connection_.run(kNameUser, {user.value(), first, last, language});
}

void SqlAccounts::add_member(core::ClientId client, core::UserId user, bool is_owner) {
    connection_.run(kAddMember, {client.value(), user.value(), is_owner ? 1 : 0});
}

std::int64_t SqlAccounts::client_count(core::UserId user) {
    return connection_.one(kClientCount, {user.value()})->id;
}

bool SqlAccounts::has_contact(core::ClientId client, const std::string& email) {
    return connection_.one(kHasContact, {client.value(), email}).has_value();
}

void SqlAccounts::complete_contact(const core::ContactCard& contact) {
    const core::PostalAddress& address = contact.address;
    connection_.run(kCompleteContact,
                    {contact.id.value(), contact.first_name, contact.last_name, contact.company,
                     address.line1, address.line2, address.city, address.state, address.postcode,
                     address.country, joined(contact.mail_about), to_column(tx_.clock().now())});
}

void SqlAccounts::remove_belongings(core::ClientId client) {
    for (const Query<ById>* query :
         {&kRemoveRequests, &kRemoveContacts, &kRemoveServices, &kRemoveDomains, &kRemoveMembers}) {
        connection_.run(*query, {client.value()});
    }
}

}  // namespace desk::store
