#include "store/sql_tx.hpp"
#include "util/text.hpp"

namespace desk::store {

namespace {

struct OpeningNames {
    std::int64_t department = 0, default_department = 0;
    std::string department_name, status;
    std::int64_t client = 0;
    std::string client_code, client_email;
    std::int64_t user = 0, contact = 0, service = 0, domain = 0;

    void each(auto&& bind) {
        bind("department", department), bind("default_department", default_department);
        bind("department_name", department_name);
        bind("status", status), bind("client", client), bind("client_code", client_code);
        bind("client_email", client_email), bind("user", user), bind("contact", contact);
        bind("service", service), bind("domain", domain);
    }
};

struct OpeningRow {
    std::int64_t department = 0, prevent_closure = 0, hidden = 0, status = 0, client = 0;
    std::string department_name, status_title, client_name, client_email, client_code;
    std::int64_t user = 0, user_disabled = 0, is_owner = 0, contact = 0, service = 0, domain = 0;
    std::string user_name, user_email, contact_name, contact_email;

    static auto columns(OpeningRow& r) {
        return std::tie(r.department, r.department_name, r.prevent_closure, r.hidden, r.status,
                        r.status_title, r.client, r.client_name, r.client_email, r.client_code,
                        r.user, r.user_name, r.user_email, r.user_disabled, r.is_owner, r.contact,
                        r.contact_name, r.contact_email, r.service, r.domain);
    }
};

/// Always one row; what was not found is NULL in it, which reads as 0.
const Query<OpeningNames, OpeningRow> kOpeningFacts{"opening facts", R"sql(
    SELECT d.id, d.name, d.prevent_client_closure, d.hidden, s.id, s.title,
           c.id, c.name, c.email, c.code,
           u.id, u.name, u.email, u.disabled, cu.is_owner,
           k.id, k.name, k.email, v.id, o.id
    FROM (SELECT CAST(:department AS BIGINT) AS department,
                 CAST(:default_department AS BIGINT) AS default_department,
                 CAST(:department_name AS TEXT) AS department_name,
                 CAST(:status AS TEXT) AS status,
                 CAST(:client AS BIGINT) AS client,
                 CAST(:client_code AS TEXT) AS client_code,
                 CAST(:client_email AS TEXT) AS client_email,
                 CAST(:user AS BIGINT) AS user_id,
                 CAST(:contact AS BIGINT) AS contact,
                 CAST(:service AS BIGINT) AS service,
                 CAST(:domain AS BIGINT) AS domain) q
    LEFT JOIN department d ON d.id =
        CASE WHEN q.department <> 0 THEN q.department
             WHEN q.department_name <> '' THEN
                 (SELECT id FROM department WHERE name_folded = q.department_name)
             WHEN q.default_department <> 0 THEN (SELECT min(id) FROM department) END
    LEFT JOIN ticket_status s ON s.title_folded = q.status
    LEFT JOIN client c ON c.id =
        CASE WHEN q.client <> 0 THEN q.client
             WHEN q.client_code <> '' THEN
                 (SELECT id FROM client WHERE code = q.client_code AND code <> '')
             WHEN q.client_email <> '' THEN
                 (SELECT min(id) FROM client WHERE email_folded = q.client_email) END
    LEFT JOIN client_user cu ON cu.client_id = c.id AND cu.user_id = q.user_id
    LEFT JOIN "user" u ON u.id = cu.user_id
    LEFT JOIN contact k ON k.id = q.contact AND k.client_id = c.id
    LEFT JOIN service v ON v.id = q.service AND v.client_id = c.id
    LEFT JOIN domain o ON o.id = q.domain AND o.client_id = c.id)sql"};

struct OpeningIds {
    std::int64_t department = 0, client = 0;
    std::string status;

    void each(auto&& bind) {
        bind("department", department), bind("client", client), bind("status", status);
    }
};

/// The same row for the usual call, which names department and client by id and nobody else. Three
/// tables instead of ten: on PostgreSQL each table of a plan is locked and opened at every run.
const Query<OpeningIds, OpeningRow> kOpeningFactsByIds{"opening facts by ids", R"sql(
    SELECT d.id, d.name, d.prevent_client_closure, d.hidden, s.id, s.title,
           c.id, c.name, c.email, c.code, 0, '', '', 0, 0, 0, '', '', 0, 0
    FROM ticket_status s
    LEFT JOIN department d ON d.id = :department
    LEFT JOIN client c ON c.id = :client
    WHERE s.title_folded = :status)sql"};

bool names_ids_alone(const core::OpeningQuery& query) {
    return query.department.id.is_set() && query.client_code.empty() &&
           query.client_email.empty() && !query.user.is_set() && !query.contact.is_set() &&
           !query.service.is_set() && !query.domain.is_set();
}

OpeningNames names_of(const core::OpeningQuery& query) {
    OpeningNames names;
    names.department = query.department.id.value();
    names.default_department = query.default_department ? 1 : 0;
    if (!query.department.id.is_set()) names.department_name = fold(query.department.name);
    names.client = query.client.value();
    names.client_code = query.client_code;
    names.client_email = fold(query.client_email);
    names.user = query.user.value();
    names.contact = query.contact.value();
    names.service = query.service.value();
    names.domain = query.domain.value();
    return names;
}

OpeningRow find_opening_row(Connection& connection, const core::OpeningQuery& query) {
    std::string status = query.status_title.empty() ? "open" : fold(query.status_title);
    if (names_ids_alone(query)) {
        auto row = connection.one(kOpeningFactsByIds,
                                  {query.department.id.value(), query.client.value(), status});
        if (row) return std::move(*row);  // none: the status is unknown; the rest may be known
    }
    OpeningNames names = names_of(query);
    names.status = std::move(status);
    return *connection.one(kOpeningFacts, std::move(names));
}

}  // namespace

core::OpeningFacts SqlTx::opening_facts(const core::OpeningQuery& query) {
    OpeningRow row = find_opening_row(connection_, query);

    core::OpeningFacts facts;
    if (row.department != 0) {
        facts.department = {core::DepartmentId(row.department), std::move(row.department_name),
                            row.prevent_closure != 0, row.hidden != 0};
    }
    if (row.status != 0) {
        facts.status = {core::StatusId(row.status), std::move(row.status_title)};
    }
    if (row.client != 0) {
        facts.client = {core::ClientId(row.client), std::move(row.client_name),
                        std::move(row.client_email), std::move(row.client_code)};
    }
    if (row.user != 0) {
        facts.user = {core::UserId(row.user),    std::move(row.user_name),
                      std::move(row.user_email), {},
                      row.user_disabled != 0,    row.is_owner != 0};
    }
    if (row.contact != 0) {
        facts.contact = {core::ContactId(row.contact), std::move(row.contact_name),
                         std::move(row.contact_email)};
    }
    facts.service_found = row.service != 0;
    facts.domain_found = row.domain != 0;
    return facts;
}

}  // namespace desk::store
