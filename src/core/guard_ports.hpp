#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "core/ports.hpp"

namespace desk::core {

/// The answer of a call that came with a key of its own, to be given again.
struct KeptAnswer {
    std::string parameters_sha256;
    std::int64_t status = 200;
    std::string body;
};

/// What is remembered of wrong guesses at one secret from one address.
struct WrongGuesses {
    std::int64_t count = 0;
    std::optional<Timestamp> blocked_until;
};

/// What protects the desk from a call that comes twice, and from one that guesses. Rows are found
/// by SHA-256 digests, so that nothing that somebody sent is in them.
/// Part of a unit of work: reached through Tx::guards(), lives as long as it.
class Guards {
  public:
    virtual ~Guards() = default;

    /// Runs `work`. Where it says no, what it wrote is undone and the transaction goes on.
    /// \return what `work` said
    virtual bool attempt(const std::function<bool()>& work) = 0;

    /// Takes a key for the call of this transaction, until `until`; waits for another transaction
    /// that has it. \return nothing when it was free, else the answer that is kept under it
    virtual std::optional<KeptAnswer> take_key(std::string_view key_sha256,
                                               std::string_view parameters_sha256, Timestamp now,
                                               Timestamp until) = 0;
    /// The answer of the call that has taken the key.
    virtual void keep_answer(std::string_view key_sha256, std::int64_t status,
                             std::string_view body) = 0;

    /// Nothing where none are remembered, or those are forgiven by `now`.
    virtual std::optional<WrongGuesses> wrong_guesses(std::string_view subject_sha256,
                                                      Timestamp now) = 0;
    /// \param until  when they are forgiven
    virtual void keep_wrong_guesses(std::string_view subject_sha256, const WrongGuesses& guesses,
                                    Timestamp until) = 0;
    virtual void forgive(std::string_view subject_sha256) = 0;
};

}  // namespace desk::core
