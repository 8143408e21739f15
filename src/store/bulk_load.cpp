#include "store/bulk_load.hpp"

#include <algorithm>
#include <stdexcept>

#include "store/batch_writer.hpp"
#include "store/bulk_tx.hpp"
#include "store/live_settings.hpp"

namespace desk::store {

namespace {

constexpr const char* kNotEmpty =
    "This desk has data of its own, and only an empty one can be filled. Make another in an empty "
    "folder: polydesk generate --data FOLDER";
constexpr const char* kInUse =
    "Somebody else has the database of this desk open. Stop the server, and try again when nothing "
    "else uses it.";

// No event is left for the subject index to follow.
const Query<None> kAllFollowed{
    "all events followed",
    "UPDATE subject_feed SET event_id = (SELECT COALESCE(max(id), 0) FROM event)"};

/// Of partial indexes that no made-up row is in, nothing would be made but a look at every row.
bool stays_empty(const IndexDefinition& index) {
    static constexpr const char* kNever[] = {"deleted_at > 0", "merged_into > 0", "moved_from > 0"};
    return std::ranges::any_of(kNever, [&index](const char* condition) {
        return index.sql.find(condition) != std::string::npos;
    });
}

bool is_sqlite(const StoreOptions& options) { return options.database.starts_with("sqlite:"); }

std::unique_ptr<BulkTarget> begin(const StoreOptions& options, int cache_kib) try {
    return is_sqlite(options) ? sqlite_bulk_target(options, cache_kib)
                              : postgres_bulk_target(options);
} catch (const DbError& error) {
    if (error.kind() != DbError::Kind::busy) throw;
    throw std::runtime_error(kInUse);
}

}  // namespace

struct BulkLoad::Impl {
    Impl(const StoreOptions& options, const Clock& clock, Random& random,
         core::AttachmentFiles& files, int cache_kib);

    void begin_bulk();
    void finish(const std::function<void(std::int64_t, std::int64_t)>& step);

    std::unique_ptr<Backend> backend;
    LiveSettings settings;
    TxServices services;
    std::unique_ptr<BulkTarget> target;
    std::unique_ptr<BulkFacts> facts;
    NoConnection nowhere;
    BulkIds first;
    std::vector<IndexDefinition> dropped;
    std::unique_ptr<BatchWriter> writer;  ///< ends before what it uses
    std::unique_ptr<BulkTx> bulk;
};

BulkLoad::Impl::Impl(const StoreOptions& options, const Clock& clock, Random& random,
                     core::AttachmentFiles& files, int cache_kib)
    : backend(is_sqlite(options) ? sqlite_backend() : postgres_backend()),
      services{clock, random, files, *backend, settings},
      target(begin(options, cache_kib)) {
    settings.set(load_settings(target->connection()));
    SqlTx tx(target->connection(), services);
    if (!tx.is_empty_desk()) throw std::runtime_error(kNotEmpty);
}

/// The desk's own records are there: from here on the connection is the writer's.
void BulkLoad::Impl::begin_bulk() {
    Connection& connection = target->connection();
    {
        SqlTx tx(connection, services);
        facts = std::make_unique<BulkFacts>(connection, tx);
    }
    first.each_table(
        [&](const char* table, std::int64_t& id) { id = backend->draw_id(connection, table); });
    first.reply = backend->next_wire_id(connection, core::MessageKind::reply);
    first.note = backend->next_wire_id(connection, core::MessageKind::note);
    for (const char* table : kBulkTables) {
        for (IndexDefinition& index : target->indexes_of(table)) {
            if (stays_empty(index)) continue;
            connection.script("DROP INDEX \"" + index.name + "\"", "drop index");
            dropped.push_back(std::move(index));
        }
    }
    writer = std::make_unique<BatchWriter>(*target);
    bulk = std::make_unique<BulkTx>(nowhere, services, *facts, first,
                                    [this](BulkBatch& batch) { writer->post(batch); });
}

void BulkLoad::Impl::finish(const std::function<void(std::int64_t, std::int64_t)>& step) {
    Connection& connection = target->connection();
    const auto steps = static_cast<std::int64_t>(dropped.size()) + 3;
    std::int64_t done = 0;
    step(done++, steps);
    bulk->settle_all();
    writer->finish();
    for (const CounterStep& counter : bulk->counters()) step_counter(connection, counter);
    BulkIds next = bulk->next();
    target->set_next_wire_id(core::MessageKind::reply, next.reply);
    target->set_next_wire_id(core::MessageKind::note, next.note);
    next.each_table([&](const char* table, std::int64_t& id) {
        backend->reserve_id(connection, table, id - 1);
    });
    target->begin_indexes();
    for (const IndexDefinition& index : dropped) {
        step(done++, steps);
        connection.script(index.sql, "make index");
    }
    step(done++, steps);
    target->index_subjects();
    connection.run(kAllFollowed);
    step(done++, steps);
    target->commit();
    step(done, steps);
}

BulkLoad::BulkLoad(const StoreOptions& options, const Clock& clock, Random& random,
                   core::AttachmentFiles& files, int cache_kib) {
    {
        const SystemClock now;
        Metrics metrics;
        const Store store(options, now, random, files, metrics);  // brings it up to date
    }
    impl_ = std::make_unique<Impl>(options, clock, random, files, cache_kib);
}

BulkLoad::~BulkLoad() = default;

void BulkLoad::write_records(const std::function<void(core::Tx&)>& write) {
    SqlTx tx(impl_->target->connection(), impl_->services);
    write(tx);
}

core::Tx& BulkLoad::tx() {
    if (!impl_->bulk) impl_->begin_bulk();
    return *impl_->bulk;
}

void BulkLoad::settle(core::TicketId ticket) { impl_->bulk->settle(ticket); }

void BulkLoad::finish(const std::function<void(std::int64_t done, std::int64_t of)>& step) {
    tx();
    impl_->finish(step);
}

}  // namespace desk::store
