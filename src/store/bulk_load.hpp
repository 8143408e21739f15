#pragma once
#include <cstdint>
#include <functional>
#include <memory>

#include "core/ports.hpp"
#include "store/store.hpp"

namespace desk::store {

/// Fills an empty desk as fast as the database takes it. Use cases run as everywhere else, but
/// their tickets stay in memory until nothing happens to them any more; rows go to the database in
/// bulk, from a thread of its own, and indexes are made last. All of it is one transaction: a load
/// that is not finished, or is killed, leaves the empty desk that was there. Nobody else can use
/// the desk meanwhile.
class BulkLoad {
  public:
    static constexpr int kCacheKib = 32 * 1024;

    /// Brings the schema up to date and begins.
    /// \param cache_kib  SQLite: pages in memory; beyond it they go to the file
    /// \throws std::runtime_error for a person: the desk has data, or is in use
    BulkLoad(const StoreOptions& options, const Clock& clock, Random& random,
             core::AttachmentFiles& files, int cache_kib = kCacheKib);
    ~BulkLoad();

    /// First, in the ordinary way: departments, agents, settings.
    void write_records(const std::function<void(core::Tx&)>& write);
    /// Then, in bulk: clients and what belongs to them, and use cases that open and change tickets.
    /// What has to be looked up by anything but an id, a title or a login is not to be had. The
    /// same object from the first call on.
    core::Tx& tx();
    /// Nothing happens to this ticket any more: its memory is free.
    void settle(core::TicketId ticket);
    /// Settles what is left, makes the indexes, and commits: durable when it returns.
    /// \param step  called before each of `of` steps, some of which take long, and after the last
    void finish(const std::function<void(std::int64_t done, std::int64_t of)>& step);

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace desk::store
