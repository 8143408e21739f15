#include "store/record_tables.hpp"

#include <algorithm>

namespace desk::store {

namespace {

using core::RecordField;
using core::RecordKind;
using core::RecordType;
using core::ValueType;
using T = core::RecordType;

/// Where a kind is kept, and where its columns are called otherwise than its fields.
struct Place {
    RecordType type{};
    std::string_view table;
    std::vector<std::pair<std::string_view, std::string_view>> columns;
    std::vector<std::string_view> folded;  ///< fields with a column *_folded
};

/// A field that is rows of another table.
struct Link {
    RecordType type{};
    std::string_view field, table, own, other;
    std::string_view condition = {};
};

struct Referrer {
    RecordType type{};
    std::string_view what, table, condition;
};

// clang-format off
const std::vector<Place>& places() {
    static const std::vector<Place> all{
        {T::department, "department", {{"order", "sort_order"}}, {"name"}},
        {T::status, "ticket_status", {{"active", "is_active"}, {"awaiting_reply", "awaits_reply"}, {"order", "sort_order"}, {"core", "is_core"}}, {"title"}},
        {T::agent, "agent", {{"password", "password_hash"}, {"login_digest", "login_digest_hash"}}, {"login"}},
        {T::role, "role", {}, {"name"}},
        {T::client, "client", {}, {"email", "name", "last_name", "company"}},
        {T::contact, "contact", {{"client", "client_id"}}, {}},
        {T::user, "user", {{"password", "password_hash"}}, {"email"}},
        {T::service, "service", {{"client", "client_id"}}, {}},
        {T::domain, "domain", {{"client", "client_id"}}, {}},
        {T::custom_field, "custom_field", {{"department", "department_id"}, {"order", "sort_order"}}, {}},
        {T::credential, "credential", {{"agent", "agent_id"}, {"client", "client_id"}, {"notes", "notes_hidden"}}, {}},
        {T::ban, "banned_address", {}, {}},
        {T::escalation_rule, "escalation_rule", {{"set_agent", "set_flag"}}, {"name"}},
        {T::announcement, "announcement", {{"date", "announced_at"}}, {}},
        {T::predefined_category, "predefined_category", {{"parent", "parent_id"}}, {"name"}},
        {T::predefined_reply, "predefined_reply", {{"category", "category_id"}}, {"name"}},
        {T::spam_rule, "spam_rule", {}, {"content"}},
        {T::email_template, "email_template", {}, {"name"}},
    };
    return all;
}

const std::vector<Link>& links() {
    static const std::vector<Link> all{
        {T::agent, "departments", "agent_department", "agent_id", "department_id"},
        {T::user, "clients", "client_user", "user_id", "client_id"},
        {T::user, "owner_of", "client_user", "user_id", "client_id", "is_owner = 1"},
        {T::credential, "roles", "credential_role", "credential_id", "role_id"},
        {T::escalation_rule, "departments", "escalation_rule_department", "rule_id", "department_id"},
        {T::escalation_rule, "statuses", "escalation_rule_status", "rule_id", "status_id"},
    };
    return all;
}

const std::vector<Referrer>& referrers() {
    static const std::vector<Referrer> all{
        {T::department, "custom fields", "custom_field", "department_id = :id"},
        {T::department, "escalation rules", "escalation_rule",
         "set_department = :id OR id IN (SELECT rule_id FROM escalation_rule_department WHERE department_id = :id)"},
        {T::status, "escalation rules", "escalation_rule",
         "set_status = :id OR id IN (SELECT rule_id FROM escalation_rule_status WHERE status_id = :id)"},
        {T::agent, "credentials", "credential", "agent_id = :id"},
        {T::agent, "escalation rules", "escalation_rule", "set_flag = :id"},
        {T::role, "credentials", "credential_role", "role_id = :id"},
        {T::client, "contacts", "contact", "client_id = :id"},
        {T::client, "users", "client_user", "client_id = :id"},
        {T::client, "services", "service", "client_id = :id"},
        {T::client, "domains", "domain", "client_id = :id"},
        {T::client, "credentials", "credential", "client_id = :id"},
        // Reads every ticket: an index would cost each that is opened.
        {T::user, "tickets", "ticket", "user_id = :id"},
        {T::custom_field, "answers", "custom_field_value", "field_id = :id"},
        {T::predefined_category, "texts", "predefined_reply", "category_id = :id"},
        {T::predefined_category, "inner ones", "predefined_category", "parent_id = :id"},
    };
    return all;
}
// clang-format on

/// Tickets by a column that counters are kept for: the living ones are counted there already, for
/// the merged ones there is an index.
/// \param deleted  which of the deleted ones to look at
std::string tickets_by(const std::string& column, const std::string& before_merge,
                       const std::string& deleted) {
    const std::string of_ticket = before_merge.empty()
                                      ? column + " = :id"
                                      : "(" + column + " = :id OR " + before_merge + " = :id)";
    return "SELECT CAST(COALESCE((SELECT SUM(count) FROM ticket_counter WHERE " + column +
           " = :id), 0) + (SELECT COUNT(*) FROM ticket WHERE " + deleted + " AND " + of_ticket +
           ") + (SELECT COUNT(*) FROM ticket WHERE merged_into > 0 AND deleted_at = 0 AND " +
           of_ticket + ") AS BIGINT)";
}

/// A purged ticket keeps its department and its status, and no index has it: all tickets are read.
constexpr const char* kAllDeleted = "deleted_at > 0";
/// Of whose it was it keeps nothing; for the other deleted ones there is an index.
constexpr const char* kNotPurged = "deleted_at > 0 AND purged_at = 0";

/// Tickets of a client that say so: the living, the merged and the deleted ones have an index each.
std::string tickets_of_client(const std::string& client, const std::string& condition) {
    const std::string of_client = " AND client_id = " + client + condition + ")";
    const std::string count = "(SELECT COUNT(*) FROM ticket WHERE ";
    return "SELECT " + count + "client_id > 0 AND merged_into = 0 AND deleted_at = 0" + of_client +
           " + " + count + "merged_into > 0 AND deleted_at = 0" + of_client + " + " + count +
           kNotPurged + of_client;
}

/// Sorted after they are found: PostgreSQL would rather walk all ids in their order.
constexpr const char* kLowestFirst = " ORDER BY id + 0 LIMIT 1000";

/// SQL of one kind, put together from its place and its fields.
class TableMaker {
  public:
    TableMaker(const Place& place, const RecordKind& kind) : place_(place), kind_(kind) {}

