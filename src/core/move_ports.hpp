#pragma once
#include "core/ports.hpp"

namespace desk::core {

/// What takes tickets and messages away, brings them back, or puts them elsewhere: deletion, purge,
/// merge and split.
/// Part of a unit of work: reached through Tx::moves(), lives as long as it.
class TicketMoves {
  public:
    virtual ~TicketMoves() = default;
};

}  // namespace desk::core
