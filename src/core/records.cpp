#include "core/records.hpp"

#include <algorithm>
#include <set>

#include "core/announcement.hpp"
#include "core/custom_field.hpp"
#include "core/limits.hpp"
#include "util/network.hpp"
#include "util/text.hpp"

namespace desk::core {

namespace {

tl::unexpected<RecordFault> refuse(Errc code, std::string_view field, std::string text) {
    return tl::unexpected(RecordFault{code, std::string(field), std::move(text)});
}

std::string joined(const std::set<std::int64_t>& ids) {
    std::string text;
    for (const std::int64_t id : ids) {
        if (!text.empty()) text += ',';
        text += std::to_string(id);
    }
    return text;
}

std::set<std::int64_t> ids_in(const std::string& text) {
    std::set<std::int64_t> ids;
    if (text.empty()) return ids;
    for (const std::string_view id : split(text, ',')) ids.insert(parse_id(id));
    return ids;
}

std::string several_called(const RecordKind& kind, std::string_view ref,
                           const std::vector<Record>& found) {
    constexpr std::size_t kMostShown = 10;
    std::string text = "'" + std::string(ref) + "' is not clear: " + std::to_string(found.size()) +
                       " " + std::string(kind.plural) +
                       " are called that; give the id of one of them:";
    for (std::size_t i = 0; i < std::min(found.size(), kMostShown); ++i) {
        text += (i == 0 ? " " : ", ") + std::to_string(found[i].id);
    }
    return text + (found.size() > kMostShown ? ", …" : ".");
}

/// As that field keeps it, however it was written.
std::string as_kept(const RecordKind& kind, std::string_view field, std::string_view text) {
    const bool is_network = kind.fields[field_index(kind, field)].type == ValueType::network;
    const std::optional<Network> network = is_network ? read_network(text) : std::nullopt;
    return network ? network->text() : std::string(text);
}

}  // namespace

std::string counted(const std::vector<Referrers>& referrers) {
    std::string text;
    for (const Referrers& others : referrers) {
        if (!text.empty()) text += ", ";
        std::string_view what = others.what;
        if (others.count == 1) what.remove_suffix(1);  // "tickets"
        text += std::to_string(others.count) + " " + std::string(what);
    }
    return text;
}

RecordResult<Record> find_record(Tx& tx, const RecordKind& kind, std::string_view ref) {
    ref = trim(ref);
    if (const std::int64_t id = parse_id(ref); id > 0) {
        if (auto record = tx.records().find(kind.type, id)) return std::move(*record);
    }
    for (const std::string_view key : kind.keys) {
        if (ref.empty()) break;
        std::vector<Record> found = tx.records().find_by(kind.type, key, as_kept(kind, key, ref));
        if (found.size() == 1) return std::move(found.front());
        if (!found.empty()) {
            return refuse(Errc::value_invalid, {}, several_called(kind, ref, found));
        }
    }
    return refuse(Errc::record_not_found, {},
                  "There is no " + std::string(kind.title) + " '" + std::string(ref) +
                      "'; 'polydesk " + std::string(kind.name) + " list' shows those there are.");
}

RecordWriter::RecordWriter(Tx& tx, const RecordKind& kind, Actor actor)
    : tx_(tx), records_(tx.records()), kind_(kind), actor_(std::move(actor)) {
    records_.lock(kind.type);
}

std::string& RecordWriter::value(Record& record, std::string_view field) const {
    return record.values[field_index(kind_, field)];
}

const std::string& RecordWriter::value(const Record& record, std::string_view field) const {
    return record.values[field_index(kind_, field)];
}

RecordResult<Record> RecordWriter::compose(const RecordValues& values) {
    Record record;
    record.id = values.id;
    for (const RecordField& field : kind_.fields) record.values.emplace_back(field.fallback);
    if (record.id != 0 && records_.find(kind_.type, record.id)) {
        return refuse(Errc::already_exists, "id",
                      std::to_string(record.id) + " is taken; leave it out to get a free one.");
    }
    if (auto ok = apply(values, record); !ok) return tl::unexpected(std::move(ok.error()));
    if (auto ok = fill_in(values, record); !ok) return tl::unexpected(std::move(ok.error()));
    if (auto ok = complete(nullptr, record); !ok) return tl::unexpected(std::move(ok.error()));
    if (auto ok = check_unique(nullptr, record); !ok) return tl::unexpected(std::move(ok.error()));
    return record;
}

RecordResult<Record> RecordWriter::add(const RecordValues& values) {
    RecordResult<Record> record = compose(values);
    if (!record) return record;
    record->id = records_.insert(kind_.type, *record);
    if (kind_.type == RecordType::announcement) {
        note_announcement(tx_, actor_, event_type::kAnnouncementAdd, *record);
    }
    return record;
}

RecordResult<IssuedCredential> RecordWriter::issue(const RecordValues& values) {
    const RecordResult<Record> wanted = compose(values);
    if (!wanted) return tl::unexpected(wanted.error());
    IssueCredentialInput input;
    input.dialect = static_cast<Origin>(parse_id(value(*wanted, "dialect")));
    input.client = ClientId{parse_id(value(*wanted, "client"))};
    if (const AgentId agent{parse_id(value(*wanted, "agent"))}; agent.is_set()) {
        input.agent_login = tx_.find_agent(agent)->login;
    }
    const Result<IssuedCredential> issued = issue_credential(tx_, input);
    if (!issued) {
        if (issued.error().code == Errc::client_not_found) {
            return refuse(Errc::field_required, "client",
                          "missing; a keliweb key sees one client's tickets.");
        }
        return refuse(issued.error().code, "agent",
                      "missing: there is no enabled agent with API access for the key to act for; "
                      "make one with 'polydesk agent add'.");
    }
    Record made = *records_.find(kind_.type, issued->id.value());
    for (const std::string_view field : {"roles", "actions", "networks", "notes", "disabled"}) {
        value(made, field) = value(*wanted, field);
    }
    records_.update(kind_.type, made);
    return *issued;
}

RecordResult<Record> RecordWriter::change(std::string_view ref, const RecordValues& values) {
    RecordResult<Record> before = find_record(tx_, kind_, ref);
    if (!before) return before;
    Record record = *before;
    if (auto ok = apply(values, record); !ok) return tl::unexpected(std::move(ok.error()));
    if (auto ok = complete(&*before, record); !ok) return tl::unexpected(std::move(ok.error()));
    if (auto ok = check_unique(&*before, record); !ok) return tl::unexpected(std::move(ok.error()));
    records_.update(kind_.type, record);
    if (kind_.type == RecordType::announcement && record.values != before->values) {
        note_announcement(tx_, actor_, event_type::kAnnouncementEdit, record);
    }
    if (kind_.type == RecordType::user) {
        const bool has_new_password = value(record, "password") != value(*before, "password");
        if (has_new_password || value(record, "disabled") == "1") {
            records_.revoke_tokens_of_user(UserId{record.id});
        }
    }
    return record;
}

RecordResult<Record> RecordWriter::remove(std::string_view ref) {
    RecordResult<Record> found = find_record(tx_, kind_, ref);
    if (!found) return found;
    const std::string title = record_title(kind_, found->id, found->values);
    if (kind_.type == RecordType::status && value(*found, "core") == "1") {
        return refuse(Errc::record_is_core, {},
                      "The desk itself uses the " + title + ": it cannot be removed.");
    }
    records_.lock_referrers(kind_.type);
    const std::string others = counted(records_.referrers(kind_.type, found->id));
    if (!others.empty()) {
        return refuse(Errc::record_in_use, {},
                      "The " + title + " is still needed by " + others + ". " +
                          std::string(kind_.instead_of_removing));
    }
    records_.remove(kind_.type, found->id);
    if (kind_.type == RecordType::announcement) {
        note_announcement(tx_, actor_, event_type::kAnnouncementDelete, *found);
    }
    return found;
}

RecordResult<void> RecordWriter::apply(const RecordValues& values, Record& record) {
    for (std::size_t i = 0; i < kind_.fields.size(); ++i) {
        if (!values.values[i]) continue;
        const RecordField& field = kind_.fields[i];
        if (field.type != ValueType::record && field.type != ValueType::records) {
            record.values[i] = *values.values[i];
            continue;
        }
        RecordResult<std::string> ids = field.type == ValueType::record
                                            ? resolve(field, *values.values[i])
                                            : resolve_several(field, *values.values[i]);
        if (!ids) return tl::unexpected(std::move(ids.error()));
        record.values[i] = std::move(*ids);
    }
    return {};
}

RecordResult<std::string> RecordWriter::resolve(const RecordField& field,
                                                const std::string& written) {
    if (written.empty() || written == "0") return "0";
    const auto key = std::pair(field.refers_to, written);
    auto known = known_.find(key);
    if (known == known_.end()) {
        RecordResult<Record> found = find_record(tx_, kind_of(field.refers_to), written);
        if (!found) {
            found.error().field = field.name;
            return tl::unexpected(std::move(found.error()));
        }
        known = known_.emplace(key, found->id).first;
    }
    return std::to_string(known->second);
}

RecordResult<std::string> RecordWriter::resolve_several(const RecordField& field,
                                                        const std::string& written) {
    std::set<std::int64_t> ids;
    if (written == "all") {
        for (const std::int64_t id : records_.ids(field.refers_to)) ids.insert(id);
        return joined(ids);
    }
    for (const std::string_view ref : split(written, ',')) {
        if (is_blank(ref)) continue;
        RecordResult<std::string> id = resolve(field, std::string(trim(ref)));
        if (!id) return id;
        ids.insert(parse_id(*id));
    }
    return joined(ids);
}

RecordResult<void> RecordWriter::fill_in(const RecordValues& values, Record& record) {
    for (std::size_t i = 0; i < kind_.fields.size(); ++i) {
        const RecordField& field = kind_.fields[i];
        std::string& kept = record.values[i];
        if (field.is_all_at_first && !values.values[i]) {
            RecordResult<std::string> all = resolve_several(field, "all");
            if (!all) return tl::unexpected(std::move(all.error()));
            kept = std::move(*all);
        }
        if (!kept.empty() || !is_kept_as_number(field)) continue;
        if (field.name == "order") {
            if (next_order_ == 0) next_order_ = records_.next_number(kind_.type, field.name);
            kept = std::to_string(next_order_++);
        } else if (field.name == "created_at") {
            kept = kept_time(tx_.clock().now());
        } else {
            kept = "0";
        }
    }
    return {};
}

RecordResult<void> RecordWriter::complete(const Record* before, Record& record) {
    switch (kind_.type) {
        case RecordType::client:
            return complete_client(record);
        case RecordType::custom_field:
            return complete_custom_field(record);
        case RecordType::announcement:
            complete_announcement(before, record);
            return {};
        case RecordType::escalation_rule:
            return check_escalation_rule(record);
        case RecordType::predefined_category:
            return check_parent(record);
        case RecordType::spam_rule:
            return check_spam_rule(record);
        case RecordType::user: {
            std::set<std::int64_t> clients = ids_in(value(record, "clients"));
            clients.merge(ids_in(value(record, "owner_of")));
            value(record, "clients") = joined(clients);
            return {};
        }
        case RecordType::status:
            if (before != nullptr && value(*before, "core") == "1" &&
                value(record, "title") != value(*before, "title")) {
                return refuse(Errc::record_is_core, "title",
                              "cannot be changed: the desk itself uses the status '" +
                                  value(*before, "title") + "'.");
            }
            return {};
        default:
            return {};
    }
}

RecordResult<void> RecordWriter::complete_client(Record& record) {
    const std::string& first = value(record, "first_name");
    const std::string& last = value(record, "last_name");
    std::string name = first + (first.empty() || last.empty() ? "" : " ") + last;
    if (name.empty()) name = value(record, "company");
    if (name.empty()) name = value(record, "name");  // made before these were kept apart
    if (name.empty()) {
        return refuse(Errc::field_required, "first_name",
                      "missing; a client needs a first or last name, or a company.");
    }
    value(record, "name") = std::move(name);
    return {};
}

void RecordWriter::complete_announcement(const Record* before, Record& record) {
    const std::string now = kept_time(tx_.clock().now());
    if (value(record, "date") == "0") value(record, "date") = now;
    if (before == nullptr || record.values != before->values) value(record, "updated_at") = now;
}

RecordResult<void> RecordWriter::complete_custom_field(Record& record) {
    const auto type = static_cast<CustomField::Type>(parse_id(value(record, "type")));
    const bool has_choice = type == CustomField::Type::choice || type == CustomField::Type::choices;
    if (value(record, "name").empty()) value(record, "name") = value(record, "code");
    if (!has_choice && !value(record, "options").empty()) {
        return refuse(Errc::value_invalid, "options",
                      "only for the types choice and choices; leave them out.");
    }
    return {};
}

RecordResult<void> RecordWriter::check_escalation_rule(const Record& record) const {
    if (value(record, "minutes") == "0") {
        return refuse(Errc::value_invalid, "minutes",
                      "at least 1; give how long tickets may wait.");
    }
    const bool does_something =
        value(record, "notify") == "1" || !value(record, "reply").empty() ||
        std::any_of(kind_.fields.begin(), kind_.fields.end(), [&](const RecordField& field) {
            return field.name.starts_with("set_") && parse_id(value(record, field.name)) > 0;
        });
    if (does_something) return {};
    return refuse(Errc::field_required, "set_priority",
                  "missing; a rule does something: it sets the priority, department, status or "
                  "agent, replies, or notifies.");
}

/// A category is in none of those that are in it.
RecordResult<void> RecordWriter::check_parent(const Record& record) {
    std::set<std::int64_t> above;
    std::int64_t parent = parse_id(value(record, "parent"));
    while (parent != 0 && above.insert(parent).second) {
        if (parent == record.id) {
            return refuse(Errc::value_invalid, "parent",
                          "cannot be this category itself, or one that is in it; choose another.");
        }
        const std::optional<Record> next = records_.find(kind_.type, parent);
        parent = next ? parse_id(value(*next, "parent")) : 0;
    }
    return {};
}

RecordResult<void> RecordWriter::check_spam_rule(const Record& record) const {
    const std::string& content = value(record, "content");
    if (value(record, "type") != "sender" || checked_email(content)) return {};
    return refuse(Errc::email_invalid, "content",
                  "'" + content + "' is no e-mail address; of a sender give one.");
}

RecordResult<void> RecordWriter::check_unique(const Record* before, const Record& record) {
    for (std::size_t i = 0; i < kind_.fields.size(); ++i) {
        const RecordField& field = kind_.fields[i];
        const std::string& kept = record.values[i];
        if (!field.is_unique || kept.empty()) continue;
        if (before != nullptr && before->values[i] == kept) continue;
        for (const Record& other : records_.find_by(kind_.type, field.name, kept)) {
            if (other.id == record.id) continue;
            if (!field.unique_within.empty() &&
                value(other, field.unique_within) != value(record, field.unique_within)) {
                continue;
            }
            return refuse(Errc::already_exists, field.name,
                          "'" + kept + "' is taken by " + std::string(kind_.title) + " " +
                              std::to_string(other.id) + "; choose another.");
        }
    }
    return {};
}

}  // namespace desk::core
