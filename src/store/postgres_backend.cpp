#include <boost/json.hpp>

#include "store/backend.hpp"
#include "store/postgres_connection.hpp"
#include "util/log.hpp"

namespace desk::store {

namespace {

/// Ticket, opening, event and counter as the one statement they are written with: each statement is
/// a round trip, and opening a ticket is to be four of them with BEGIN and COMMIT.
struct WholeTicket {
    TicketColumns ticket;
    MessageColumns opening;
    EventColumns event;
    std::int64_t slot = 0;

    void each(auto&& bind) {
        ticket.each(bind);
        opening.each([&bind](const char* name, auto& member) {
            if (std::string_view(name) != "ticket") bind(name, member);
        });
        event.each([&bind](const char* name, auto& member) {
            if (std::string_view(name) != "ticket") bind(name, member);
        });
        bind("slot", slot);
    }
};

struct InsertedRow {
    std::int64_t ticket = 0, opening = 0;
    static auto columns(InsertedRow& r) { return std::tie(r.ticket, r.opening); }
};

const Query<WholeTicket, InsertedRow> kInsertTicket{
    "insert whole ticket", std::string("WITH t AS (INSERT INTO ticket (id, ") + kTicketColumnList +
                               R"sql()
    VALUES (CASE WHEN CAST(:id AS BIGINT) = 0 THEN nextval('ticket_id_seq')
                 ELSE CAST(:id AS BIGINT) END, )sql" +
                               kTicketValueList + R"sql()
    ON CONFLICT DO NOTHING RETURNING id),
    m AS (
        INSERT INTO message (ticket_id, kind, wire_id, author_kind, author_id, author_name,
                             author_email, body, format, origin, created_at, attachment_count)
        SELECT id, :kind, :wire_id, :author_kind, :author_id, :author_name, :author_email, :body,
               :format, :message_origin, :written_at, :attachment_count FROM t
        RETURNING id),
    e AS (
        INSERT INTO event (ticket_id, type, actor_kind, actor_id, actor_name, origin, details,
                           created_at)
        SELECT id, :type, :actor_kind, :actor_id, :actor_name, :event_origin, :details,
               :happened_at FROM t),
    c AS (
        INSERT INTO ticket_counter (department_id, status_id, flag_agent_id, slot, count)
        SELECT :department, :status, :flag, :slot, 1 FROM t
        ON CONFLICT (department_id, status_id, flag_agent_id, slot)
        DO UPDATE SET count = ticket_counter.count + 1)
    SELECT t.id, m.id FROM t, m)sql"};

const Query<ByText, IdRow> kDrawId{"draw id",
                                   "SELECT nextval(pg_get_serial_sequence(:text, 'id'))"};

struct IdOfTable {
    std::string table;
    std::int64_t id = 0;
    void each(auto&& bind) { bind("table", table), bind("id", id); }
};

const Query<IdOfTable, IdRow> kReserveId{"reserve id", R"sql(
    SELECT setval(s.name, CAST(:id AS BIGINT))
    FROM (SELECT CAST(pg_get_serial_sequence(:table, 'id') AS regclass) AS name) s
    WHERE COALESCE(pg_sequence_last_value(s.name), 0) < CAST(:id AS BIGINT))sql"};

const Query<NumberRange, IdRow> kCountNumbers{"count numbers by pattern", R"sql(
    SELECT count(*) FROM (
        SELECT 1 FROM ticket WHERE number >= :first AND number <= :last AND number ~ :pattern
        LIMIT :most) AS numbers)sql"};

std::string regex_escape(char c) {
    const bool is_special = std::string_view("\\^$.[]|()?*+{}").find(c) != std::string_view::npos;
    return is_special ? std::string{'\\', c} : std::string{c};
}

const Query<None, IdRow> kNextReply{"next reply id", "SELECT nextval('reply_wire_id')"};
const Query<None, IdRow> kNextNote{"next note id", "SELECT nextval('note_wire_id')"};

// Locked on its own: a join would lose the row when a concurrent update has changed what it joins.
const Query<ById, IdRow> kLockById{
    "lock ticket by id", "SELECT id FROM ticket WHERE id = :id AND deleted_at = 0 FOR UPDATE"};
const Query<ByText, IdRow> kLockByNumber{
    "lock ticket by number",
    "SELECT id FROM ticket WHERE number = :text AND deleted_at = 0 FOR UPDATE"};
const Query<ByText, IdRow> kLockByCode{
    "lock ticket by code",
    "SELECT id FROM ticket WHERE code = :text AND deleted_at = 0 FOR UPDATE"};

const Query<ById, IdRow> kLockRow{"lock ticket row",
                                  "SELECT id FROM ticket WHERE id = :id FOR UPDATE"};

// The order of ids is not that of commits: whoever asked for what has a higher id than the last one
// would miss what a slower transaction drew before it. Transactions have an order, in which nothing
// comes any more below the oldest running one. An `after` that no event has, as 0, stands where the
// one before it does.
constexpr const char* kAfterEvent = R"sql(
    FROM event
    WHERE (transaction_id, id) > (
        COALESCE((SELECT transaction_id FROM event WHERE id <= :after ORDER BY id DESC LIMIT 1),
                 CAST('0' AS XID8)), :after))sql";
const Query<EventsAfter, EventRow> kEventsAfter{
    "settled events after", std::string("SELECT ") + kEventColumnList + kAfterEvent + R"sql(
        AND transaction_id < pg_snapshot_xmin(pg_current_snapshot())
    ORDER BY transaction_id, id LIMIT :most)sql"};
