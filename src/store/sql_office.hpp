#pragma once
#include "core/office_ports.hpp"
#include "store/sql_tx.hpp"

namespace desk::store {

/// core::Office on the connection of one transaction.
class SqlOffice final : public core::Office {
  public:
    SqlOffice(Connection& connection, TxServices& services, core::Tx& tx)
        : connection_(connection), services_(services), tx_(tx) {}

    // office_rows.cpp
    core::Sliced<core::Announcement> announcements(const core::Slice& slice) override;
    std::vector<Timestamp> tickets_opened_since(Timestamp since) override;

  private:
    Connection& connection_;
    [[maybe_unused]] TxServices& services_;
    core::Tx& tx_;
};

}  // namespace desk::store
