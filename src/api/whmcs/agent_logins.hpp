#pragma once
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "api/common/brief_cache.hpp"
#include "api/common/dispatch.hpp"
#include "core/credential.hpp"

namespace desk::whmcs {

/// The legacy login: an agent's name with the MD5 hex digest of the password (spec/whmcs.md 2.1).
/// Stored is Argon2id over that digest, checked in the slow lane; a login that was right is
/// remembered for five minutes by a digest of it that only this process can make. An unknown name
/// takes as long as a wrong password. Safe from any thread; outlives every call it was asked for.
class AgentLogins {
  public:
    /// `outcome` done: `agent` is whose login it is, or nothing when name or digest is wrong.
    using Done = std::function<void(core::Outcome outcome, std::optional<core::Agent> agent)>;

    explicit AgentLogins(const api::Services& services);

    /// \param digest  32 hex digits in either letter case; anything else is a wrong one
    /// \param label   the request's id, for the log
    void check(const std::string& login, std::string_view digest, std::string label, Done done);

  private:
    struct Check;

    void verify(const std::shared_ptr<Check>& check);

    const api::Services services_;
    const std::string key_;  ///< of the digests that are remembered
    api::BriefCache<bool> right_{std::chrono::minutes{5}, 1024};
};

}  // namespace desk::whmcs
