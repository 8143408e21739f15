#include "core/number_memory.hpp"

#include <algorithm>

namespace desk::core {

namespace {

constexpr std::size_t kMostSpaces = 1000;  // masks with a date have one a day
constexpr std::chrono::minutes kFullFor{1};
/// Large spaces are counted to a thousandth: counting one again for each of the last tickets before
/// its half would take longer than opening them.
constexpr std::int64_t kStepsOfSpace = 1024;

}  // namespace

void NumberMemory::saw(TicketId id) {
    std::int64_t highest = highest_.load();
    while (highest < id.value() && !highest_.compare_exchange_weak(highest, id.value())) {
    }
}

std::optional<bool> NumberMemory::is_half_full(const NumberSpace& space) const {
    const std::lock_guard lock(mutex_);
    const auto found = spaces_.find(space.name());
    if (found == spaces_.end() || !found->second.count) return std::nullopt;
    const NumberCount& count = *found->second.count;
    if (count.taken >= half(space)) return true;
    const std::int64_t given_since = highest_.load() - count.counted_to.value();
    const std::int64_t enough = std::max(half(space) - count.taken, space.size() / kStepsOfSpace);
    if (given_since < enough) return false;
    return std::nullopt;
}

void NumberMemory::counted(const NumberSpace& space, const NumberCount& count) {
    const std::lock_guard lock(mutex_);
    known(space).count = count;
}

bool NumberMemory::was_counted(const NumberSpace& space) const {
    const std::lock_guard lock(mutex_);
    const auto found = spaces_.find(space.name());
    return found != spaces_.end() && found->second.count;
}

bool NumberMemory::was_full(const NumberSpace& space, Timestamp now) const {
    const std::lock_guard lock(mutex_);
    const auto found = spaces_.find(space.name());
    if (found == spaces_.end() || !found->second.full_at) return false;
    const auto since = now - *found->second.full_at;
    return since >= since.zero() && since < kFullFor;
}

void NumberMemory::found_full(const NumberSpace& space, Timestamp now) {
    const std::lock_guard lock(mutex_);
    known(space).full_at = now;
}

void NumberMemory::forget_full() {
    const std::lock_guard lock(mutex_);
    for (auto& [name, known] : spaces_) known.full_at.reset();
}

std::string NumberMemory::draw(const NumberSpace& space, std::int64_t lane, Timestamp now,
                               Random& random) {
    const std::lock_guard lock(mutex_);
    Drawn& last = last_drawn_[lane];
    const bool is_near = last.at == now && last.space == space.name();
    last = {space.name(), now, is_near ? space.draw_near(last.number, random) : space.draw(random)};
    return last.number;
}

NumberMemory::Known& NumberMemory::known(const NumberSpace& space) {
    if (spaces_.size() >= kMostSpaces && !spaces_.contains(space.name())) spaces_.clear();
    return spaces_[space.name()];
}

}  // namespace desk::core
