#pragma once
#include <set>

#include "core/number_ports.hpp"

namespace desk::store {

/// core::TicketNumbers of a desk whose tickets are made in memory: it has no others.
class BulkNumbers final : public core::TicketNumbers {
  public:
    /// \return false when it is taken already
    bool take(const std::string& number) { return taken_.insert(number).second; }
    void reached(core::TicketId highest) { highest_ = highest; }

    core::NumberMemory& memory() override { return memory_; }
    std::int64_t lane() override { return 0; }
    core::TicketId highest_id() override { return highest_; }
    std::int64_t count(const core::NumberSpace& space, std::int64_t first, std::int64_t last,
                       std::int64_t most) override;
    std::optional<core::NumberCount> kept_count(const core::NumberSpace&) override { return {}; }
    void keep_count(const core::NumberSpace&, const core::NumberCount&) override {}
    std::vector<std::string> list(const core::NumberSpace& space, std::int64_t first,
                                  std::int64_t last) override;

  private:
    core::NumberMemory memory_;
    core::TicketId highest_;
    std::set<std::string> taken_;
};

}  // namespace desk::store
