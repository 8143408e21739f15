#include <algorithm>
#include <array>
#include <map>

#include "core/person_name.hpp"
#include "store/account_columns.hpp"
#include "store/agent_rows.hpp"
#include "store/office_columns.hpp"
#include "store/record_tables.hpp"
#include "store/sql_accounts.hpp"
#include "util/text.hpp"

namespace desk::store {

namespace {

// Clients
// -------------------------------------------------------------------------------------------

struct AccountFilter {
    std::string status, from, to;
    std::int64_t start = 0, most = 0;
    void each(auto&& bind) {
        bind("status", status), bind("from", from), bind("to", to), bind("start", start);
        bind("most", most);
    }
};

const std::string kOfStatus =
    "(CAST(:status AS TEXT) = '' OR status = :status) AND CAST(:from AS TEXT) <= :to ";
const std::string kBeginning = R"sql( AND id IN (
        SELECT id FROM client WHERE email_folded >= :from AND email_folded < :to
        UNION SELECT id FROM client WHERE name_folded >= :from AND name_folded < :to
        UNION SELECT id FROM client WHERE last_name_folded >= :from AND last_name_folded < :to
        UNION SELECT id FROM client WHERE company_folded >= :from AND company_folded < :to) )sql";

struct OrderName {
    core::AccountOrder order;
    std::string_view column;
};
constexpr std::array kOrders{
    OrderName{core::AccountOrder::id, ""},
    OrderName{core::AccountOrder::first_name, "name_folded"},
    OrderName{core::AccountOrder::last_name, "last_name_folded"},
    OrderName{core::AccountOrder::company, "company_folded"},
    OrderName{core::AccountOrder::email, "email_folded"},
    OrderName{core::AccountOrder::created_at, "created_at"},
    OrderName{core::AccountOrder::status, "status"},
};

/// One statement for each order and direction; those that look for a beginning sort what they find.
struct AccountQueries {
    using Page = Query<AccountFilter, AccountRow>;
    std::map<std::pair<core::AccountOrder, bool>, Page> all, found;

    AccountQueries() {
        for (const auto& [order, column] : kOrders) {
            for (const bool descends : {false, true}) {
                const std::string by =
                    "ORDER BY " +
                    (column.empty() ? "" : std::string(column) + (descends ? " DESC, " : ", ")) +
                    (descends ? "id DESC" : "id") + " LIMIT :most OFFSET :start";
                const std::string name =
                    std::string(column.empty() ? "id" : column) + (descends ? " downwards" : "");
                all[{order, descends}] = {"clients by " + name,
                                          kSelectAccount + "WHERE " + kOfStatus + by};
                found[{order, descends}] = {
                    "clients found by " + name,
                    kSelectAccount + "WHERE " + kOfStatus + kBeginning + by};
            }
        }
    }
};
const AccountQueries kAccounts;

const Query<AccountFilter, IdRow> kCountAccounts{
    "count clients", "SELECT COUNT(*) FROM client WHERE " + kOfStatus +
                         " AND CAST(:start AS BIGINT) <= CAST(:most AS BIGINT)"};
const Query<AccountFilter, IdRow> kCountFound{
    "count clients found", "SELECT COUNT(*) FROM client WHERE " + kOfStatus +
                               " AND CAST(:start AS BIGINT) <= CAST(:most AS BIGINT)" + kBeginning};

/// Behind every text that begins so: the highest character there is.
std::string end_of(const std::string& beginning) { return beginning + "\xF4\x8F\xBF\xBF"; }

// Contacts
// ------------------------------------------------------------------------------------------

struct ContactFilter {
    std::int64_t client = 0;
    std::string first, last, company, email, phone, city;
    std::int64_t start = 0, most = 0;
    void each(auto&& bind) {
        bind("client", client), bind("first", first), bind("last", last);
        bind("company", company), bind("email", email), bind("phone", phone), bind("city", city);
        bind("start", start), bind("most", most);
    }
};

