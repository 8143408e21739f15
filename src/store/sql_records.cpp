#include "store/sql_records.hpp"

#include <algorithm>
#include <iterator>

#include "util/text.hpp"

namespace desk::store {

namespace {

using core::Record;
using core::RecordType;

struct LinkColumns {
    std::int64_t own = 0, other = 0;
    void each(auto&& bind) { bind("own", own), bind("other", other); }
};

const Query<LinkColumns> kAddDepartment{
    "agent into department",
    "INSERT INTO agent_department (agent_id, department_id) VALUES (:own, :other)"};
const Query<LinkColumns> kAddRole{
    "role of credential",
    "INSERT INTO credential_role (credential_id, role_id) VALUES (:own, :other)"};

const Query<LinkColumns> kRuleForDepartment{
    "department of rule",
    "INSERT INTO escalation_rule_department (rule_id, department_id) VALUES (:own, :other)"};
const Query<LinkColumns> kRuleForStatus{
    "status of rule",
    "INSERT INTO escalation_rule_status (rule_id, status_id) VALUES (:own, :other)"};

struct MemberColumns {
    std::int64_t user = 0, client = 0, is_owner = 0;
    void each(auto&& bind) {
        bind("user", user), bind("client", client), bind("is_owner", is_owner);
    }
};

const Query<MemberColumns> kAddMembership{
    "user of client",
    "INSERT INTO client_user (client_id, user_id, is_owner) VALUES (:client, :user, :is_owner)"};

const Query<ById> kRevokeTokens{
    "revoke tokens of user",
    "UPDATE access_token SET revoked = 1 WHERE user_id = :id AND revoked = 0"};

std::vector<std::int64_t> ids_in(const std::string& text) {
    std::vector<std::int64_t> ids;
    if (text.empty()) return ids;
    for (const std::string_view id : split(text, ',')) ids.push_back(parse_id(id));
    return ids;
}

std::vector<std::int64_t> ids_in(RecordType type, const Record& record, std::string_view field) {
    return ids_in(record.values[core::field_index(core::kind_of(type), field)]);
}

RecordParams to_params(const RecordTable& table, const Record& record) {
    RecordParams params;
    params.id = record.id;
    std::copy(record.values.begin(), record.values.end(), params.text.begin());
    for (std::size_t i = 0; i < table.folded.size(); ++i) {
        params.text[record.values.size() + i] = fold(record.values[table.folded[i]]);
    }
    return params;
}

}  // namespace

void SqlRecords::lock(RecordType type) {
    services_.backend.lock_tables(connection_, record_table(type).in_sql);
}

void SqlRecords::lock_referrers(RecordType type) {
    const std::string& tables = record_table(type).referring;
    if (!tables.empty()) services_.backend.lock_tables(connection_, tables);
}

std::vector<Record> SqlRecords::to_records(RecordType type, std::vector<RecordRow>&& rows) {
    const core::RecordKind& kind = core::kind_of(type);
    std::vector<Record> records;
    for (RecordRow& row : rows) {
        const auto end = row.text.begin() + static_cast<std::ptrdiff_t>(kind.fields.size());
        records.push_back(
            {row.id, {std::make_move_iterator(row.text.begin()), std::make_move_iterator(end)}});
    }
    if (records.empty()) return records;
    for (const auto& [field, query] : record_table(type).links) {
        const std::size_t index = core::field_index(kind, field);
        auto record = records.begin();
        for (const LinkRow& link :
             connection_.all(query, {records.front().id, records.back().id})) {
            while (record != records.end() && record->id < link.own) ++record;
            if (record == records.end()) break;
            if (record->id != link.own) continue;
            std::string& text = record->values[index];
            if (!text.empty()) text += ',';
            text += std::to_string(link.other);
        }
    }
    return records;
}

std::optional<Record> SqlRecords::find(RecordType type, std::int64_t id) {
    std::vector<Record> found = to_records(type, connection_.all(record_table(type).find, {id}));
    if (found.empty()) return std::nullopt;
    return std::move(found.front());
}

std::vector<Record> SqlRecords::find_by(RecordType type, std::string_view field,
                                        std::string_view value) {
    const RecordTable& table = record_table(type);
    const bool is_folded = std::any_of(
        table.folded.begin(), table.folded.end(),
        [&](std::size_t index) { return core::kind_of(type).fields[index].name == field; });
    return to_records(type, connection_.all(table.find_by.at(field),
                                            {is_folded ? fold(value) : std::string(value)}));
}

std::vector<Record> SqlRecords::list(RecordType type, const core::RecordPage& page) {
    const RecordTable& table = record_table(type);
    const std::int64_t most = std::clamp(page.limit, 1, 1000);
    if (page.field.empty()) {
        return to_records(type, connection_.all(table.list, {page.after, most}));
    }
    return to_records(
        type, connection_.all(table.list_of.at(page.field), {page.after, most, page.value}));
}

std::vector<std::int64_t> SqlRecords::ids(RecordType type) {
    std::vector<std::int64_t> ids;
    for (const IdRow& row : connection_.all(record_table(type).ids)) ids.push_back(row.id);
    return ids;
}

std::int64_t SqlRecords::next_number(RecordType type, std::string_view field) {
    return connection_.one(record_table(type).next_number.at(field))->id;
}

std::int64_t SqlRecords::insert(RecordType type, const Record& record) {
    const RecordTable& table = record_table(type);
    Record written = record;
    if (record.id == 0) written.id = services_.backend.draw_id(connection_, table.name);
    connection_.run(table.insert, to_params(table, written));
    if (record.id != 0) services_.backend.reserve_id(connection_, table.name, record.id);
    write_links(type, written);
    return written.id;
}

void SqlRecords::update(RecordType type, const Record& record) {
    const RecordTable& table = record_table(type);
    connection_.run(table.update, to_params(table, record));
    for (std::size_t i = 0; i < table.link_tables; ++i) {
        connection_.run(table.remove_first[i], {record.id});
    }
    write_links(type, record);
}

void SqlRecords::write_links(RecordType type, const Record& record) {
    if (type == RecordType::agent) {
        for (const std::int64_t department : ids_in(type, record, "departments")) {
            connection_.run(kAddDepartment, {record.id, department});
        }
    } else if (type == RecordType::credential) {
        for (const std::int64_t role : ids_in(type, record, "roles")) {
            connection_.run(kAddRole, {record.id, role});
        }
    } else if (type == RecordType::escalation_rule) {
        for (const std::int64_t department : ids_in(type, record, "departments")) {
            connection_.run(kRuleForDepartment, {record.id, department});
        }
        for (const std::int64_t status : ids_in(type, record, "statuses")) {
            connection_.run(kRuleForStatus, {record.id, status});
        }
    } else if (type == RecordType::user) {
        const std::vector<std::int64_t> owned = ids_in(type, record, "owner_of");
        for (const std::int64_t client : ids_in(type, record, "clients")) {
            const bool is_owner = std::find(owned.begin(), owned.end(), client) != owned.end();
            connection_.run(kAddMembership, {record.id, client, is_owner ? 1 : 0});
        }
    }
}

void SqlRecords::remove(RecordType type, std::int64_t id) {
    const RecordTable& table = record_table(type);
    for (const Query<ById>& query : table.remove_first) connection_.run(query, {id});
    connection_.run(table.remove, {id});
}

std::vector<core::Referrers> SqlRecords::referrers(RecordType type, std::int64_t id) {
    std::vector<core::Referrers> found;
    for (const ReferrerQuery& referrer : record_table(type).referrers) {
        const std::int64_t count = connection_.one(referrer.count, {id})->id;
        if (count > 0) found.push_back({referrer.what, count});
    }
    return found;
}

void SqlRecords::revoke_tokens_of_user(core::UserId user) {
    connection_.run(kRevokeTokens, {user.value()});
}

}  // namespace desk::store
