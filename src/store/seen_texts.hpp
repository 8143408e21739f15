#pragma once
#include <boost/unordered/unordered_flat_set.hpp>
#include <cstdint>
#include <string_view>

namespace desk::store {

/// Millions of short texts, of which only a hash is kept: one that was never added may count as
/// seen, which two texts among millions are very unlikely to bring about.
class SeenTexts {
  public:
    [[nodiscard]] bool contains(std::string_view text) const {
        return hashes_.contains(hash_of(text));
    }
    /// \return false when it is there already
    bool add(std::string_view text) { return hashes_.insert(hash_of(text)).second; }

  private:
    /// FNV-1a.
    static std::uint64_t hash_of(std::string_view text) {
        constexpr std::uint64_t kPrime = 0x100'0000'01b3U;
        std::uint64_t hash = 0xcbf2'9ce4'8422'2325U;
        for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * kPrime;
        return hash;
    }

    boost::unordered_flat_set<std::uint64_t> hashes_;
};

}  // namespace desk::store
