#pragma once
#include <array>
#include <cstddef>
#include <list>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace desk {

/// What a costly function made of texts, those asked for last kept in memory. The function must be
/// pure: nothing is ever out of date. Safe from any thread.
class TextMemo {
  public:
    using Make = std::string (*)(std::string_view);

    /// \param capacity  bytes of results to keep, about; one of more than a sixteenth is not kept
    TextMemo(Make make, std::size_t capacity) : make_(make), capacity_(capacity) {}

    /// What `make` gives for `text`.
    std::string operator()(std::string_view text);

    /// Bytes that are kept.
    [[nodiscard]] std::size_t size() const;

  private:
    /// Texts are known by their SHA-256: nobody can make two alike, nor many that share a place.
    using Digest = std::array<char, 32>;
    struct FirstBytes {
        std::size_t operator()(const Digest& digest) const;
    };
    struct Kept {
        Digest of;
        std::string made;
    };

    void keep(const Digest& digest, const std::string& made);

    const Make make_;
    const std::size_t capacity_;
    mutable std::mutex mutex_;
    std::list<Kept> latest_first_;
    std::unordered_map<Digest, std::list<Kept>::iterator, FirstBytes> places_;
    std::size_t size_ = 0;
};

}  // namespace desk
