#pragma once
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <span>

#include "util/clock.hpp"
#include "util/random.hpp"

/// Time and chance in the hands of a test.
namespace desk::test {

/// Stands still until it is moved. Safe to read from any thread.
class FakeClock final : public Clock {
  public:
    /// 2026-01-02 03:04:05 UTC unless told otherwise: a Friday, every part different.
    explicit FakeClock(Timestamp start = Timestamp{std::chrono::seconds{1'767'323'045}})
        : seconds_(start.time_since_epoch().count()) {}

    [[nodiscard]] Timestamp now() const override {
        return Timestamp{std::chrono::seconds{seconds_.load()}};
    }
    void set(Timestamp time) { seconds_.store(time.time_since_epoch().count()); }
    void advance(std::chrono::seconds by) { seconds_.fetch_add(by.count()); }

  private:
    std::atomic<std::int64_t> seconds_;
};

/// The same bytes for the same seed, in the order in which they are asked for (SplitMix64).
class FakeRandom final : public Random {
  public:
    explicit FakeRandom(std::uint64_t seed = 1) : state_(seed) {}

    /// From here on as one made with this seed.
    void restart(std::uint64_t seed) {
        const std::scoped_lock lock(mutex_);
        state_ = seed;
    }

    void fill(std::span<std::byte> out) override {
        const std::scoped_lock lock(mutex_);
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

  private:
    std::uint64_t next() {
        state_ += 0x9E37'79B9'7F4A'7C15U;
        std::uint64_t mixed = state_;
        mixed = (mixed ^ (mixed >> 30U)) * 0xBF58'476D'1CE4'E5B9U;
        mixed = (mixed ^ (mixed >> 27U)) * 0x94D0'49BB'1331'11EBU;
        return mixed ^ (mixed >> 31U);
    }

    std::mutex mutex_;
    std::uint64_t state_;
};

}  // namespace desk::test
