#pragma once
#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "store/backend.hpp"
#include "store/client_columns.hpp"
#include "store/rows.hpp"
#include "util/text.hpp"

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

/// Rows that are written, forgotten, and written over: their texts keep their memory. Millions of
/// blocks that one thread allocates and another one frees would cost more than all the rest.
template <class Row>
class ReusedRows {
  public:
    /// One more, to be written over.
    Row& next() {
        if (used_ == rows_.size()) rows_.emplace_back();
        return rows_[used_++];
    }
    void clear() { used_ = 0; }
    [[nodiscard]] bool empty() const { return used_ == 0; }
    auto begin() { return rows_.begin(); }
    auto end() { return rows_.begin() + static_cast<std::ptrdiff_t>(used_); }

  private:
    std::vector<Row> rows_;
    std::size_t used_ = 0;
};

/// Rows on their way to the database.
struct BulkBatch {
    ReusedRows<ClientColumns> clients;
    ReusedRows<ContactColumns> contacts;
    ReusedRows<UserColumns> users;
    ReusedRows<ClientUserColumns> client_users;
    ReusedRows<ThingColumns> services;
    ReusedRows<ThingColumns> domains;
    ReusedRows<core::Ticket>
        ended;  ///< what become `tickets` and `subjects`, in the writer's thread
    ReusedRows<BulkTicket> tickets;
    ReusedRows<MessageColumns> messages;
    ReusedRows<EventColumns> events;
    ReusedRows<BulkFieldValue> values;
    ReusedRows<FoldedSubject> subjects;

    /// Makes rows of the ended tickets.
    void complete() {
        for (const core::Ticket& ticket : ended) {
            tickets.next() = {ticket_columns(ticket), ticket.version};
            subjects.next() = {ticket.id.value(), fold(ticket.subject)};
        }
    }
    void clear() {
        clients.clear(), contacts.clear(), users.clear(), client_users.clear(), services.clear();
        domains.clear(), ended.clear(), tickets.clear(), messages.clear(), events.clear(),
            values.clear();
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
        batch.complete();
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

/// What of a kind of rows an INSERT writes.
template <class Columns>
struct WrittenColumns {
    explicit WrittenColumns(const InsertParts& parts) {
        Columns row;
        row.each([&](const char* parameter, const auto&) {
            const auto column = std::ranges::find(parts.columns, parameter,
                                                  [](const auto& known) { return known.second; });
            is_written.push_back(column != parts.columns.end());
            if (is_written.back()) names += (names.empty() ? "" : ", ") + column->first;
        });
    }

    /// Hands each written member of `row` to `take`.
    void each(Columns& row, auto&& take) const {
        std::size_t at = 0;
        row.each([&](const char*, const auto& member) {
            if (is_written[at++]) take(member);
        });
    }

    std::string names;             ///< of the columns, comma-separated
    std::vector<bool> is_written;  ///< of the members, in the order of each()
};

}  // namespace desk::store
