#include "store/message_row.hpp"
#include "store/sql_moves.hpp"

namespace desk::store {

namespace {

struct KeptMessageRow {
    MessageRow message;
    std::int64_t moved_from = 0, moved_kind = 0;

    static auto columns(KeptMessageRow& r) {
        return std::tuple_cat(MessageRow::columns(r.message), std::tie(r.moved_from, r.moved_kind));
    }
};

const Query<ByWireId, KeptMessageRow> kKeptMessage{
    "kept message", std::string("SELECT ") + kMessageColumnList +
                        ", '', m.moved_from, m.moved_kind FROM message m"
                        " WHERE m.kind = :kind AND m.wire_id = :wire_id AND m.kind > 0"
                        " AND m.deleted_at = 0"};

struct BodyRow {
    std::string text;
    std::int64_t format = 0, origin = 0;
    static auto columns(BodyRow& r) { return std::tie(r.text, r.format, r.origin); }
};

const Query<ById, BodyRow> kBody{"message body",
                                 "SELECT body, format, origin FROM message WHERE id = :id"};

struct Rewriting {
    std::int64_t id = 0;
    std::string body;
    std::int64_t format = 0, origin = 0, created_at = 0;
    void each(auto&& bind) {
        bind("id", id), bind("body", body), bind("format", format);
        bind("origin", origin), bind("created_at", created_at);
    }
};

const Query<Rewriting> kRewrite{"rewrite message", R"sql(
    UPDATE message SET body = :body, format = :format, origin = :origin, created_at = :created_at
    WHERE id = :id)sql"};

struct MessageChange {
    std::int64_t id = 0, value = 0;
    void each(auto&& bind) { bind("id", id), bind("value", value); }
};

const Query<MessageChange> kSetMessageDeleted{
    "set message deleted", "UPDATE message SET deleted_at = :value WHERE id = :id"};

const Query<MessageChange> kHandOver{"hand over message", R"sql(
    UPDATE message SET ticket_id = :value, moved_from = 0, moved_kind = 0, moved_wire_id = 0
    WHERE id = :id)sql"};

const Query<MessageChange> kMoveAttachments{"move attachments to opening", R"sql(
    UPDATE attachment
    SET message_id = (SELECT id FROM message WHERE ticket_id = :value AND kind = 0)
    WHERE message_id = :id)sql"};

const Query<MessageChange> kTakeRest{"take rating and files of message", R"sql(
    UPDATE message
    SET (rating, attachment_count) = (SELECT m.rating, m.attachment_count FROM message m
                                      WHERE m.id = :id)
    WHERE ticket_id = :value AND kind = 0)sql"};

const Query<ById> kDropMessage{"drop message", "DELETE FROM message WHERE id = :id"};

const Query<ById, IdRow> kCountReplies{"count replies", R"sql(
    SELECT count(*) FROM message WHERE ticket_id = :id AND kind = 1 AND deleted_at = 0)sql"};

const Query<ById, IdRow> kLastReplyAt{
    "last reply at", "SELECT max(created_at) FROM message WHERE ticket_id = :id AND kind < 2"};

}  // namespace

std::optional<core::KeptMessage> SqlTicketMoves::find_message(core::MessageKind kind,
                                                              std::int64_t wire_id) {
    auto row = connection_.one(kKeptMessage, {to_column(kind), wire_id});
    if (!row) return std::nullopt;
    core::KeptMessage kept{to_message(std::move(row->message)), core::TicketId(row->moved_from),
                           false};
    kept.was_opening =
        kept.moved_from.is_set() && row->moved_kind == to_column(core::MessageKind::opening);
    return kept;
}

core::Body SqlTicketMoves::body(core::MessageId message) {
    auto row = connection_.one(kBody, {message.value()});
    if (!row) throw std::logic_error("the body of a message that is not there");
    return {std::move(row->text), static_cast<core::BodyFormat>(row->format),
            static_cast<core::Origin>(row->origin)};
}

void SqlTicketMoves::rewrite(core::MessageId message, const core::Body& body,
                             Timestamp created_at) {
    connection_.run(kRewrite, {message.value(), body.text, to_column(body.format),
                               to_column(body.origin), to_column(created_at)});
}

void SqlTicketMoves::set_message_deleted(core::MessageId message, Timestamp now) {
    connection_.run(kSetMessageDeleted, {message.value(), to_column(now)});
}

void SqlTicketMoves::hand_over(core::MessageId message, core::TicketId to) {
    connection_.run(kHandOver, {message.value(), to.value()});
}

void SqlTicketMoves::replace_by_opening(core::MessageId message, core::TicketId ticket) {
    const MessageChange change{message.value(), ticket.value()};
    connection_.run(kMoveAttachments, change);
    connection_.run(kTakeRest, change);
    connection_.run(kDropMessage, {message.value()});
}

int SqlTicketMoves::count_replies(core::TicketId ticket) {
    return static_cast<int>(connection_.one(kCountReplies, {ticket.value()})->id);
}

Timestamp SqlTicketMoves::last_reply_at(core::TicketId ticket) {
    return to_time(connection_.one(kLastReplyAt, {ticket.value()})->id);
}

}  // namespace desk::store
