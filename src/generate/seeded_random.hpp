#pragma once
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <span>

#include "util/random.hpp"

namespace desk::generate {

/// The same draws for the same seed (SplitMix64). For made-up desks alone: whoever knows the seed
/// knows every number and access code drawn from it. One thread at a time.
class SeededRandom final : public Random {
  public:
    explicit SeededRandom(std::uint64_t seed) : state_(seed) {}

    void fill(std::span<std::byte> out) override {
        std::uint64_t word = 0;
        std::size_t left = 0;
        for (std::byte& byte : out) {
            if (left == 0) {
                word = next();
                left = sizeof word;
            }
            byte = static_cast<std::byte>(word & 0xFFU);
            word >>= 8U;
            --left;
        }
    }

    std::uint64_t next() {
        state_ += 0x9E37'79B9'7F4A'7C15U;
        std::uint64_t mixed = state_;
        mixed = (mixed ^ (mixed >> 30U)) * 0xBF58'476D'1CE4'E5B9U;
        mixed = (mixed ^ (mixed >> 27U)) * 0x94D0'49BB'1331'11EBU;
        return mixed ^ (mixed >> 31U);
    }

    /// In [0, 1).
    double fraction() { return static_cast<double>(next() >> 11U) * 0x1.0p-53; }
    /// In [0, bound); the unevenness of a bound far below 2^32 is of no account here.
    std::size_t number(std::size_t bound) {
        return static_cast<std::size_t>(((next() >> 32U) * bound) >> 32U);
    }
    /// In [low, high].
    std::int64_t between(std::int64_t low, std::int64_t high) {
        return low + static_cast<std::int64_t>(number(static_cast<std::size_t>(high - low + 1)));
    }
    bool chance(int of_a_thousand) {
        return number(1000) < static_cast<std::size_t>(of_a_thousand);
    }
    const auto& pick(const auto& list) { return list[number(std::size(list))]; }

  private:
    std::uint64_t state_;
};

}  // namespace desk::generate
