#pragma once
#include <atomic>
#include <cstddef>
#include <utility>

namespace desk::net {

/// How many connections a server keeps at a time. A few more are let in to be told so, rather than
/// left without an answer; what comes on top of them is closed at once.
class ConnectionLimit {
  public:
    /// Connections beyond the limit that may be hearing of it at a time.
    static constexpr std::size_t kTurnedAwayAtATime = 64;

    explicit ConnectionLimit(std::size_t most) : most_(most) {}

    /// What one connection has of it, given back when it goes.
    class Place {
      public:
        enum class Kind { none, served, turned_away };

        Place() = default;
        Place(Place&& other) noexcept { swap(other); }
        Place& operator=(Place&& other) noexcept {
            Place(std::move(other)).swap(*this);
            return *this;
        }
        ~Place() {
            if (kind_ == Kind::served) --limit_->served_;
            if (kind_ == Kind::turned_away) --limit_->turned_away_;
        }

        [[nodiscard]] Kind kind() const { return kind_; }

      private:
        friend class ConnectionLimit;
        Place(ConnectionLimit& limit, Kind kind) : limit_(&limit), kind_(kind) {}
        void swap(Place& other) noexcept {
            std::swap(limit_, other.limit_);
            std::swap(kind_, other.kind_);
        }

        ConnectionLimit* limit_ = nullptr;
        Kind kind_ = Kind::none;
    };

    /// For a new connection. Called by one thread; places are given back from any.
    [[nodiscard]] Place take() {
        if (served_ < most_) {
            ++served_;
            return {*this, Place::Kind::served};
        }
        if (turned_away_ < kTurnedAwayAtATime) {
            ++turned_away_;
            return {*this, Place::Kind::turned_away};
        }
        return {};
    }

  private:
    const std::size_t most_;
    std::atomic<std::size_t> served_ = 0;
    std::atomic<std::size_t> turned_away_ = 0;
};

}  // namespace desk::net
