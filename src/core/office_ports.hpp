#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/account_ports.hpp"
#include "core/announcement.hpp"

namespace desk::core {

/// What a desk keeps beside tickets and people: announcements, numbers.
/// Part of a unit of work: reached through Tx::office(), lives as long as it.
class Office {
  public:
    virtual ~Office() = default;

    /// Newest first.
    virtual Sliced<Announcement> announcements(const Slice& slice) = 0;

    /// When the tickets were opened that were opened at `since` or later, in no order; merged and
    /// deleted ones are left out. Leaves the read lane.
    virtual std::vector<Timestamp> tickets_opened_since(Timestamp since) = 0;
};

}  // namespace desk::core
