#include <boost/json.hpp>

#include "store/blob_rows.hpp"
#include "store/sql_moves.hpp"

namespace desk::store {

namespace {

struct Deletion {
    std::int64_t id = 0, version = 0, deleted_at = 0;
    void each(auto&& bind) {
        bind("id", id), bind("version", version), bind("deleted_at", deleted_at);
    }
};

const Query<Deletion> kSetDeleted{"set ticket deleted", R"sql(
    UPDATE ticket SET deleted_at = :deleted_at, version = version + 1
    WHERE id = :id AND version = :version)sql"};

struct Purge {
    std::int64_t id = 0, now = 0;
    void each(auto&& bind) { bind("id", id), bind("now", now); }
};

const Query<Purge> kPurgeTicket{"purge ticket", R"sql(
    UPDATE ticket
    SET access_code = '', client_id = 0, contact_id = 0, user_id = 0, requester_name = '',
        requester_email = '', cc = '', subject = '', flag_agent_id = 0, service_id = 0,
        domain_id = 0, expected_on = '', emergency_phone = '', reply_count = 0, merged_into = 0,
        merged_at = 0, status_before_merge = 0, flag_before_merge = 0, updated_at = :now,
        deleted_at = CASE WHEN deleted_at = 0 THEN :now ELSE deleted_at END, purged_at = :now,
        version = version + 1
    WHERE id = :id)sql"};

const Query<ById> kPurgeAttachments{"purge attachments", R"sql(
    DELETE FROM attachment
    WHERE message_id IN (SELECT id FROM message WHERE ticket_id = :id))sql"};
const Query<ById> kPurgeMessages{"purge messages", "DELETE FROM message WHERE ticket_id = :id"};
const Query<ById> kPurgeFields{"purge custom field values",
                               "DELETE FROM custom_field_value WHERE ticket_id = :id"};
const Query<ById> kPurgeWatchers{"purge watchers",
                                 "DELETE FROM ticket_watcher WHERE ticket_id = :id"};
const Query<ById> kPurgeDeliveries{"purge deliveries of mail", R"sql(
    DELETE FROM delivery WHERE event_id IN (
        SELECT event_id FROM outgoing_mail
        WHERE event_id IN (SELECT id FROM event WHERE ticket_id = :id)))sql"};
const Query<ById> kPurgeMail{"purge mail", R"sql(
    DELETE FROM outgoing_mail
    WHERE event_id IN (SELECT id FROM event WHERE ticket_id = :id))sql"};
// What was taken from it stays where it is, and has nowhere to go back to.
const Query<ById> kForgetOrigin{"forget origin of messages", R"sql(
    UPDATE message SET moved_from = 0, moved_kind = 0, moved_wire_id = 0
    WHERE moved_from = :id AND moved_from > 0)sql"};

struct TimeRow {
    std::int64_t time = 0;
    static auto columns(TimeRow& r) { return std::tie(r.time); }
};

// The words of the partial indexes stand in the conditions.
const Query<None, TimeRow> kOldestTicket{"oldest deleted ticket", R"sql(
    SELECT deleted_at FROM ticket WHERE deleted_at > 0 AND purged_at = 0
    ORDER BY deleted_at LIMIT 1)sql"};
const Query<None, TimeRow> kOldestMessage{"oldest deleted message", R"sql(
    SELECT deleted_at FROM message WHERE deleted_at > 0 ORDER BY deleted_at LIMIT 1)sql"};

struct Before {
    std::int64_t before = 0, most = 0;
    void each(auto&& bind) { bind("before", before), bind("most", most); }
};

const Query<Before, IdRow> kDeletedTickets{"deleted tickets", R"sql(
    SELECT id FROM ticket WHERE deleted_at > 0 AND purged_at = 0 AND deleted_at <= :before
    ORDER BY deleted_at LIMIT :most)sql"};
const Query<Before, IdRow> kDeletedMessages{"deleted messages", R"sql(
    SELECT id FROM message WHERE deleted_at > 0 AND deleted_at <= :before
    ORDER BY deleted_at LIMIT :most)sql"};

const Query<ById> kPurgeFiles{"purge attachments of message",
                              "DELETE FROM attachment WHERE message_id = :id"};
const Query<ById> kPurgeMessage{"purge message",
                                "DELETE FROM message WHERE id = :id AND deleted_at > 0"};

struct DetailsRow {
    std::int64_t id = 0;
    std::string details;

