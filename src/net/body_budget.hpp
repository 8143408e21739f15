#pragma once
#include <atomic>
#include <cstddef>

namespace desk::net {

/// How much all request bodies of a server may take together, from their first byte to the answer:
/// the limit of one body alone would let a few dozen connections take all memory. Small bodies are
/// counted but always taken, so that big ones keep nobody else out.
class BodyBudget {
  public:
    explicit BodyBudget(std::size_t most) : most_(most) {}

    /// What one connection has of it. Used by one thread at a time.
    class Share {
      public:
        explicit Share(BodyBudget& budget) : budget_(budget) {}
        ~Share() { give_back(); }
        Share(const Share&) = delete;
        Share& operator=(const Share&) = delete;

        /// Counts a body of which so much has come. \return false when there is no room for it
        [[nodiscard]] bool grow_to(std::size_t bytes) {
            if (bytes <= bytes_) return true;
            const std::size_t more = bytes - bytes_;
            bytes_ = bytes;
            const std::size_t all = budget_.taken_.fetch_add(more) + more;
            return bytes <= kSmallBody || all <= budget_.most_;
        }
        void give_back() {
            if (bytes_ == 0) return;
            budget_.taken_ -= bytes_;
            bytes_ = 0;
        }

      private:
        BodyBudget& budget_;
        std::size_t bytes_ = 0;
    };

  private:
    static constexpr std::size_t kSmallBody = std::size_t{64} * 1024;

    const std::size_t most_;
    std::atomic<std::size_t> taken_ = 0;
};

}  // namespace desk::net
