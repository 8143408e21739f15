#pragma once
#include <memory>
#include <string>
#include <vector>

#include "store/bulk_rows.hpp"
#include "store/connection.hpp"
#include "store/store.hpp"

namespace desk::store {

/// An index, and how to make it again.
struct IndexDefinition {
    std::string name;
    std::string sql;

    static auto columns(IndexDefinition& r) { return std::tie(r.name, r.sql); }
};

/// What the two databases do differently while they are filled. One transaction from its making to
/// commit(): whatever ends it before, a kill or a power cut included, leaves what was there.
class BulkTarget {
  public:
    virtual ~BulkTarget() = default;
    /// For everything that is not a batch; one thread at a time.
    virtual Connection& connection() = 0;
    /// Each index of a table that no constraint needs, in the database's own words.
    virtual std::vector<IndexDefinition> indexes_of(const std::string& table) = 0;
    virtual void write(BulkBatch& batch) = 0;
    /// The wire id of the next reply or note.
    virtual void set_next_wire_id(core::MessageKind kind, std::int64_t next) = 0;
    /// Once all rows are there, before the indexes of their tables are made.
    virtual void begin_indexes() = 0;
    /// At last: what finds tickets by their subjects.
    virtual void index_subjects() = 0;
    /// Durable when it returns.
    virtual void commit() = 0;
};

/// \throws DbError (busy) when anybody else has the database open
std::unique_ptr<BulkTarget> sqlite_bulk_target(const StoreOptions& options, int cache_kib);
std::unique_ptr<BulkTarget> postgres_bulk_target(const StoreOptions& options);

}  // namespace desk::store