struct ContactRow {
    std::int64_t id = 0, client = 0, created_at = 0, updated_at = 0;
    std::string name, first_name, last_name, company, email, phone, mail_about;
    AddressColumns address;
    static auto columns(ContactRow& r) {
        return std::tuple_cat(std::tie(r.id, r.client, r.name, r.first_name, r.last_name, r.company,
                                       r.email, r.phone, r.mail_about, r.created_at, r.updated_at),
                              AddressColumns::columns(r.address));
    }
};

std::string is(const std::string& column, const std::string& parameter) {
    const std::string given = "CAST(:" + parameter + " AS TEXT)";
    return " AND (" + given + " = '' OR LOWER(" + column + ") = LOWER(" + given + "))";
}

/// A contact's name is kept whole: its first name is how it begins, its last how it ends.
std::string contacts_sql(const std::string& select, bool of_client) {
    return select + " FROM contact WHERE " +
           (of_client ? "client_id = :client" : "CAST(:client AS BIGINT) = 0") +
           is("company", "company") + is("email", "email") + is("phone", "phone") +
           is("city", "city") + R"sql(
        AND (CAST(:first AS TEXT) = ''
             OR LOWER(SUBSTR(name || ' ', 1, LENGTH(CAST(:first AS TEXT)) + 1))
                = LOWER(CAST(:first AS TEXT) || ' '))
        AND (CAST(:last AS TEXT) = ''
             OR LOWER(SUBSTR(' ' || name, LENGTH(name) - LENGTH(CAST(:last AS TEXT)) + 1))
                = LOWER(' ' || CAST(:last AS TEXT))) )sql";
}
const std::string kSelectContact =
    std::string(
        "SELECT id, client_id, name, first_name, last_name, company, email, phone, "
        "mail_about, created_at, updated_at, ") +
    kAddressColumnList;
const std::string kSelectCount = "SELECT COUNT(*)";
const std::string kPage = "ORDER BY id LIMIT :most OFFSET :start";

const Query<ContactFilter, ContactRow> kContacts{"contacts",
                                                 contacts_sql(kSelectContact, false) + kPage};
const Query<ContactFilter, ContactRow> kContactsOfClient{
    "contacts of client", contacts_sql(kSelectContact, true) + kPage};
const Query<ContactFilter, IdRow> kCountContacts{"count contacts",
                                                 contacts_sql(kSelectCount, false) + kCountsAlike};
const Query<ContactFilter, IdRow> kCountContactsOfClient{
    "count contacts of client", contacts_sql(kSelectCount, true) + kCountsAlike};

core::ContactCard to_contact(ContactRow&& row) {
    const core::PersonName name =
        core::name_of(std::move(row.first_name), std::move(row.last_name), row.name);
    core::ContactCard contact;
    contact.id = core::ContactId(row.id);
    contact.client = core::ClientId(row.client);
    contact.first_name = name.first;
    contact.last_name = name.last;
    contact.company = std::move(row.company);
    contact.email = std::move(row.email);
    contact.phone = std::move(row.phone);
    contact.address = to_address(std::move(row.address));
    for (const std::string_view subject : split(row.mail_about, ',')) {
        if (!subject.empty()) contact.mail_about.emplace_back(subject);
    }
    contact.created_at = to_time_if_any(row.created_at);
    contact.updated_at = to_time_if_any(row.updated_at);
    return contact;
}

// Users
// ---------------------------------------------------------------------------------------------

struct UserFilter {
    std::string pattern;  ///< of LIKE, in lower case; "%": all
    std::int64_t start = 0, most = 0;
    void each(auto&& bind) { bind("pattern", pattern), bind("start", start), bind("most", most); }
};
struct UserCardRow {
    std::int64_t id = 0, created_at = 0;
    std::string name, first_name, last_name, email, language;
    static auto columns(UserCardRow& r) {
        return std::tie(r.id, r.name, r.first_name, r.last_name, r.email, r.language, r.created_at);
    }
};
const std::string kUsersLike =
    R"sql( FROM "user" WHERE (CAST(:pattern AS TEXT) = '%' OR email_folded LIKE :pattern ESCAPE '!'
        OR LOWER(name) LIKE :pattern ESCAPE '!') )sql";
