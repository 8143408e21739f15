#pragma once
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "api/common/brief_cache.hpp"
#include "api/common/dispatch.hpp"
#include "api/common/guess_guard.hpp"
#include "core/credential.hpp"

namespace desk::whmcs {

/// The legacy login: an agent's name with the MD5 hex digest of the password (spec/whmcs.md 2.1).
/// Stored is Argon2id over that digest, checked in the slow lane; a login that was right is
/// remembered for five minutes by a digest of it that only this process can make. An unknown name
/// takes as long as a wrong password. Safe from any thread; outlives every call it was asked for.
class AgentLogins {
  public:
    /// `outcome` done: `agent` is whose login it is, or nothing when name or digest is wrong.
    /// `retry_after`, in seconds: it was not looked at, after too many wrong ones.
    using Done = std::function<void(core::Outcome outcome, std::optional<core::Agent> agent,
                                    std::optional<std::int64_t> retry_after)>;

    explicit AgentLogins(const api::Services& services);

    /// \param digest  32 hex digits in either letter case; anything else is a wrong one
    /// \param remote  the address it came from
    /// \param label   the request's id, for the log
    void check(const std::string& login, std::string_view digest, const std::string& remote,
               std::string label, Done done);

  private:
    struct Check;

    void verify(const std::shared_ptr<Check>& check);
    void compare(const std::shared_ptr<Check>& check);

    const api::Services services_;
    const std::string key_;  ///< of the digests that are remembered
    api::GuessGuard guesses_;
    api::BriefCache<bool> right_{std::chrono::minutes{5}, 1024};
};

}  // namespace desk::whmcs