const Query<EventsAfter, EventKindRow> kLatestEventsAfter{
    "latest events in order after", std::string("SELECT ticket_id, type") + kAfterEvent + R"sql(
    ORDER BY transaction_id DESC, id DESC LIMIT :most)sql"};

/// A JSON list of pairs of id and text.
struct JsonRows {
    std::string rows;
    void each(auto&& bind) { bind("rows", rows); }
};

const Query<JsonRows> kKeepSubjects{"keep folded subjects", R"sql(
    INSERT INTO ticket_subject (ticket_id, folded)
    SELECT CAST(pair ->> 0 AS BIGINT), pair ->> 1
    FROM jsonb_array_elements(CAST(:rows AS JSONB)) AS given (pair)
    ON CONFLICT (ticket_id) DO UPDATE SET folded = excluded.folded
    WHERE ticket_subject.folded <> excluded.folded)sql"};
const Query<ById> kDropSubject{"drop folded subject",
                               "DELETE FROM ticket_subject WHERE ticket_id = :id"};

const Query<ByText, ListedRow> kFindSubjects{"find subjects in folded",
                                             std::string(kListedColumns) + R"sql(
    FROM ticket_subject f JOIN ticket t ON t.id = f.ticket_id
    WHERE f.folded LIKE :text AND t.merged_into = 0 AND t.deleted_at = 0)sql"};

const Query<None, IdRow> kTrigramIndex{
    "trigram index", "SELECT count(*) FROM pg_indexes WHERE indexname = 'ticket_subject_trigram'"};

/// A LIKE pattern for that text anywhere.
std::string containing(const std::string& text) {
    std::string pattern = "%";
    for (const char c : text) {
        if (c == '%' || c == '_' || c == '\\') pattern += '\\';
        pattern += c;
    }
    return pattern + "%";
}

class PostgresBackend final : public Backend {
  public:
    void look_over(Connection& connection) override {
        if (connection.one(kTrigramIndex)->id > 0) return;
        log::warning(
            "searches in subjects are slow: the extension pg_trgm could not be created; let the "
            "database's owner run CREATE EXTENSION pg_trgm; CREATE INDEX ticket_subject_trigram ON "
            "ticket_subject USING gin (folded gin_trgm_ops)",
            {});
    }

    std::optional<InsertedTicket> insert_ticket(Connection& connection,
                                                TicketToInsert&& rows) override {
        const auto row =
            connection.one(kInsertTicket, {std::move(rows.ticket), std::move(rows.opening),
                                           std::move(rows.event), counter_slot(connection)});
        if (!row) return std::nullopt;
        return InsertedTicket{core::TicketId(row->ticket), core::MessageId(row->opening)};
    }

    std::int64_t draw_id(Connection& connection, const std::string& table) override {
        return connection.one(kDrawId, {table})->id;
    }

    std::int64_t count_numbers(Connection& connection, const core::NumberSpace& space,
                               NumberRange range) override {
        range.pattern = '^' + number_pattern(space, regex_escape) + '$';
        return connection.one(kCountNumbers, std::move(range))->id;
    }

    std::int64_t next_wire_id(Connection& connection, core::MessageKind kind) override {
        return connection.one(kind == core::MessageKind::note ? kNextNote : kNextReply)->id;
    }

    bool lock_ticket(Connection& connection, const core::TicketRef& ref) override {
        if (ref.id.is_set()) return connection.one(kLockById, {ref.id.value()}).has_value();
        if (!ref.number.empty()) return connection.one(kLockByNumber, {ref.number}).has_value();
        if (!ref.code.empty()) return connection.one(kLockByCode, {ref.code}).has_value();
        return false;
    }

    void lock_row(Connection& connection, core::TicketId id) override {
        connection.one(kLockRow, {id.value()});
    }

    std::int64_t counter_slot(Connection& connection) override {
        return static_cast<PostgresConnection&>(connection).counter_slot();
    }

    [[nodiscard]] bool reads_tickets_in_one_statement() const override { return true; }

    std::vector<ListedRow> find_subjects(Connection& connection,
                                         const std::string& folded) override {
        return connection.all(kFindSubjects, {containing(folded)});
    }

    void index_subjects(Connection& connection,
                        const std::vector<FoldedSubject>& subjects) override {
        boost::json::array kept;
        for (const FoldedSubject& subject : subjects) {
            if (subject.folded.empty()) {
                connection.run(kDropSubject, {subject.id});
            } else {
                kept.push_back(boost::json::array{subject.id, subject.folded});
            }
        }
        if (!kept.empty()) connection.run(kKeepSubjects, {boost::json::serialize(kept)});
    }

    bool tidy_subjects(Connection&) override { return false; }

    std::vector<EventRow> events_after(Connection& connection, EventsAfter page) override {
        return connection.all(kEventsAfter, page);
    }

    std::vector<EventKindRow> latest_events_after(Connection& connection,
                                                  EventsAfter page) override {
        return connection.all(kLatestEventsAfter, page);
    }

    void lock_tables(Connection& connection, const std::string& tables) override {
        connection.script("LOCK TABLE " + tables + " IN SHARE ROW EXCLUSIVE MODE", "lock tables");
    }

    void reserve_id(Connection& connection, const std::string& table, std::int64_t id) override {
        connection.one(kReserveId, {table, id});
    }
};

}  // namespace

std::unique_ptr<Backend> postgres_backend() { return std::make_unique<PostgresBackend>(); }

}  // namespace desk::store
