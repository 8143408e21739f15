#include "store/message_row.hpp"
#include "store/sql_moves.hpp"
#include "store/sql_tx.hpp"
#include "store/ticket_row.hpp"
#include "util/time_text.hpp"

namespace desk::store {

namespace {

const std::string kSelectTicket =
    std::string(kTicketColumns) + kTicketTables + "WHERE t.deleted_at = 0 AND ";

const Query<ById, TicketRow> kTicketById{"ticket by id", kSelectTicket + "t.id = :id"};
const Query<ByText, TicketRow> kTicketByNumber{"ticket by number",
                                               kSelectTicket + "t.number = :text"};
const Query<ByText, TicketRow> kTicketByCode{"ticket by code", kSelectTicket + "t.code = :text"};

/// A ticket with its messages, a row each: on PostgreSQL what is read most often is one round trip,
/// and as one statement it needs no transaction around it.
const std::string kSelectWithMessages =
    std::string(kTicketColumns) + ", " + kMessageColumnList + ", m.body" + kTicketTables +
    "JOIN message m ON m.ticket_id = t.id AND m.deleted_at = 0 WHERE t.deleted_at = 0 AND ";

const Query<SomeById, TicketMessageRow> kMessagesById{
    "ticket with messages by id", kSelectWithMessages + "t.id = :id LIMIT :most"};
const Query<SomeByText, TicketMessageRow> kMessagesByNumber{
    "ticket with messages by number", kSelectWithMessages + "t.number = :text LIMIT :most"};
const Query<SomeByText, TicketMessageRow> kMessagesByCode{
    "ticket with messages by code", kSelectWithMessages + "t.code = :text LIMIT :most"};

struct KeptRow {
    TicketRow ticket;
    std::int64_t deleted_at = 0, purged_at = 0, status_before_merge = 0, flag_before_merge = 0;

    static auto columns(KeptRow& r) {
        return std::tuple_cat(
            TicketRow::columns(r.ticket),
            std::tie(r.deleted_at, r.purged_at, r.status_before_merge, r.flag_before_merge));
    }
};

const std::string kSelectKept =
    std::string(kTicketColumns) +
    ", t.deleted_at, t.purged_at, t.status_before_merge, t.flag_before_merge" + kTicketTables +
    "WHERE ";

const Query<ById, KeptRow> kKeptById{"kept ticket by id", kSelectKept + "t.id = :id"};
const Query<ByText, KeptRow> kKeptByNumber{"kept ticket by number",
                                           kSelectKept + "t.number = :text"};
const Query<ByText, KeptRow> kKeptByCode{"kept ticket by code", kSelectKept + "t.code = :text"};

struct UpdateColumns : TicketColumns {
    std::int64_t version = 0;

