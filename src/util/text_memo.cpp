#include "util/text_memo.hpp"

#include <cstring>

#include "util/hash.hpp"

namespace desk {

namespace {

/// Of an entry beside its text: two nodes, a place in the table, what allocating adds.
constexpr std::size_t kEntryBytes = 256;

}  // namespace

std::size_t TextMemo::FirstBytes::operator()(const Digest& digest) const {
    std::size_t bytes = 0;
    std::memcpy(&bytes, digest.data(), sizeof bytes);
    return bytes;
}

std::string TextMemo::operator()(std::string_view text) {
    const Digest digest = sha256(text);
    {
        const std::lock_guard lock(mutex_);
        if (const auto place = places_.find(digest); place != places_.end()) {
            latest_first_.splice(latest_first_.begin(), latest_first_, place->second);
            return place->second->made;
        }
    }
    std::string made = make_(text);
    keep(digest, made);
    return made;
}

void TextMemo::keep(const Digest& digest, const std::string& made) {
    const std::size_t bytes = made.size() + kEntryBytes;
    if (bytes > capacity_ / 16) return;
    const std::lock_guard lock(mutex_);
    if (places_.contains(digest)) return;  // another thread was quicker
    while (size_ + bytes > capacity_) {
        const Kept& oldest = latest_first_.back();
        size_ -= oldest.made.size() + kEntryBytes;
        places_.erase(oldest.of);
        latest_first_.pop_back();
    }
    latest_first_.push_front({digest, made});
    places_.emplace(digest, latest_first_.begin());
    size_ += bytes;
}

std::size_t TextMemo::size() const {
    const std::lock_guard lock(mutex_);
    return size_;
}

}  // namespace desk
