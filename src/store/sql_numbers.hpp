#pragma once
#include "core/number_ports.hpp"
#include "store/sql_tx.hpp"

namespace desk::store {

/// core::TicketNumbers on the connection of one transaction.
class SqlTicketNumbers final : public core::TicketNumbers {
  public:
    SqlTicketNumbers(Connection& connection, TxServices& services)
        : connection_(connection), services_(services) {}

    core::NumberMemory& memory() override { return services_.numbers; }
    std::int64_t lane() override { return services_.backend.counter_slot(connection_); }
    core::TicketId highest_id() override;
    std::int64_t count(const core::NumberSpace& space, std::int64_t first, std::int64_t last,
                       std::int64_t most) override;
    std::optional<core::NumberCount> kept_count(const core::NumberSpace& space) override;
    void keep_count(const core::NumberSpace& space, const core::NumberCount& count) override;
    std::vector<std::string> list(const core::NumberSpace& space, std::int64_t first,
                                  std::int64_t last) override;

  private:
    Connection& connection_;
    TxServices& services_;
};

}  // namespace desk::store
