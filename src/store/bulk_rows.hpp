#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "store/backend.hpp"
#include "store/client_columns.hpp"
#include "store/rows.hpp"

namespace desk::store {

/// A ticket as it is in the end.
struct BulkTicket {
    TicketColumns ticket;
    std::int64_t version = 1;

    void each(auto&& bind) {
        ticket.each(bind);
        bind("version", version);
    }
};

struct BulkFieldValue {
    std::int64_t ticket = 0, field = 0;
    std::string value;
    void each(auto&& bind) { bind("ticket", ticket), bind("field", field), bind("value", value); }
};

/// Rows on their way to the database.
struct BulkBatch {
    std::vector<ClientColumns> clients;
    std::vector<ContactColumns> contacts;
    std::vector<UserColumns> users;
    std::vector<ClientUserColumns> client_users;
    std::vector<ThingColumns> services;
    std::vector<ThingColumns> domains;
    std::vector<BulkTicket> tickets;
    std::vector<MessageColumns> messages;
    std::vector<EventColumns> events;
    std::vector<BulkFieldValue> values;
    std::vector<FoldedSubject> subjects;

    void clear() {
        clients.clear(), contacts.clear(), users.clear(), client_users.clear(), services.clear();
        domains.clear(), tickets.clear(), messages.clear(), events.clear(), values.clear();
        subjects.clear();
    }
};

/// The tables that a bulk load fills by the million: without their indexes meanwhile.
inline constexpr const char* kBulkTables[] = {
    "client", "contact", "user",  "client_user",        "service",       "domain",
    "ticket", "message", "event", "custom_field_value", "ticket_subject"};

/// The statements behind the kinds of rows. Their column lists are those of the statements that use
/// cases write with, so that a column which is new there is written here as well.
template <template <class Columns> class Of>
struct BulkInserts {
    /// \param args  of each Of, before its statement and the name of that
    explicit BulkInserts(auto&... args)
        : clients(args..., kInsertClientSql, "insert clients"),
          contacts(args..., kInsertContactSql, "insert contacts"),
          users(args..., kInsertUserSql, "insert users"),
          client_users(args..., kInsertClientUserSql, "insert users of clients"),
          services(args..., kInsertServiceSql, "insert services"),
          domains(args..., kInsertDomainSql, "insert domains"),
          tickets(args...,
                  std::string("INSERT INTO ticket (id, ") + kTicketColumnList +
                      ", version) VALUES (:id, " + kTicketValueList + ", :version)",
                  "insert tickets"),
          messages(args..., kInsertMessageSql, "insert messages"),
          events(args..., kInsertEventSql, "insert events"),
          values(args...,
                 "INSERT INTO custom_field_value (ticket_id, field_id, value) "
                 "VALUES (:ticket, :field, :value)",
                 "insert custom field values"),
          subjects(args..., "INSERT INTO ticket_subject (ticket_id, folded) VALUES (:id, :folded)",
                   "insert folded subjects") {}

    /// Hands each kind of rows to its Of.
    void run(BulkBatch& batch) {
        clients.run(batch.clients), contacts.run(batch.contacts), users.run(batch.users);
        client_users.run(batch.client_users), services.run(batch.services);
        domains.run(batch.domains), tickets.run(batch.tickets), messages.run(batch.messages);
        events.run(batch.events), values.run(batch.values);
        subjects.run(batch.subjects);
    }

    Of<ClientColumns> clients;
    Of<ContactColumns> contacts;
    Of<UserColumns> users;
    Of<ClientUserColumns> client_users;
    Of<ThingColumns> services;
    Of<ThingColumns> domains;
    Of<BulkTicket> tickets;
    Of<MessageColumns> messages;
    Of<EventColumns> events;
    Of<BulkFieldValue> values;
    Of<FoldedSubject> subjects;
};

/// An INSERT taken apart: its columns, and the parameter of each.
struct InsertParts {
    std::string table;
    std::vector<std::pair<std::string, std::string>> columns;
};

/// \param sql  `INSERT INTO t (a, b) VALUES (:x, :y)` and nothing more
/// \throws std::logic_error for another shape
InsertParts take_apart(std::string_view sql);

}  // namespace desk::store
