#pragma once
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

namespace desk::store {

/// Where pages of lists ended: so that the next page of a caller that pages by offsets continues
/// from a row instead of skipping all before it. In memory, bounded, safe from any thread.
class ListCursors {
  public:
    /// The last row of a page, in the order of its list.
    struct Key {
        std::int64_t time = 0, id = 0;
        friend bool operator==(const Key&, const Key&) = default;
    };

    /// Remembers that the rows before `offset` of a list end with `key`.
    /// \param list  all that makes two lists the same: filter, order and who reads
    void keep(const std::string& list, std::int64_t offset, Key key);
    /// True where take() would give something.
    bool has(const std::string& list, std::int64_t offset);
    /// What was kept, once, and only for a minute: a page that is asked for without the one before
    /// it is found by its offset, or it would begin where the list was long ago.
    std::optional<Key> take(const std::string& list, std::int64_t offset);

  private:
    using Clock = std::chrono::steady_clock;
    struct Entry {
        std::string name;
        Key key;
        Clock::time_point kept_at;
    };

    std::mutex mutex_;
    std::list<Entry> entries_;  ///< the newest first
    std::unordered_map<std::string, std::list<Entry>::iterator> by_name_;
};

}  // namespace desk::store
