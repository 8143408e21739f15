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
const Query<EventsAfter, EventKindRow> kLatestEventsAfter{
    "latest events after",
    "SELECT ticket_id, type FROM event WHERE id > :after ORDER BY id DESC LIMIT :most"};

const Query<ByText> kGiveBackId{"give back id",
                                "UPDATE sqlite_sequence SET seq = seq - 1 WHERE name = :text"};

const Query<NumberRange, IdRow> kCountNumbers{"count numbers", R"sql(
    SELECT count(*) FROM (
        SELECT 1 FROM ticket WHERE number >= :first AND number <= :last AND number GLOB :pattern
        LIMIT :most))sql"};

std::string glob_escape(char c) {
    return c == '*' || c == '?' || c == '[' ? std::string{'[', c, ']'} : std::string{c};
}

struct FoldedRow {
    std::string folded;
    static auto columns(FoldedRow& r) { return std::tie(r.folded); }
};

const Query<ById, FoldedRow> kIndexedSubject{
    "indexed subject", "SELECT folded FROM ticket_subject WHERE ticket_id = :id"};
// An index without a copy of the text is told what it has to forget.
const Query<FoldedSubject> kForgetSubject{"forget subject", R"sql(
    INSERT INTO ticket_subject_trigram (ticket_subject_trigram, rowid, folded)
    VALUES ('delete', :id, :folded))sql"};
const Query<FoldedSubject> kIndexSubject{
    "index subject", "INSERT INTO ticket_subject_trigram (rowid, folded) VALUES (:id, :folded)"};
const Query<FoldedSubject> kKeepSubject{"keep subject", R"sql(
    INSERT INTO ticket_subject (ticket_id, folded) VALUES (:id, :folded)
    ON CONFLICT (ticket_id) DO UPDATE SET folded = excluded.folded)sql"};
const Query<ById> kDropSubject{"drop subject", "DELETE FROM ticket_subject WHERE ticket_id = :id"};

// Some two milliseconds' work. What was merged shows in the count of changed rows alone.
const Query<None> kMergeSubjects{"merge subjects", R"sql(
    INSERT INTO ticket_subject_trigram (ticket_subject_trigram, rank) VALUES ('merge', 16))sql"};
const Query<None, IdRow> kChanges{"changed rows", "SELECT total_changes()"};
constexpr std::int64_t kChangesOfNoMerge = 1;

const Query<ByText, ListedRow> kFindSubjects{"find subjects", std::string(kListedColumns) + R"sql(
    FROM ticket_subject_trigram f CROSS JOIN ticket t
    WHERE f.ticket_subject_trigram MATCH :text AND t.id = f.rowid
      AND t.merged_into = 0 AND t.deleted_at = 0)sql"};

/// Three characters in a row that must all be there, each as a word of the query. The more, the
/// fewer tickets are found in vain, and the longer it takes to find them.
std::string trigram_query(const std::string& folded) {
    constexpr std::size_t kMostTrigrams = 24;
    std::vector<std::size_t> begins;
    for (std::size_t i = 0; i < folded.size(); ++i) {
        if ((static_cast<unsigned char>(folded[i]) & 0xC0U) != 0x80U) begins.push_back(i);
    }
    const std::size_t trigrams = begins.size() - 2;
    const std::size_t step = (trigrams + kMostTrigrams - 1) / kMostTrigrams;
    begins.push_back(folded.size());
    std::string query;
    for (std::size_t i = 0; i < trigrams; i += step) {
        if (!query.empty()) query += " AND ";
        query += '"';
        for (std::size_t at = begins[i]; at < begins[i + 3]; ++at) {
            if (folded[at] == '"') query += '"';
            query += folded[at];
        }
        query += '"';
    }
    return query;
}

/// One writer at a time, so nothing has to be locked and no counter has to be split.
class SqliteBackend final : public Backend {
  public:
    void look_over(Connection&) override {}

    std::optional<InsertedTicket> insert_ticket(Connection& connection,
                                                TicketToInsert&& rows) override {
        const CounterStep step{rows.ticket.department, rows.ticket.status, rows.ticket.flag, 0, 1};
        const bool is_id_given = rows.ticket.id != 0;
        if (connection.run(kInsertTicket, std::move(rows.ticket)) == 0) {
            // Nobody has seen the id that AUTOINCREMENT drew for it.
            if (!is_id_given) connection.run(kGiveBackId, {"ticket"});
            return std::nullopt;
        }
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

    std::int64_t count_numbers(Connection& connection, const core::NumberSpace& space,
                               NumberRange range) override {
        range.pattern = number_pattern(space, glob_escape);
        return connection.one(kCountNumbers, std::move(range))->id;
    }

    std::int64_t next_wire_id(Connection& connection, core::MessageKind kind) override {
        const char* name = kind == core::MessageKind::note ? "note" : "reply";
        return connection.one(kNextInSequence, {name})->id;
    }

    bool lock_ticket(Connection&, const core::TicketRef&) override { return true; }

    void lock_row(Connection&, core::TicketId) override {}

    std::int64_t counter_slot(Connection&) override { return 0; }
    [[nodiscard]] bool reads_tickets_in_one_statement() const override { return false; }

    std::vector<ListedRow> find_subjects(Connection& connection,
                                         const std::string& folded) override {
        return connection.all(kFindSubjects, {trigram_query(folded)});
    }

    void index_subjects(Connection& connection,
                        const std::vector<FoldedSubject>& subjects) override {
        for (const FoldedSubject& subject : subjects) {
            if (const auto old = connection.one(kIndexedSubject, {subject.id})) {
                if (old->folded == subject.folded) continue;
                connection.run(kForgetSubject, {subject.id, old->folded});
            }
            if (subject.folded.empty()) {
                connection.run(kDropSubject, {subject.id});
            } else {
                connection.run(kKeepSubject, subject);
                connection.run(kIndexSubject, subject);
            }
        }
    }

    bool tidy_subjects(Connection& connection) override {
        const std::int64_t before = connection.one(kChanges)->id;
        connection.run(kMergeSubjects);
        return connection.one(kChanges)->id - before > kChangesOfNoMerge;
    }

    std::vector<EventRow> events_after(Connection& connection, EventsAfter page) override {
        return connection.all(kEventsAfter, page);
    }

    std::vector<EventKindRow> latest_events_after(Connection& connection,
                                                  EventsAfter page) override {
        return connection.all(kLatestEventsAfter, page);
    }

    void lock_tables(Connection&, const std::string&) override {}

    /// AUTOINCREMENT sees to that by itself.
    void reserve_id(Connection&, const std::string&, std::int64_t) override {}
};

}  // namespace

std::unique_ptr<Backend> sqlite_backend() { return std::make_unique<SqliteBackend>(); }

}  // namespace desk::store
