#pragma once
#include "core/ports.hpp"

namespace desk::core {

/// The records that a desk is set up with, as the commands keep them: agents, clients, departments,
/// statuses and the like. What a ticket's own use cases look up is in Tx.
/// Part of a unit of work: reached through Tx::records(), lives as long as it.
class Records {
  public:
    virtual ~Records() = default;
};

}  // namespace desk::core
