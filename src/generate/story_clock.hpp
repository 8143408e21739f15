#pragma once
#include "util/clock.hpp"

namespace desk::generate {

/// Tells the time of the story. One thread at a time.
class StoryClock final : public Clock {
  public:
    [[nodiscard]] Timestamp now() const override { return now_; }
    void set(Timestamp time) { now_ = time; }

  private:
    Timestamp now_;
};

}  // namespace desk::generate
