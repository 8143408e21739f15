#include "core/announcement.hpp"

#include "core/limits.hpp"
#include "core/office_ports.hpp"
#include "core/permissions.hpp"
#include "core/records.hpp"
#include "util/text.hpp"

namespace desk::core {

namespace {

const RecordKind& kind() { return kind_of(RecordType::announcement); }

std::string& value(RecordValues& values, std::string_view field) {
    std::optional<std::string>& value = values.values[field_index(kind(), field)];
    if (!value) value.emplace();
    return *value;
}

const std::string& value(const Record& record, std::string_view field) {
    return record.values[field_index(kind(), field)];
}

/// What was given, checked; what was not stays unsaid.
Result<RecordValues> values_of(const UpdateAnnouncementInput& input) {
    RecordValues values;
    values.values.resize(kind().fields.size());
    if (input.title && !is_blank(*input.title)) {
        Result<std::string> title = checked_name(*input.title);
        if (!title) return tl::unexpected(std::move(title.error()));
        value(values, "title") = std::move(*title);
    }
    if (input.body && !is_blank(*input.body)) {
        if (input.body->size() > kMaxRecordTextBytes) return fail(Errc::message_too_long);
        value(values, "body") = *input.body;
    }
    if (input.announced_at) value(values, "date") = kept_time(*input.announced_at);
    if (input.is_published) value(values, "published") = *input.is_published ? "1" : "0";
    return values;
}

tl::unexpected<Error> refusal(RecordFault&& fault) {
    return fail(fault.code, std::move(fault.field), std::move(fault.text));
}

/// By its id alone: a record may also be called by its title.
bool exists(Tx& tx, AnnouncementId id) {
    return tx.records().find(RecordType::announcement, id.value()).has_value();
}

}  // namespace

Result<AnnouncementId> add_announcement(Tx& tx, const Actor& actor,
                                        const AddAnnouncementInput& input) {
    if (!is_staff(actor)) return fail(Errc::not_permitted);
    if (is_blank(input.title)) return fail(Errc::field_required, "title");
    if (is_blank(input.body)) return fail(Errc::field_required, "announcement");
    Result<RecordValues> values =
        values_of({{}, input.title, input.body, input.announced_at, input.is_published});
    if (!values) return tl::unexpected(std::move(values.error()));
    RecordResult<Record> record = RecordWriter(tx, kind(), actor).add(*values);
    if (!record) return refusal(std::move(record.error()));
    return AnnouncementId(record->id);
}

Result<AnnouncementId> update_announcement(Tx& tx, const Actor& actor,
                                           const UpdateAnnouncementInput& input) {
    if (!is_staff(actor)) return fail(Errc::not_permitted);
    Result<RecordValues> values = values_of(input);
    if (!values) return tl::unexpected(std::move(values.error()));
    if (!exists(tx, input.id)) return fail(Errc::record_not_found);
    RecordResult<Record> record =
        RecordWriter(tx, kind(), actor).change(std::to_string(input.id.value()), *values);
    if (!record) return refusal(std::move(record.error()));
    return input.id;
}

Result<AnnouncementId> delete_announcement(Tx& tx, const Actor& actor,
                                           const DeleteAnnouncementInput& input) {
    if (!is_staff(actor)) return fail(Errc::not_permitted);
    if (!exists(tx, input.id)) return fail(Errc::record_not_found);
    RecordResult<Record> record =
        RecordWriter(tx, kind(), actor).remove(std::to_string(input.id.value()));
    if (!record) return refusal(std::move(record.error()));
    return input.id;
}

Result<Sliced<Announcement>> list_announcements(Tx& tx, const Actor& actor, const Slice& slice) {
    if (!is_staff(actor)) return fail(Errc::not_permitted);
    return tx.office().announcements(slice);
}

void note_announcement(Tx& tx, const Actor& actor, std::string_view type, const Record& record) {
    const Timestamp date{std::chrono::seconds{parse_id(value(record, "date"))}};
    tx.append_event({},
                    {type,
                     {{"announcementid", std::to_string(record.id)},
                      {"date", format_iso8601(date)},
                      {"title", value(record, "title")},
                      {"published", value(record, "published")}}},
                    actor);
}

}  // namespace desk::core
