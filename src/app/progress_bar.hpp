#pragma once
#include <chrono>
#include <cstdint>
#include <functional>

namespace desk::app {

/// A bar on standard error that a person sees move; nothing where that is no terminal. Wiped away
/// at its end, so that what the command prints stands alone.
class ProgressBar {
  public:
    ProgressBar();
    ~ProgressBar();
    ProgressBar(const ProgressBar&) = delete;
    ProgressBar& operator=(const ProgressBar&) = delete;

    /// Draws, a few times a second at most.
    void show(std::int64_t done, std::int64_t total);
    /// show() for whoever takes a function; the bar must outlive it.
    std::function<void(std::int64_t done, std::int64_t total)> shower();

  private:
    const bool is_terminal_;
    bool is_drawn_ = false;
    std::chrono::steady_clock::time_point started_;
    std::chrono::steady_clock::time_point drawn_at_;
};

}  // namespace desk::app
