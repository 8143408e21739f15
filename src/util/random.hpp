#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace desk {

/// Where chance comes from. In production libsodium alone; a seedable source exists in the tests
/// and in `polydesk generate`. Safe to call from several threads at once.
class Random {
  public:
    virtual ~Random() = default;
    virtual void fill(std::span<std::byte> out) = 0;

    /// A number in [0, bound), every one equally likely; bound must be at least 1.
    std::uint32_t below(std::uint32_t bound);
    /// `length` characters, each drawn evenly from `alphabet` (1..256 characters).
    std::string text(std::string_view alphabet, std::size_t length);
};

inline constexpr std::string_view kUpperLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
inline constexpr std::string_view kLowerLetters = "abcdefghijklmnopqrstuvwxyz";
inline constexpr std::string_view kDigits = "0123456789";
/// In the order of their bytes.
inline constexpr std::string_view kDigitsAndUpperLetters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
inline constexpr std::string_view kLettersAndDigits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

class SystemRandom final : public Random {
  public:
    /// \throws std::runtime_error when libsodium cannot start
    SystemRandom();
    void fill(std::span<std::byte> out) override;
};

}  // namespace desk