    // The columns that an update may change; the rest is fixed at opening.
    void each(auto&& bind) {
        bind("id", id), bind("version", version), bind("department", department);
        bind("status", status), bind("client", client), bind("contact", contact);
        bind("user", user), bind("requester_name", requester_name);
        bind("requester_email", requester_email), bind("cc", cc), bind("subject", subject);
        bind("priority", priority), bind("flag", flag), bind("service", service);
        bind("domain", domain), bind("client_may_not_close", client_may_not_close);
        bind("expected_on", expected_on), bind("emergency_phone", emergency_phone);
        bind("opened_at", opened_at), bind("last_reply_at", last_reply_at);
        bind("updated_at", updated_at), bind("reply_count", reply_count);
    }
};

const Query<UpdateColumns> kUpdateTicket{"update ticket", R"sql(
    UPDATE ticket
    SET department_id = :department, status_id = :status, client_id = :client,
        contact_id = :contact, user_id = :user, requester_name = :requester_name,
        requester_email = :requester_email, cc = :cc, subject = :subject, priority = :priority,
        flag_agent_id = :flag, service_id = :service, domain_id = :domain,
        client_may_not_close = :client_may_not_close, expected_on = :expected_on,
        emergency_phone = :emergency_phone, opened_at = :opened_at,
        last_reply_at = :last_reply_at, updated_at = :updated_at, reply_count = :reply_count,
        version = version + 1
    WHERE id = :id AND version = :version)sql"};

/// The rows that a ticket is named by, through the query of that kind of name. \param most  what
/// the queries are given beside the name
template <class Id, class Text, class Row, class... Most>
std::vector<Row> find_rows(Connection& connection, const core::TicketRef& ref,
                           const Query<Id, Row>& by_id, const Query<Text, Row>& by_number,
                           const Query<Text, Row>& by_code, Most... most) {
    if (ref.id.is_set()) return connection.all(by_id, {ref.id.value(), most...});
    if (!ref.number.empty()) return connection.all(by_number, {ref.number, most...});
    if (!ref.code.empty()) return connection.all(by_code, {ref.code, most...});
    return {};
}

std::optional<core::Ticket> find_bare_ticket(Connection& connection, const core::TicketRef& ref) {
    auto rows = find_rows(connection, ref, kTicketById, kTicketByNumber, kTicketByCode);
    if (rows.empty()) return std::nullopt;
    return to_ticket(std::move(rows.front()));
}

std::optional<core::Ticket> find_with_messages(Connection& connection, const core::TicketRef& ref,
                                               std::int64_t most) {
    auto rows = find_rows(connection, ref, kMessagesById, kMessagesByNumber, kMessagesByCode, most);
    if (rows.empty()) return std::nullopt;
    core::Ticket ticket = to_ticket(std::move(rows.front().ticket));
    for (TicketMessageRow& row : rows) {
        ticket.messages.push_back(to_message(std::move(row.message)));
    }
    return ticket;
}

}  // namespace

core::Ticket to_ticket(TicketRow&& row) {
    core::Ticket ticket;
    ticket.id = core::TicketId(row.id);
    ticket.number = std::move(row.number);
    ticket.access_code = std::move(row.access_code);
    ticket.code = std::move(row.code);
    ticket.department = core::DepartmentId(row.department);
    ticket.department_name = std::move(row.department_name);
    ticket.status = core::StatusId(row.status);
    ticket.status_title = std::move(row.status_title);
    ticket.client = core::ClientId(row.client);
    ticket.client_name = std::move(row.client_name);
    ticket.client_email = std::move(row.client_email);
    ticket.client_code = std::move(row.client_code);
    ticket.contact = core::ContactId(row.contact);
    ticket.user = core::UserId(row.user);
    ticket.requester_name = std::move(row.requester_name);
    ticket.requester_email = std::move(row.requester_email);
    ticket.cc = std::move(row.cc);
    ticket.subject = std::move(row.subject);
    ticket.priority = static_cast<core::Priority>(row.priority);
    ticket.flag = core::AgentId(row.flag);
    ticket.service = core::ServiceId(row.service);
    ticket.domain = core::DomainId(row.domain);
    ticket.client_may_not_close = row.client_may_not_close != 0;
    ticket.expected_on = parse_date(row.expected_on);
    ticket.emergency_phone = std::move(row.emergency_phone);
    ticket.opened_at = to_time(row.opened_at);
    ticket.last_reply_at = to_time(row.last_reply_at);
    ticket.updated_at = to_time(row.updated_at);
    ticket.version = row.version;
    ticket.reply_count = static_cast<int>(row.reply_count);
    ticket.merged_into = core::TicketId(row.merged_into);
    return ticket;
}

std::optional<core::KeptTicket> find_kept_ticket(Connection& connection,
                                                 const core::TicketRef& ref) {
    auto rows = find_rows(connection, ref, kKeptById, kKeptByNumber, kKeptByCode);
    if (rows.empty()) return std::nullopt;
    KeptRow& row = rows.front();
    core::KeptTicket kept;
    kept.ticket = to_ticket(std::move(row.ticket));
    if (row.deleted_at != 0) kept.deleted_at = to_time(row.deleted_at);
    kept.is_purged = row.purged_at != 0;
    kept.status_before_merge = core::StatusId(row.status_before_merge);
    kept.flag_before_merge = core::AgentId(row.flag_before_merge);
    return kept;
}

TicketColumns ticket_columns(const core::Ticket& ticket) {
    TicketColumns row;
    row.id = ticket.id.value();
    row.number = ticket.number;
    row.code = ticket.code;
    row.access_code = ticket.access_code;
    row.department = ticket.department.value();
    row.status = ticket.status.value();
    row.client = ticket.client.value();
    row.contact = ticket.contact.value();
    row.user = ticket.user.value();
    row.requester_name = ticket.requester_name;
    row.requester_email = ticket.requester_email;
    row.cc = ticket.cc;
    row.subject = ticket.subject;
    row.priority = to_column(ticket.priority);
    row.flag = ticket.flag.value();
    row.service = ticket.service.value();
    row.domain = ticket.domain.value();
    row.client_may_not_close = ticket.client_may_not_close ? 1 : 0;
    if (ticket.expected_on) row.expected_on = format_date(*ticket.expected_on);
    row.emergency_phone = ticket.emergency_phone;
    row.opened_at = to_column(ticket.opened_at);
    row.last_reply_at = to_column(ticket.last_reply_at);
    row.updated_at = to_column(ticket.updated_at);
    row.reply_count = ticket.reply_count;
    return row;
}

core::TicketId SqlTx::draw_ticket_id() {
    return core::TicketId(services_.backend.draw_id(connection_, "ticket"));
}

std::optional<core::TicketId> SqlTx::insert_ticket(const core::NewTicket& ticket,
                                                   const core::Actor& actor) {
    TicketToInsert rows;
    rows.ticket = ticket_columns(ticket.ticket);
    rows.opening = message_columns(core::TicketId{}, core::MessageKind::opening, 0, ticket.author,
                                   ticket.body, ticket.ticket.opened_at, ticket.attachments.size());
    rows.event = event_columns(core::TicketId{}, ticket.event, actor, clock().now());
    const std::optional<InsertedTicket> inserted =
        services_.backend.insert_ticket(connection_, std::move(rows));
    if (!inserted) return std::nullopt;
    insert_attachments(inserted->opening, ticket.attachments);
    for (const core::CustomFieldInput& field : ticket.custom_fields) {
        set_custom_field(inserted->id, field);
    }
    if (ticket.ticket.id.is_set()) {
        services_.backend.reserve_id(connection_, "ticket", ticket.ticket.id.value());
    }
    return inserted->id;
}

std::optional<core::Ticket> SqlTx::find_ticket(const core::TicketRef& ref,
                                               const core::TicketParts& parts) {
    const bool in_one = parts.messages && services_.backend.reads_tickets_in_one_statement();
    std::optional<core::Ticket> ticket = in_one
                                             ? find_with_messages(connection_, ref, most_messages())
                                             : find_bare_ticket(connection_, ref);
    if (!ticket) return std::nullopt;
    if (!parts.messages) {
        ticket->messages.push_back(opening_message(ticket->id));
    } else {
        check_message_count(static_cast<std::size_t>(ticket->reply_count));
        if (!in_one) ticket->messages = messages_of(ticket->id);
        check_message_count(ticket->messages.size());
        arrange(ticket->id, ticket->messages);
    }
    if (parts.custom_fields) {
        ticket->custom_fields = custom_field_answers(ticket->id, ticket->department);
    }
    return ticket;
}

std::optional<core::Ticket> SqlTx::lock_ticket(const core::TicketRef& ref) {
    if (!services_.backend.lock_ticket(connection_, ref)) return std::nullopt;
    return find_bare_ticket(connection_, ref);
}

void SqlTx::update_ticket(const core::Ticket& before, const core::Ticket& after) {
    UpdateColumns row{ticket_columns(after), before.version};
    row.id = before.id.value();
    if (connection_.run(kUpdateTicket, std::move(row)) == 0) {
        throw DbError(DbError::Kind::conflict, kUpdateTicket.name, "stale version");
    }
    if (before.department == after.department && before.status == after.status &&
        before.flag == after.flag) {
        return;
    }
    const std::int64_t slot = services_.backend.counter_slot(connection_);
    step_counter(connection_,
                 {before.department.value(), before.status.value(), before.flag.value(), slot, -1});
    step_counter(connection_,
                 {after.department.value(), after.status.value(), after.flag.value(), slot, 1});
}

}  // namespace desk::store
