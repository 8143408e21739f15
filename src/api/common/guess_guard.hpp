#pragma once
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "api/common/dispatch.hpp"
#include "util/timer.hpp"

namespace desk::api {

/// Slows down who guesses at a secret that people choose, or at a short code: each secret and each
/// address by itself, so that nobody locks out the owner, who comes from elsewhere. After a few
/// wrong guesses each further one has to wait its turn, longer and longer, and after many of them
/// the address is turned away for a while; that outlives a restart (table `wrong_guess`). Whether
/// the secret exists makes no difference. No thread waits; memory is bounded. Safe from any thread;
/// outlives every call it was asked for.
class GuessGuard {
  public:
    static constexpr std::int64_t kFreeGuesses = 5;
    static constexpr std::int64_t kMostGuesses = 20;
    static constexpr std::chrono::seconds kLongestWait{8};
    static constexpr std::chrono::seconds kLockOut{15 * 60};
    static constexpr std::chrono::seconds kForgivenAfter{60 * 60};
    static constexpr std::size_t kMostSubjects = 10'000;

    /// Goes on with an attempt: `retry_after` seconds where it is turned away.
    using Next =
        std::function<void(core::Outcome outcome, std::optional<std::int64_t> retry_after)>;
    using Noted = std::function<void(core::Outcome outcome)>;

    explicit GuessGuard(const Services& services) : services_(services) {}

    /// What is guessed at, and from where.
    static std::string subject_of(std::string_view kind, std::string_view secret_of,
                                  const std::string& address);

    /// Calls `next` when it is this attempt's turn, at once or later, from any thread. Whoever is
    /// let in says with right() or wrong() how it ended, or give_up() where it did not.
    void attempt(const std::string& subject, const std::string& label, Next next);
    /// \param noted  called once that cannot be forgotten any more
    void wrong(const std::string& subject, const std::string& label, Noted noted);
    /// \param noted  called once the wrong ones before it are forgiven
    void right(const std::string& subject, const std::string& label, Noted noted);
    void give_up(const std::string& subject);

    [[nodiscard]] std::size_t size() const;

  private:
    using Steady = std::chrono::steady_clock::time_point;
    struct Entry {
        std::int64_t wrong = 0;
        std::int64_t under_way = 0;
        std::optional<Timestamp> blocked_until;
        Timestamp last_wrong;
        Steady next_turn;
    };

    void take_turn(const std::string& subject, Next next);
    void make_room();

    const Services services_;
    mutable std::mutex mutex_;
    std::unordered_map<std::string, Entry> entries_;
    Timer timer_;  // the first to go: what it calls needs the rest
};

}  // namespace desk::api
