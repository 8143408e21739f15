#pragma once
#include "core/watcher_ports.hpp"
#include "store/sql_tx.hpp"

namespace desk::store {

/// core::Watchers on the connection of one transaction. In watcher_rows.cpp.
class SqlWatchers final : public core::Watchers {
  public:
    explicit SqlWatchers(Connection& connection) : connection_(connection) {}

    std::vector<core::AgentId> of_ticket(core::TicketId ticket) override;
    void add(core::TicketId ticket, core::AgentId agent) override;
    void remove(core::TicketId ticket, core::AgentId agent) override;

  private:
    /// The ticket, and all that were merged into it, one into the next.
    std::vector<std::int64_t> with_parts(core::TicketId ticket);

    Connection& connection_;
};

}  // namespace desk::store
