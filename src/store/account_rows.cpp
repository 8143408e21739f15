#include "core/person_name.hpp"
#include "store/account_columns.hpp"
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

}  // namespace desk::store
