#pragma once
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

#include "core/settings.hpp"

namespace desk::store {

/// The desk's settings as of half a second ago at most, whichever node or command changed them.
/// Safe from any thread.
class LiveSettings final : public core::SettingsSource {
  public:
    [[nodiscard]] core::SettingsNow now() const override {
        const std::lock_guard lock(mutex_);
        return settings_;
    }
    void set(core::Settings settings) {
        auto fresh = std::make_shared<const core::Settings>(std::move(settings));
        const std::lock_guard lock(mutex_);
        settings_ = std::move(fresh);
    }

  private:
    mutable std::mutex mutex_;
    core::SettingsNow settings_ = std::make_shared<const core::Settings>();
};

/// Does something again and again from a thread of its own, until it is destroyed.
class Repeater {
  public:
    /// \param run  \return false when it could not be done: then the next pause is a longer one
    Repeater(std::chrono::milliseconds pause, std::function<bool()> run);
    ~Repeater();

  private:
    std::mutex mutex_;
    std::condition_variable changed_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace desk::store
