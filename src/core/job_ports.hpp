#pragma once
#include "core/ports.hpp"

namespace desk::core {

/// What the desk's own jobs find and do, and when each is due.
/// Part of a unit of work: reached through Tx::housekeeping(), lives as long as it.
class Housekeeping {
  public:
    virtual ~Housekeeping() = default;
};

}  // namespace desk::core
