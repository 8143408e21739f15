#pragma once
#include "core/number_ports.hpp"
#include "store/seen_texts.hpp"

namespace desk::store {

/// core::TicketNumbers of a desk whose tickets are made in memory: it has no others. What is asked
/// of them in order is rare and about few, or about a space that tickets have half filled, so each
/// number of it is looked up: an ordered set of millions would cost each ticket more than that.
class BulkNumbers final : public core::TicketNumbers {
  public:
    /// \return false when it is taken already
    bool take(std::string_view number) { return taken_.add(number); }
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
    SeenTexts taken_;
};

}  // namespace desk::store