    RecordTable make() {
        table_.name = place_.table;
        table_.in_sql = table_.name == "user" ? "\"user\"" : table_.name;
        for (const std::string_view field : place_.folded) {
            table_.folded.push_back(core::field_index(kind_, field));
        }
        make_reads();
        make_writes();
        make_links();
        make_referrers();
        return std::move(table_);
    }

  private:
    [[nodiscard]] std::string label(std::string_view what) const {
        return std::string(what) + " " + std::string(kind_.title);
    }

    static bool is_link(const RecordField& field) { return field.type == ValueType::records; }

    /// What records are called, and what must not be taken.
    [[nodiscard]] bool is_looked_for(const RecordField& field) const {
        return field.is_unique ||
               std::find(kind_.keys.begin(), kind_.keys.end(), field.name) != kind_.keys.end();
    }

    [[nodiscard]] std::string column_of(std::string_view field) const {
        for (const auto& [name, column] : place_.columns) {
            if (name == field) return std::string(column);
        }
        return std::string(field);
    }

    [[nodiscard]] bool is_folded(std::string_view field) const {
        return std::find(place_.folded.begin(), place_.folded.end(), field) != place_.folded.end();
    }

    /// All columns as texts, in the order of the fields; nothing where there is none.
    [[nodiscard]] std::string select() const {
        std::string sql = "SELECT id";
        for (std::size_t i = 0; i < kMostRecordColumns; ++i) {
            const bool has_column = i < kind_.fields.size() && !is_link(kind_.fields[i]);
            sql += has_column ? ", CAST(" + column_of(kind_.fields[i].name) + " AS TEXT)" : ", ''";
        }
        return sql + " FROM " + table_.in_sql + " WHERE ";
    }

    void make_reads() {
        const std::string read = select();
        table_.find = {label("find"), read + "id = :id"};
        table_.ids = {label("ids of"), "SELECT id FROM " + table_.in_sql + " ORDER BY id"};
        table_.list = {label("list"), read + "id > :after ORDER BY id LIMIT :most"};
        for (const RecordField& field : kind_.fields) {
            const std::string column = column_of(field.name);
            if (field.type == ValueType::record) {
                table_.list_of[field.name] = {
                    label("list") + " of " + std::string(field.name),
                    read + column + " = :owner AND id > :after ORDER BY id LIMIT :most"};
            } else if (field.type == ValueType::number) {
                table_.next_number[field.name] = {
                    label("next number of"),
                    "SELECT COALESCE(MAX(" + column + "), 0) + 1 FROM " + table_.in_sql};
            } else if (is_looked_for(field)) {
                table_.find_by[field.name] = {label("find") + " by " + std::string(field.name),
                                              read + says(field) + kLowestFirst};
            }
        }
    }

    [[nodiscard]] std::string says(const RecordField& field) const {
        const std::string column = column_of(field.name);
        if (is_folded(field.name)) return column + "_folded = :text";
        if (field.type == ValueType::code) {  // as the partial index has it
            return column + " = :text AND " + column + " <> ''";
        }
        return "LOWER(CAST(" + column + " AS TEXT)) = LOWER(:text)";
    }

