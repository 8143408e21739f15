#pragma once
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "util/clock.hpp"

namespace prometheus {
class Registry;
}

namespace desk {

/// What /metrics shows (prometheus-cpp behind it). Every method is safe from any thread and cheap
/// enough for each request. Owned by the application; the parts that measure take a reference.
/// docs/operating.md names every series and what to make of it.
class Metrics {
  public:
    /// Whose call it was ("whmcs"), and which ("OpenTicket"). Both from a short list that no client
    /// adds to.
    struct Call {
        std::string_view dialect;
        std::string_view name;
    };
    /// What a client may be waited for: before the first request (PROXY protocol, TLS), between
    /// two, for the rest of one, for the reading of an answer.
    enum class Waiting { opening, idle, request, answer };
    /// Why a caller may be turned away before anything is done for him.
    struct TurnedAway {
        static constexpr std::string_view kBanned = "banned";  ///< the address
        static constexpr std::string_view kKey = "key";  ///< a wrong one, token, login or address
        static constexpr std::string_view kAction = "action";    ///< one that this key may not do
        static constexpr std::string_view kRate = "rate";        ///< too often
        static constexpr std::string_view kGuesses = "guesses";  ///< after too many wrong passwords
        static constexpr std::array kAll{kBanned, kKey, kAction, kRate, kGuesses};
    };
    static constexpr std::array<std::string_view, 3> kDialects{"whmcs", "getfly", "keliweb"};
    struct Storage {
        std::uint64_t disk_bytes = 0;
        std::uint64_t free_bytes = 0;  ///< to this user
        std::uint64_t database_bytes = 0;
        std::uint64_t wal_bytes = 0;
    };

    Metrics();
    ~Metrics();

    // HTTP

    void request_done(Call call, int status, double seconds);
    /// \param dialect, reason  of kDialects and TurnedAway; others do not count
    void caller_turned_away(std::string_view dialect, std::string_view reason);
    void connection_opened();
    void connection_closed();
    void connection_refused();  ///< for want of room: heard so, or was closed at once
    void connection_limit(std::size_t most);
    void accept_failed();
    void timed_out(Waiting what);
    void tls_handshake_failed();
    void certificate_expires(Timestamp when);

    // The database

    /// A batch of the writer and its commit: how many jobs it held, how long it took.
    void batch_committed(std::size_t jobs, double seconds);
    void batch_rolled_back();
    void committed();  ///< a transaction without a batch
    void write_queue_changed(int by);
    void slow_queue_changed(int by);
    void job_failed();
    void job_turned_away();  ///< a full queue

    // The desk's own jobs: series polydesk_job_…{job="auto-close"}
    /// Its series are there from the start, so that an alarm can look at them.
    void job_known(std::string_view job);
    /// When the job runs next; nothing: not as things are.
    void job_planned(std::string_view job, std::optional<Timestamp> next_run);
    void job_ended(std::string_view job, Timestamp at, double seconds, std::int64_t done);
    void job_gave_up(std::string_view job);

    // The process

    void version(std::string_view text);
    void configuration_read(bool is_sound, Timestamp when);
    /// As it is now: told before each text().
    void storage(const Storage& now);

    /// The exposition format, text/plain; version=0.0.4. Looks at the process as it is now.
    [[nodiscard]] std::string text() const;

  private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace desk
