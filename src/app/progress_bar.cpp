#include "app/progress_bar.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <string>

namespace desk::app {

namespace {

constexpr int kWidth = 30;
constexpr std::chrono::milliseconds kPause{100};
constexpr const char* kWipe = "\r\x1b[K";

}  // namespace

ProgressBar::ProgressBar()
    : is_terminal_(::isatty(STDERR_FILENO) == 1), started_(std::chrono::steady_clock::now()) {}

ProgressBar::~ProgressBar() {
    if (is_drawn_) std::fputs(kWipe, stderr);
}

void ProgressBar::show(std::int64_t done, std::int64_t total) {
    const auto now = std::chrono::steady_clock::now();
    if (!is_terminal_ || total <= 0 || now - drawn_at_ < kPause) return;
    drawn_at_ = now;
    is_drawn_ = true;
    const double part = std::clamp(static_cast<double>(done) / static_cast<double>(total), 0., 1.);
    const auto filled = static_cast<std::size_t>(part * kWidth);
    const double elapsed = std::chrono::duration<double>(now - started_).count();
    const std::string left =
        part > 0.02 ? fmt::format("  {:.0f} s left", elapsed / part - elapsed) : std::string();
    std::fputs(fmt::format("{}[{}{}] {:3.0f} %  {} of {}{}", kWipe, std::string(filled, '#'),
                           std::string(kWidth - filled, '.'), part * 100, done, total, left)
                   .c_str(),
               stderr);
    std::fflush(stderr);
}

std::function<void(std::int64_t, std::int64_t)> ProgressBar::shower() {
    return [this](std::int64_t done, std::int64_t total) { show(done, total); };
}

}  // namespace desk::app