    /// Every value is given as text, all of them in one row, of which the statement takes what it
    /// needs.
    void make_writes() {
        std::string names = "id";
        std::string values = "CAST(:id AS BIGINT)";
        std::string changes;
        const auto add = [&](const std::string& column, const std::string& value) {
            names += ", " + column;
            values += ", " + value;
            changes += (changes.empty() ? "" : ", ") + column + " = " + value;
        };
        for (std::size_t i = 0; i < kind_.fields.size(); ++i) {
            const RecordField& field = kind_.fields[i];
            if (is_link(field)) continue;
            const std::string given = "given.p" + std::to_string(i);
            add(column_of(field.name),
                core::is_kept_as_number(field) ? "CAST(" + given + " AS BIGINT)" : given);
        }
        for (std::size_t i = 0; i < place_.folded.size(); ++i) {
            add(column_of(place_.folded[i]) + "_folded",
                "given.p" + std::to_string(kind_.fields.size() + i));
        }
        std::string given = " FROM (SELECT ";
        for (std::size_t i = 0; i < kMostRecordColumns; ++i) {
            const std::string number = std::to_string(i);
            given += (i == 0 ? ":p" : ", :p") + number + " AS p" + number;
        }
        given += ") AS given";
        if (kind_.type !=
            T::credential) {  // it has a secret beside its fields: insert_credential()
            table_.insert = {label("insert whole"), "INSERT INTO " + table_.in_sql + " (" + names +
                                                        ") SELECT " + values + given};
        }
        table_.update = {label("update"), "UPDATE " + table_.in_sql + " SET " + changes + given +
                                              " WHERE " + table_.in_sql +
                                              ".id = CAST(:id AS BIGINT)"};
        table_.remove = {label("remove"), "DELETE FROM " + table_.in_sql + " WHERE id = :id"};
    }

    void make_links() {
        for (const Link& link : links()) {
            if (link.type != kind_.type) continue;
            const std::string own(link.own);
            std::string sql = "SELECT " + own + ", " + std::string(link.other) + " FROM " +
                              std::string(link.table) + " WHERE " + own + " >= :first AND " + own +
                              " <= :last";
            if (!link.condition.empty()) sql += " AND " + std::string(link.condition);
            table_.links[link.field] = {label("links of"), sql + " ORDER BY 1, 2"};
            if (link.condition.empty()) remove_first(link.table, own);
        }
        table_.link_tables = table_.remove_first.size();
        if (kind_.type == T::department) remove_first("agent_department", "department_id");
        if (kind_.type == T::agent) remove_first("ticket_watcher", "agent_id");
        if (kind_.type == T::user) remove_first("access_token", "user_id");
        if (kind_.type == T::client) {
            remove_first("client_note", "client_id");
            remove_mail_of_client();
        }
        if (kind_.type == T::service) remove_first("cancel_request", "service_id");
        if (kind_.type == T::credential) remove_first("access_token", "credential_id");
    }

    void remove_first(std::string_view table, const std::string& column) {
        table_.remove_first.push_back(
            {label("remove what belongs to") + " in " + std::string(table),
             "DELETE FROM " + std::string(table) + " WHERE " + column + " = :id"});
    }

    /// What was written to it, and was not sent yet.
    void remove_mail_of_client() {
        const std::string mail = "outgoing_mail WHERE client_id = :id AND client_id > 0";
        const std::string what = label("remove mail of");
        table_.remove_first.push_back(
            {what, "DELETE FROM delivery WHERE event_id IN (SELECT event_id FROM " + mail + ")"});
        table_.remove_first.push_back({what, "DELETE FROM " + mail});
    }

    void make_referrers() {
        const auto add = [this](std::string_view what, std::string_view table, std::string sql) {
            table_.referrers.push_back(
                {what, {label("count referrers of") + ": " + std::string(what), std::move(sql)}});
            if (!table_.referring.empty()) table_.referring += ", ";
            table_.referring += table;
        };
        if (kind_.type == T::department) {
            add("tickets", "ticket", tickets_by("department_id", "", kAllDeleted));
        } else if (kind_.type == T::status) {
            add("tickets", "ticket", tickets_by("status_id", "status_before_merge", kAllDeleted));
        } else if (kind_.type == T::agent) {
            add("tickets", "ticket", tickets_by("flag_agent_id", "flag_before_merge", kNotPurged));
        } else if (kind_.type == T::client) {
            add("tickets", "ticket", tickets_of_client(":id", ""));
        } else if (kind_.type == T::contact || kind_.type == T::service ||
                   kind_.type == T::domain) {
            // A ticket loses these when it moves to another client, so that its client finds it.
            const std::string client =
                "(SELECT client_id FROM " + table_.in_sql + " WHERE id = :id)";
            add("tickets", "ticket",
                tickets_of_client(client, " AND " + table_.name + "_id = :id"));
        }
        for (const Referrer& other : referrers()) {
            if (other.type != kind_.type) continue;
            add(other.what, other.table,
                "SELECT COUNT(*) FROM " + std::string(other.table) + " WHERE " +
                    std::string(other.condition));
        }
    }

    const Place& place_;
    const RecordKind& kind_;
    RecordTable table_;
};

std::map<RecordType, RecordTable> make_tables() {
    std::map<RecordType, RecordTable> tables;
    for (const Place& place : places()) {
        tables.emplace(place.type, TableMaker(place, core::kind_of(place.type)).make());
    }
    return tables;
}

}  // namespace

const RecordTable& record_table(RecordType type) {
    static const std::map<RecordType, RecordTable> tables = make_tables();
    return tables.at(type);
}

}  // namespace desk::store
