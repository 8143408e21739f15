#pragma once
#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>

#include "api/common/brief_cache.hpp"
#include "core/credential.hpp"
#include "core/ports.hpp"

namespace desk::api {

/// Credentials by what they are looked up by, kept for half a second, so that a busy program does
/// not cost the database a look-up a call, and a credential that was changed or taken away counts
/// within a second. What is not found is not kept. Safe from any thread; the callback comes from
/// this one or from a lane's. Outlives every call it was asked for.
class CredentialCache {
  public:
    using Found = std::shared_ptr<const core::CredentialOwner>;
    /// `outcome` done: `found` is the credential, or nothing where there is none.
    using Done = std::function<void(core::Outcome outcome, Found found)>;

    /// Longer identifiers belong to nobody.
    static constexpr std::size_t kMaxIdentifierBytes = 256;

    explicit CredentialCache(core::Executor& executor) : executor_(executor) {}

    /// \param label  the request's id, for the log
    void find(core::Origin dialect, std::string identifier, std::string label, Done done);

  private:
    core::Executor& executor_;
    BriefCache<core::CredentialOwner> kept_{std::chrono::milliseconds{500}, 1024};
};

}  // namespace desk::api
