#pragma once
#include <chrono>
#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <utility>

namespace desk::api {

/// Values kept for a moment by a key: a look-up that repeats costs nothing, and what changed behind
/// it is seen soon. Bounded. Safe from any thread.
template <class Value>
class BriefCache {
  public:
    using Time = std::chrono::steady_clock::time_point;
    using Found = std::shared_ptr<const Value>;

    BriefCache(std::chrono::milliseconds lifetime, std::size_t capacity)
        : lifetime_(lifetime), capacity_(capacity) {}

    /// Nothing when it is not there, or was read too long ago.
    Found find(const std::string& key, Time now) {
        const std::lock_guard lock(mutex_);
        const auto entry = entries_.find(key);
        if (entry == entries_.end()) return nullptr;
        if (now - entry->second.read_at < lifetime_) return entry->second.value;
        entries_.erase(entry);
        return nullptr;
    }

    /// \param read_at  when reading it began: what changes meanwhile must not be hidden for longer
    void keep(const std::string& key, Found value, Time read_at) {
        const std::lock_guard lock(mutex_);
        if (entries_.size() >= capacity_) {
            std::erase_if(entries_, [&](const auto& item) {
                return read_at - item.second.read_at >= lifetime_;
            });
            if (entries_.size() >= capacity_) entries_.clear();  // all fresh: read again, each once
        }
        entries_.insert_or_assign(key, Entry{std::move(value), read_at});
    }

    [[nodiscard]] std::size_t size() const {
        const std::lock_guard lock(mutex_);
        return entries_.size();
    }

  private:
    struct Entry {
        Found value;
        Time read_at;
    };

    const std::chrono::milliseconds lifetime_;
    const std::size_t capacity_;
    mutable std::mutex mutex_;
    std::unordered_map<std::string, Entry> entries_;
};

}  // namespace desk::api
