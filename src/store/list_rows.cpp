#include "store/list_rows.hpp"

#include <algorithm>
#include <map>

#include "store/attachment_row.hpp"
#include "store/many_ids.hpp"
#include "store/ticket_row.hpp"

namespace desk::store {

namespace {

// The opening message beside each ticket, as the index message_by_ticket finds it.
const std::string kSelectListed = std::string(kTicketColumns) + ", " + kMessageColumnList + ", ";
const std::string kFromListed = std::string(kTicketTables) +
                                "JOIN message m ON m.ticket_id = t.id AND m.kind = 0 WHERE " +
                                among("t.id");

const Query<SomeIds, TicketMessageRow> kListed{"listed tickets",
                                               kSelectListed + "''" + kFromListed};
const Query<SomeIds, TicketMessageRow> kListedWithBodies{"listed tickets with bodies",
                                                         kSelectListed + "m.body" + kFromListed};

const Query<SomeIds, ListedRow> kLookedAt{
    "tickets to look at", std::string(kListedColumns) + "FROM ticket t WHERE " + among("t.id") +
                              " AND t.merged_into = 0 AND t.deleted_at = 0"};

const Query<SomeIds, AttachmentRow> kAttachments{
    "attachments of messages",
    std::string(kSelectAttachment) + "attachment a WHERE " + among("a.message_id")};

const Query<SomeIds, MessageRow> kMessages{"listed messages",
                                           std::string("SELECT ") + kMessageColumnList +
                                               ", m.body FROM message m WHERE " + among("m.id") +
                                               " AND m.deleted_at = 0"};

struct ValueRow {
    std::int64_t ticket = 0, field = 0;
    std::string value;
    static auto columns(ValueRow& r) { return std::tie(r.ticket, r.field, r.value); }
};

const Query<SomeIds, ValueRow> kValues{
    "custom field values of tickets",
    "SELECT ticket_id, field_id, value FROM custom_field_value WHERE " + among("ticket_id")};

void add_attachments(Connection& connection, std::vector<core::Ticket>& tickets) {
    std::map<std::int64_t, core::Message*> with_files;
    std::vector<std::int64_t> ids;
    for (core::Ticket& ticket : tickets) {
        core::Message& opening = ticket.messages.front();
        if (opening.attachment_count == 0) continue;
        with_files.emplace(opening.id.value(), &opening);
        ids.push_back(opening.id.value());
    }
    for_ids(connection, kAttachments, ids, [&](AttachmentRow&& row) {
        with_files.at(row.message)->attachments.push_back(to_attachment(std::move(row)));
    });
    for (auto& [id, message] : with_files) {
        std::sort(message->attachments.begin(), message->attachments.end(),
                  [](const auto& a, const auto& b) { return a.position < b.position; });
    }
}

}  // namespace

std::vector<core::Ticket> listed_tickets(Connection& connection,
                                         const std::vector<ListKeyRow>& keys, bool bodies) {
    std::vector<std::int64_t> ids;
    std::map<std::int64_t, std::size_t> places;
    for (const ListKeyRow& key : keys) {
        places.emplace(key.id, ids.size());
        ids.push_back(key.id);
    }
    std::vector<core::Ticket> tickets(keys.size());
    for_ids(connection, bodies ? kListedWithBodies : kListed, ids, [&](TicketMessageRow&& row) {
        core::Ticket& ticket = tickets[places.at(row.ticket.id)];
        ticket = to_ticket(std::move(row.ticket));
        ticket.messages.push_back(to_message(std::move(row.message)));
    });
    // Gone since the keys were read: only where the transaction does not hold on to one state.
    std::erase_if(tickets, [](const core::Ticket& ticket) { return ticket.messages.empty(); });
    add_attachments(connection, tickets);
    return tickets;
}

std::vector<core::Message> listed_messages(Connection& connection,
                                           const std::vector<core::MessageId>& ids) {
    std::vector<std::int64_t> numbers;
    std::map<std::int64_t, std::size_t> places;
    for (const core::MessageId id : ids) {
        places.emplace(id.value(), numbers.size());
        numbers.push_back(id.value());
    }
    std::vector<core::Message> messages(ids.size());
    for_ids(connection, kMessages, numbers,
            [&](MessageRow&& row) { messages[places.at(row.id)] = to_message(std::move(row)); });
    std::erase_if(messages, [](const core::Message& message) { return !message.id.is_set(); });
    return messages;
}

std::vector<ListedRow> listed_rows(Connection& connection, const std::vector<std::int64_t>& ids) {
    std::vector<ListedRow> rows;
    for_ids(connection, kLookedAt, ids, [&](ListedRow&& row) { rows.push_back(std::move(row)); });
    return rows;
}

FieldValues field_values(Connection& connection, const std::vector<std::int64_t>& ids) {
    FieldValues values;
    for_ids(connection, kValues, ids, [&](ValueRow&& row) {
        values.emplace(std::pair(row.ticket, row.field), std::move(row.value));
    });
    return values;
}

/// The fields of a department as answers have them: each ticket gets a copy.
std::vector<core::CustomField> without_options(core::Tx& tx, core::DepartmentId department) {
    std::vector<core::CustomField> fields = tx.custom_fields(department);
    for (core::CustomField& field : fields) field.options = {};
    return fields;
}

void add_custom_fields(Connection& connection, core::Tx& tx, std::vector<core::Ticket>& tickets) {
    std::map<core::DepartmentId, std::vector<core::CustomField>> fields;
    std::vector<std::int64_t> ids;
    for (const core::Ticket& ticket : tickets) {
        const auto known = fields.find(ticket.department);
        const auto of_department =
            known != fields.end()
                ? known
                : fields.emplace(ticket.department, without_options(tx, ticket.department)).first;
        if (!of_department->second.empty()) ids.push_back(ticket.id.value());
    }
    FieldValues values = field_values(connection, ids);
    for (core::Ticket& ticket : tickets) {
        for (const core::CustomField& field : fields.at(ticket.department)) {
            const auto value = values.find({ticket.id.value(), field.id.value()});
            const bool has_value = value != values.end();
            ticket.custom_fields.push_back(
                {field, has_value ? std::move(value->second) : std::string(), has_value});
        }
    }
}

}  // namespace desk::store
