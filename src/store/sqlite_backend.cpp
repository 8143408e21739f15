#include "store/backend.hpp"
#include "store/sqlite_connection.hpp"

namespace desk::store {

namespace {

const Query<TicketColumns> kInsertTicket{
    "insert ticket", std::string("INSERT INTO ticket (id, ") + kTicketColumnList +
                         ") VALUES (NULLIF(:id, 0), " + kTicketValueList +
                         ") ON CONFLICT DO NOTHING"};

const Query<ByText, IdRow> kNextId{
    "next id", "UPDATE sqlite_sequence SET seq = seq + 1 WHERE name = :text RETURNING seq"};
const Query<ByText> kFirstId{"first id",
                             "INSERT INTO sqlite_sequence (name, seq) VALUES (:text, 1)"};

const Query<ByText, IdRow> kNextInSequence{
    "next wire id", "UPDATE sequence SET value = value + 1 WHERE name = :text RETURNING value"};

const Query<EventsAfter, EventRow> kEventsAfter{
    "events after", std::string("SELECT ") + kEventColumnList +
                        " FROM event WHERE id > :after ORDER BY id LIMIT :most"};

/// One writer at a time, so nothing has to be locked and no counter has to be split.
class SqliteBackend final : public Backend {
  public:
    std::optional<InsertedTicket> insert_ticket(Connection& connection,
                                                TicketToInsert&& rows) override {
        const CounterStep step{rows.ticket.department, rows.ticket.status, rows.ticket.flag, 0, 1};
        if (connection.run(kInsertTicket, std::move(rows.ticket)) == 0) return std::nullopt;
        const std::int64_t id = static_cast<SqliteConnection&>(connection).last_insert_id();
        rows.opening.ticket = id;
        rows.event.ticket = id;
        const core::MessageId opening = insert_message_row(connection, std::move(rows.opening));
        step_counter(connection, step);
        insert_event(connection, std::move(rows.event));
        return InsertedTicket{core::TicketId(id), opening};
    }

    /// AUTOINCREMENT counts on from here.
    std::int64_t draw_id(Connection& connection, const std::string& table) override {
        if (const auto row = connection.one(kNextId, {table})) return row->id;
        connection.run(kFirstId, {table});
        return 1;
    }

    std::int64_t next_wire_id(Connection& connection, core::MessageKind kind) override {
        const char* name = kind == core::MessageKind::note ? "note" : "reply";
        return connection.one(kNextInSequence, {name})->id;
    }

    bool lock_ticket(Connection&, const core::TicketRef&) override { return true; }

    std::int64_t counter_slot() override { return 0; }
    [[nodiscard]] bool reads_tickets_in_one_statement() const override { return false; }

    std::vector<EventRow> events_after(Connection& connection, EventsAfter page) override {
        return connection.all(kEventsAfter, page);
    }

    /// AUTOINCREMENT sees to that by itself.
    void reserve_id(Connection&, const std::string&, std::int64_t) override {}
};

}  // namespace

std::unique_ptr<Backend> sqlite_backend() { return std::make_unique<SqliteBackend>(); }

}  // namespace desk::store