const std::string kSelectUser =
    "SELECT id, name, first_name, last_name, email, language, created_at" + kUsersLike;
const Query<UserFilter, UserCardRow> kUsers{"users", kSelectUser + kPage};
const Query<UserFilter, UserCardRow> kUsersDownwards{
    "users downwards", kSelectUser + "ORDER BY id DESC LIMIT :most OFFSET :start"};
const Query<UserFilter, IdRow> kCountUsers{"count users", kSelectCount + kUsersLike + kCountsAlike};

struct MembershipRow {
    std::int64_t user = 0, client = 0, is_owner = 0;
    static auto columns(MembershipRow& r) { return std::tie(r.user, r.client, r.is_owner); }
};
const Query<IdRange, MembershipRow> kMemberships{"clients of users", R"sql(
    SELECT user_id, client_id, is_owner FROM client_user
    WHERE user_id >= :first AND user_id <= :last ORDER BY user_id)sql"};

// Services
// ------------------------------------------------------------------------------------------

struct ServiceFilter {
    std::int64_t owner = 0, start = 0, most = 0;
    void each(auto&& bind) { bind("owner", owner), bind("start", start), bind("most", most); }
};
const std::string kOfOwner = "WHERE client_id = :owner ";
const std::string kOfAnyOwner = "WHERE CAST(:owner AS BIGINT) = 0 ";
const Query<ServiceFilter, ServiceRow> kServices{"services", kSelectService + kOfAnyOwner + kPage};
const Query<ServiceFilter, ServiceRow> kServicesOfClient{"services of client",
                                                         kSelectService + kOfOwner + kPage};
const Query<ServiceFilter, IdRow> kCountServices{
    "count services", kSelectCount + " FROM service " + kOfAnyOwner + kCountsAlike};
const Query<ServiceFilter, IdRow> kCountServicesOfClient{
    "count services of client", kSelectCount + " FROM service " + kOfOwner + kCountsAlike};

// Agents
// --------------------------------------------------------------------------------------------

struct AgentCardRow {
    AgentRow agent;
    std::string signature;
    static auto columns(AgentCardRow& r) {
        return std::tuple_cat(AgentRow::columns(r.agent), std::tie(r.signature));
    }
};
const Query<None, AgentCardRow> kAgents{
    "agents in full",
    std::string("SELECT ") + kAgentColumnList + ", a.signature FROM agent a ORDER BY a.id"};
const Query<None, LinkRow> kDepartmentsOfAgents{
    "departments of agents",
    "SELECT agent_id, department_id FROM agent_department ORDER BY agent_id, department_id"};

}  // namespace

std::int64_t SqlAccounts::most_of(const core::Slice& slice) {
    return std::clamp<std::int64_t>(slice.limit, 1, core::kMostOfASlice);
}

core::Sliced<core::Account> SqlAccounts::clients(const core::AccountSearch& search,
                                                 const core::Slice& slice) {
    tx_.expect_long_read();
    connection_.need_transaction();
    const std::string beginning = fold(search.beginning);
    const AccountFilter filter{search.status, beginning, end_of(beginning), slice.start,
                               most_of(slice)};
    const std::pair key{search.order, search.is_descending};
    const AccountFilter whole{filter.status, filter.from, filter.to, 0, 0};
    core::Sliced<core::Account> list;
    list.total = connection_.one(beginning.empty() ? kCountAccounts : kCountFound, whole)->id;
    const auto& queries = beginning.empty() ? kAccounts.all : kAccounts.found;
    for (AccountRow& row : connection_.all(queries.at(key), filter)) {
        list.rows.push_back(to_account(std::move(row)));
    }
    return list;
}

