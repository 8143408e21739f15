#pragma once
#include "core/ports.hpp"

namespace desk::core {

/// Pages of tickets and how many there are.
/// Part of a unit of work: reached through Tx::lists(), lives as long as it.
class TicketLists {
  public:
    virtual ~TicketLists() = default;
};

}  // namespace desk::core
