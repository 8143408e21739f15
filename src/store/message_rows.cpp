#include <algorithm>
#include <limits>

#include "store/message_row.hpp"
#include "store/sql_tx.hpp"

namespace desk::store {

namespace {

/// More of one ticket are work for the slow lane.
constexpr std::int64_t kQuickMessages = 100;

const std::string kColumnsButBody = std::string("SELECT ") + kMessageColumnList + ", ";

const Query<SomeById, MessageRow> kMessagesOfTicket{
    "messages of ticket",
    kColumnsButBody +
        "m.body FROM message m WHERE m.ticket_id = :id AND m.deleted_at = 0 LIMIT :most"};

const Query<ById, MessageRow> kOpeningMessage{
    "opening message",
    kColumnsButBody + "m.body FROM message m WHERE m.ticket_id = :id AND m.kind = 0"};

// "kind > 0" lets SQLite use the index that has only replies and notes.
const Query<ByWireId, MessageRow> kMessageByWireId{
    "message by wire id", kColumnsButBody +
                              "'' FROM message m JOIN ticket t ON t.id = m.ticket_id"
                              " WHERE m.kind = :kind AND m.wire_id = :wire_id AND m.kind > 0"
                              " AND m.deleted_at = 0 AND t.deleted_at = 0"};

struct OpeningUpdate {
    std::int64_t ticket = 0;
    std::string body;
    std::int64_t format = 0, origin = 0, created_at = 0;
    void each(auto&& bind) {
        bind("ticket", ticket), bind("body", body), bind("format", format);
        bind("origin", origin), bind("created_at", created_at);
    }
};

const Query<OpeningUpdate> kUpdateOpening{"update opening message", R"sql(
    UPDATE message SET body = :body, format = :format, origin = :origin, created_at = :created_at
    WHERE ticket_id = :ticket AND kind = 0)sql"};

/// Opening first, then by time, then by id. Sorted here: an index in this order would be one more
/// to write with every message.
bool comes_before(const core::Message& a, const core::Message& b) {
    const auto key = [](const core::Message& m) {
        return std::tuple(m.kind != core::MessageKind::opening, m.created_at, m.id);
    };
    return key(a) < key(b);
}

}  // namespace

core::Message to_message(MessageRow&& row) {
    core::Message message;
    message.id = core::MessageId(row.id);
    message.ticket = core::TicketId(row.ticket);
    message.kind = static_cast<core::MessageKind>(row.kind);
    message.wire_id = row.wire_id;
    message.author = {static_cast<core::Author::Kind>(row.author_kind), row.author_id,
                      std::move(row.author_name), std::move(row.author_email),
                      core::ClientId(row.author_client)};
    message.body = {std::move(row.body), static_cast<core::BodyFormat>(row.format),
                    static_cast<core::Origin>(row.origin)};
    message.rating = static_cast<int>(row.rating);
    message.created_at = to_time(row.created_at);
    message.attachment_count = static_cast<int>(row.attachment_count);
    return message;
}

MessageColumns message_columns(core::TicketId ticket, core::MessageKind kind, std::int64_t wire_id,
                               const core::Author& author, const core::Body& body,
                               Timestamp written_at, std::size_t attachment_count) {
    MessageColumns row;
    fill(row, ticket, kind, wire_id, author, body, written_at, attachment_count);
    return row;
}

void fill(MessageColumns& row, core::TicketId ticket, core::MessageKind kind, std::int64_t wire_id,
          const core::Author& author, const core::Body& body, Timestamp written_at,
          std::size_t attachment_count) {
    row.ticket = ticket.value();
    row.kind = to_column(kind);
    row.wire_id = wire_id;
    row.author_kind = to_column(author.kind);
    row.author_id = author.id;
    row.author_name = author.name;
    row.author_email = author.email;
    row.body = body.text;
    row.format = to_column(body.format);
    row.message_origin = to_column(body.origin);
    row.written_at = to_column(written_at);
    row.attachment_count = static_cast<std::int64_t>(attachment_count);
}

std::int64_t SqlTx::most_messages() const {
    return pace_ == Pace::quick ? kQuickMessages + 1 : std::numeric_limits<std::int64_t>::max();
}

void SqlTx::check_message_count(std::size_t count) {
    if (count > static_cast<std::size_t>(kQuickMessages)) expect_long_read();
}

std::vector<core::Message> SqlTx::messages_of(core::TicketId ticket) {
    std::vector<core::Message> messages;
    for (MessageRow& row : connection_.all(kMessagesOfTicket, {ticket.value(), most_messages()})) {
        messages.push_back(to_message(std::move(row)));
    }
    return messages;
}

void SqlTx::arrange(core::TicketId ticket, std::vector<core::Message>& messages) {
    std::sort(messages.begin(), messages.end(), comes_before);
    const bool has_files = std::any_of(messages.begin(), messages.end(),
                                       [](const auto& m) { return m.attachment_count > 0; });
    if (has_files) attach_files(ticket, messages);
}

core::Message SqlTx::opening_message(core::TicketId ticket) {
    std::optional<MessageRow> row = connection_.one(kOpeningMessage, {ticket.value()});
    if (!row) throw std::logic_error("a ticket without its opening message");
    core::Message message = to_message(std::move(*row));
    if (message.attachment_count > 0) message.attachments = attachments(message.id);
    return message;
}

void SqlTx::update_opening_message(core::TicketId ticket, const core::Body& body,
                                   Timestamp created_at) {
    connection_.run(kUpdateOpening, {ticket.value(), body.text, to_column(body.format),
                                     to_column(body.origin), to_column(created_at)});
}

core::WrittenMessage SqlTx::insert_message(const core::NewMessage& message,
                                           const core::Actor& actor) {
    core::WrittenMessage result;
    result.wire_id = services_.backend.next_wire_id(connection_, message.kind);
    result.id = insert_message_row(
        connection_, message_columns(message.ticket, message.kind, result.wire_id, message.author,
                                     message.body, message.created_at, message.attachments.size()));
    insert_attachments(result.id, message.attachments);
    EventColumns event;
    fill(event, message.ticket, message.event, actor, clock().now(),
         details_of_message(message.kind, result.wire_id));
    insert_event(connection_, std::move(event));
    return result;
}

std::optional<core::Message> SqlTx::find_message(core::MessageKind kind, std::int64_t wire_id) {
    std::optional<MessageRow> row = connection_.one(kMessageByWireId, {to_column(kind), wire_id});
    if (!row) return std::nullopt;
    return to_message(std::move(*row));
}

}  // namespace desk::store