    static auto columns(DetailsRow& r) { return std::tie(r.id, r.details); }
    void each(auto&& bind) { bind("id", id), bind("details", details); }
};

const Query<ById, DetailsRow> kEventDetails{"event details",
                                            "SELECT id, details FROM event WHERE ticket_id = :id"};
const Query<DetailsRow> kSetEventDetails{"set event details",
                                         "UPDATE event SET details = :details WHERE id = :id"};

}  // namespace

std::optional<core::KeptTicket> SqlTicketMoves::find(const core::TicketRef& ref) {
    return find_kept_ticket(connection_, ref);
}

std::optional<core::KeptTicket> SqlTicketMoves::lock(core::TicketId id) {
    services_.backend.lock_row(connection_, id);
    return find_kept_ticket(connection_, {id, {}, {}});
}

void SqlTicketMoves::count_ticket(const core::KeptTicket& kept, std::int64_t step) {
    step_counter(connection_,
                 {kept.ticket.department.value(), kept.ticket.status.value(),
                  kept.ticket.flag.value(), services_.backend.counter_slot(connection_), step});
}

void SqlTicketMoves::set_deleted(const core::KeptTicket& kept,
                                 std::optional<Timestamp> deleted_at) {
    core::KeptTicket after = kept;
    after.deleted_at = deleted_at;
    connection_.run(kSetDeleted, {kept.ticket.id.value(), kept.ticket.version,
                                  deleted_at ? to_column(*deleted_at) : 0});
    if (kept.is_listed() && !after.is_listed()) count_ticket(kept, -1);
    if (!kept.is_listed() && after.is_listed()) count_ticket(kept, 1);
}

void SqlTicketMoves::purge(const core::KeptTicket& kept, Timestamp now) {
    const ById id{kept.ticket.id.value()};
    touch_blobs_of_ticket(connection_, kept.ticket.id, now);
    connection_.run(kPurgeAttachments, id);
    connection_.run(kPurgeMessages, id);
    connection_.run(kPurgeFields, id);
    connection_.run(kPurgeWatchers, id);
    connection_.run(kPurgeDeliveries, id);
    connection_.run(kPurgeMail, id);
    connection_.run(kForgetOrigin, id);
    connection_.run(kPurgeTicket, {id.id, to_column(now)});
    if (kept.is_listed()) count_ticket(kept, -1);
    for (DetailsRow& row : connection_.all(kEventDetails, id)) {
        boost::json::value details = boost::json::parse(row.details);
        if (details.as_object().stable_erase("subject") == 0) continue;
        row.details = boost::json::serialize(details);
        connection_.run(kSetEventDetails, std::move(row));
    }
}

std::optional<Timestamp> SqlTicketMoves::oldest_deletion() {
    std::optional<Timestamp> oldest;
    for (const auto* query : {&kOldestTicket, &kOldestMessage}) {
        const auto row = connection_.one(*query);
        if (row && (!oldest || to_time(row->time) < *oldest)) oldest = to_time(row->time);
    }
    return oldest;
}

std::vector<core::TicketId> SqlTicketMoves::tickets_deleted(Timestamp before, int most) {
    std::vector<core::TicketId> ids;
    for (const IdRow& row : connection_.all(kDeletedTickets, {to_column(before), most})) {
        ids.emplace_back(row.id);
    }
    return ids;
}

std::vector<core::MessageId> SqlTicketMoves::messages_deleted(Timestamp before, int most) {
    std::vector<core::MessageId> ids;
    for (const IdRow& row : connection_.all(kDeletedMessages, {to_column(before), most})) {
        ids.emplace_back(row.id);
    }
    return ids;
}

void SqlTicketMoves::purge_message(core::MessageId message) {
    touch_blobs_of_message(connection_, message, services_.clock.now());
    connection_.run(kPurgeFiles, {message.value()});
    connection_.run(kPurgeMessage, {message.value()});
}

}  // namespace desk::store