core::Sliced<core::ContactCard> SqlAccounts::contacts(const core::ContactSearch& search,
                                                      const core::Slice& slice) {
    tx_.expect_long_read();
    connection_.need_transaction();
    ContactFilter filter{search.client.value(), search.first_name, search.last_name, search.company,
                         search.email,          search.phone,      search.city};
    const bool of_client = search.client.is_set();
    core::Sliced<core::ContactCard> list;
    list.total = connection_.one(of_client ? kCountContactsOfClient : kCountContacts, filter)->id;
    filter.start = slice.start;
    filter.most = most_of(slice);
    for (ContactRow& row :
         connection_.all(of_client ? kContactsOfClient : kContacts, std::move(filter))) {
        list.rows.push_back(to_contact(std::move(row)));
    }
    return list;
}

core::Sliced<core::UserCard> SqlAccounts::users(const core::UserSearch& search,
                                                const core::Slice& slice) {
    tx_.expect_long_read();
    connection_.need_transaction();
    const std::string pattern = like_part(search.part);
    core::Sliced<core::UserCard> list;
    list.total = connection_.one(kCountUsers, {pattern, 0, 0})->id;
    std::map<std::int64_t, std::size_t> places;
    for (UserCardRow& row : connection_.all(search.is_descending ? kUsersDownwards : kUsers,
                                            {pattern, slice.start, most_of(slice)})) {
        core::PersonName name =
            core::name_of(std::move(row.first_name), std::move(row.last_name), row.name);
        places.emplace(row.id, list.rows.size());
        core::UserCard& user = list.rows.emplace_back();
        user.id = core::UserId(row.id);
        user.first_name = std::move(name.first);
        user.last_name = std::move(name.last);
        user.email = std::move(row.email);
        user.language = std::move(row.language);
        user.created_at = to_time_if_any(row.created_at);
    }
    if (places.empty()) return list;
    for (const MembershipRow& row :
         connection_.all(kMemberships, {places.begin()->first, places.rbegin()->first})) {
        const auto place = places.find(row.user);
        if (place == places.end()) continue;
        list.rows[place->second].clients.push_back({core::ClientId(row.client), row.is_owner != 0});
    }
    return list;
}

core::Sliced<core::ServiceCard> SqlAccounts::services(const core::ServiceSearch& search,
                                                      const core::Slice& slice) {
    core::Sliced<core::ServiceCard> list;
    if (search.service.is_set()) {
        std::optional<core::ServiceCard> service = find(search.service);
        if (!service || (search.client.is_set() && service->client != search.client)) return list;
        list.total = 1;
        if (slice.start == 0) list.rows.push_back(std::move(*service));
        return list;
    }
    tx_.expect_long_read();
    connection_.need_transaction();
    const bool of_client = search.client.is_set();
    const std::int64_t owner = search.client.value();
    list.total =
        connection_.one(of_client ? kCountServicesOfClient : kCountServices, {owner, 0, 0})->id;
    for (ServiceRow& row : connection_.all(of_client ? kServicesOfClient : kServices,
                                           {owner, slice.start, most_of(slice)})) {
        list.rows.push_back(to_service(std::move(row)));
    }
    return list;
}

std::vector<core::AgentCard> SqlAccounts::agents() {
    connection_.need_transaction();
    std::vector<core::AgentCard> agents;
    for (AgentCardRow& row : connection_.all(kAgents)) {
        agents.push_back({to_agent(std::move(row.agent)), std::move(row.signature), {}});
    }
    auto agent = agents.begin();
    for (const LinkRow& link : connection_.all(kDepartmentsOfAgents)) {
        while (agent != agents.end() && agent->agent.id.value() < link.own) ++agent;
        if (agent == agents.end()) break;
        if (agent->agent.id.value() == link.own) agent->departments.emplace_back(link.other);
    }
    return agents;
}

}  // namespace desk::store
