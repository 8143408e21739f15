#pragma once
#include <cstdint>
#include <string>

#include "bench/floor_sqlite.hpp"

namespace desk::bench {

/// Reads of one I/O thread, on a connection of its own.
class Reader {
  public:
    explicit Reader(const std::string& path);
    /// A ticket with its messages as JSON; empty when there is none.
    std::string get_ticket(std::int64_t id);

  private:
    Connection db_;
    Statement begin_;
    Statement ticket_;
    Statement messages_;
    Statement commit_;
};

}  // namespace desk::bench
