#pragma once
#include <optional>
#include <vector>

#include "core/ticket_search.hpp"
#include "store/list_row.hpp"
#include "store/sql_tx.hpp"

namespace desk::store {

/// The keys of a page of a search, one more than the page holds where there is one; nothing where
/// too many tickets would have to be looked at.
///
/// What an index leads to few of is collected, looked at and sorted. Otherwise the tickets are
/// looked at one after the other, in the order that is asked for, until the page is full; where
/// that takes long and an index knows which of them may fit, those alone.
class TicketSearcher {
  public:
    TicketSearcher(Connection& connection, TxServices& services, core::Tx& tx,
                   const core::TicketSearch& search, const core::ListPage& page);
    ~TicketSearcher();

    std::optional<std::vector<ListKeyRow>> find();
    /// Where the page ended, for the one that comes next.
    void keep(const ListKeyRow& last, std::int64_t size);

  private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace desk::store
