#pragma once
#include <compare>
#include <cstdint>
#include <functional>

namespace desk {

/// A row id that cannot be mistaken for the id of another kind of row. 0 stands for "none": ids
/// start at 1, and every wire and every column uses 0 that way.
template <class Tag>
class StrongId {
  public:
    constexpr StrongId() = default;
    constexpr explicit StrongId(std::int64_t value) : value_(value) {}

    [[nodiscard]] constexpr std::int64_t value() const { return value_; }
    /// True when the id names something; whether that exists is for the store to say.
    [[nodiscard]] constexpr bool is_set() const { return value_ > 0; }

    friend constexpr auto operator<=>(StrongId, StrongId) = default;

  private:
    std::int64_t value_ = 0;
};

}  // namespace desk

template <class Tag>
struct std::hash<desk::StrongId<Tag>> {
    std::size_t operator()(desk::StrongId<Tag> id) const noexcept {
        return std::hash<std::int64_t>{}(id.value());
    }
};
