#include "store/list_cursors.hpp"

namespace desk::store {

namespace {

constexpr std::size_t kMostEntries = 4096;
constexpr std::chrono::seconds kLifetime{60};

std::string name_of(const std::string& list, std::int64_t offset) {
    return std::to_string(offset) + ":" + list;
}

}  // namespace

void ListCursors::keep(const std::string& list, std::int64_t offset, Key key) {
    std::string name = name_of(list, offset);
    const std::lock_guard lock(mutex_);
    if (const auto old = by_name_.find(name); old != by_name_.end()) {
        entries_.erase(old->second);
        by_name_.erase(old);
    }
    entries_.push_front({name, key, Clock::now()});
    by_name_.emplace(std::move(name), entries_.begin());
    if (entries_.size() <= kMostEntries) return;
    by_name_.erase(entries_.back().name);
    entries_.pop_back();
}

bool ListCursors::has(const std::string& list, std::int64_t offset) {
    const std::lock_guard lock(mutex_);
    const auto found = by_name_.find(name_of(list, offset));
    return found != by_name_.end() && Clock::now() - found->second->kept_at <= kLifetime;
}

std::optional<ListCursors::Key> ListCursors::take(const std::string& list, std::int64_t offset) {
    const std::lock_guard lock(mutex_);
    const auto found = by_name_.find(name_of(list, offset));
    if (found == by_name_.end()) return std::nullopt;
    const Entry entry = *found->second;
    entries_.erase(found->second);
    by_name_.erase(found);
    if (Clock::now() - entry.kept_at > kLifetime) return std::nullopt;
    return entry.key;
}

}  // namespace desk::store
