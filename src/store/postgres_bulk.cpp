#include "store/bulk_target.hpp"
#include "store/postgres_connection.hpp"

namespace desk::store {

namespace {

void append(std::string& out, const std::int64_t& value) { out += std::to_string(value); }

/// As the text form of COPY wants it.
void append(std::string& out, const std::string& value) {
    for (const char c : value) {
        switch (c) {
            case '\\':
                out += "\\\\";
                break;
            case '\n':
                out += "\\n";
                break;
            case '\r':
                out += "\\r";
                break;
            case '\t':
                out += "\\t";
                break;
            default:
                out += c;
                break;
        }
    }
}

/// Copies rows into the table of an INSERT.
template <class Columns>
class Copier {
  public:
    Copier(PostgresConnection& connection, const std::string& insert, const char* name)
        : Copier(connection, take_apart(insert), name) {}

    void run(ReusedRows<Columns>& rows) {
        if (rows.empty()) return;
        text_.clear();
        for (Columns& row : rows) {
            const std::size_t begin = text_.size();
            columns_.each(row, [&](const auto& member) {
                if (text_.size() > begin) text_ += '\t';
                append(text_, member);
            });
            text_ += '\n';
        }
        connection_.copy(sql_, text_, name_);
    }

  private:
    Copier(PostgresConnection& connection, const InsertParts& parts, const char* name)
        : connection_(connection),
          name_(name),
          columns_(parts),
          sql_("COPY " + parts.table + " (" + columns_.names + ") FROM STDIN") {}

    PostgresConnection& connection_;
    const char* name_;
    WrittenColumns<Columns> columns_;
    std::string sql_;
    std::string text_;
};

const Query<ByText, IndexDefinition> kIndexes{"indexes of a relation", R"sql(
    SELECT CAST(c.relname AS TEXT), pg_get_indexdef(i.indexrelid)
    FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
    WHERE i.indrelid = CAST(quote_ident(:text) AS regclass)
      AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid)
    ORDER BY c.relname)sql"};

struct NextValue {
    std::string name;
    std::int64_t next = 0;
    void each(auto&& bind) { bind("name", name), bind("next", next); }
};

const Query<NextValue, IdRow> kSetNext{
    "set sequence", "SELECT setval(CAST(:name AS regclass), CAST(:next AS BIGINT), false)"};

struct SequenceRow {
    std::string name;
    std::int64_t next = 0;
    static auto columns(SequenceRow& r) { return std::tie(r.name, r.next); }
};

const Query<None, SequenceRow> kSequences{"sequences", R"sql(
    SELECT CAST(sequencename AS TEXT), COALESCE(last_value + 1, start_value) FROM pg_sequences
    WHERE schemaname = current_schema())sql"};

class PostgresBulk final : public BulkTarget {
  public:
    explicit PostgresBulk(const std::string& url) : connection_(url) {
        connection_.begin();
        // What a sequence has given stays given, unless it was made anew in the transaction that is
        // rolled back: an interrupted load uses up no ids.
        for (const SequenceRow& row : connection_.all(kSequences)) {
            connection_.script(
                "ALTER SEQUENCE \"" + row.name + "\" RESTART WITH " + std::to_string(row.next),
                "restart sequence");
        }
    }
    ~PostgresBulk() override { connection_.roll_back(); }

    Connection& connection() override { return connection_; }

    std::vector<IndexDefinition> indexes_of(const std::string& table) override {
        return connection_.all(kIndexes, {table});
    }

    void write(BulkBatch& batch) override { copiers_.run(batch); }

    void set_next_wire_id(core::MessageKind kind, std::int64_t next) override {
        const bool is_note = kind == core::MessageKind::note;
        connection_.one(kSetNext, {is_note ? "note_wire_id" : "reply_wire_id", next});
    }

    void begin_indexes() override {
        connection_.script("SET LOCAL maintenance_work_mem = '256MB'", "sort in memory");
    }

    /// Its index is one of those that are made again.
    void index_subjects() override {}

    void commit() override { connection_.commit(); }

  private:
    PostgresConnection connection_;
    BulkInserts<Copier> copiers_{connection_};
};

}  // namespace

std::unique_ptr<BulkTarget> postgres_bulk_target(const StoreOptions& options) {
    return std::make_unique<PostgresBulk>(options.database);
}

}  // namespace desk::store
