#pragma once
#include "core/move_ports.hpp"
#include "store/sql_tx.hpp"

namespace desk::store {

/// core::TicketMoves on the connection of one transaction.
class SqlTicketMoves final : public core::TicketMoves {
  public:
    SqlTicketMoves(Connection& connection, TxServices& services, core::Tx& tx)
        : connection_(connection), services_(services), tx_(tx) {}

  private:
    [[maybe_unused]] Connection& connection_;
    [[maybe_unused]] TxServices& services_;
    [[maybe_unused]] core::Tx& tx_;
};

}  // namespace desk::store
