#pragma once
#include <chrono>

namespace desk {

/// A point in time: UTC seconds, everywhere inside the desk. Local time exists at its edges only
/// (util/time_text.hpp).
using Timestamp = std::chrono::sys_seconds;

/// Where the time comes from, so that tests move it by hand.
class Clock {
  public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual Timestamp now() const = 0;
};

class SystemClock final : public Clock {
  public:
    [[nodiscard]] Timestamp now() const override {
        return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    }
};

}  // namespace desk
