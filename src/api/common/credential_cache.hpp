#pragma once
#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

#include "core/credential.hpp"
#include "core/ports.hpp"

namespace desk::api {

/// Credentials by what they are looked up by, kept for half a second, so that a busy program does
/// not cost the database a look-up a call, and a credential that was changed or taken away counts
/// within a second. What is not found is not kept. Safe from any thread; the callback comes from
/// this one or from a lane's. Outlives every call it was asked for.
class CredentialCache {
  public:
    using Time = std::chrono::steady_clock::time_point;
    using Found = std::shared_ptr<const core::CredentialOwner>;
    /// `outcome` done: `found` is the credential, or nothing where there is none.
    using Done = std::function<void(core::Outcome outcome, Found found)>;

    static constexpr std::chrono::milliseconds kLifetime{500};
    static constexpr std::size_t kCapacity = 1024;
    /// Longer identifiers belong to nobody.
    static constexpr std::size_t kMaxIdentifierBytes = 256;

    explicit CredentialCache(core::Executor& executor,
                             std::function<Time()> now = std::chrono::steady_clock::now);

    /// \param label  the request's id, for the log
    void find(core::Origin dialect, std::string identifier, std::string label, Done done);

  private:
    struct Entry {
        Found found;
        Time read_at;
    };

    Found find_kept(const std::string& key);
    void keep(const std::string& key, Found found, Time read_at);

    core::Executor& executor_;
    std::function<Time()> now_;
    std::mutex mutex_;
    std::unordered_map<std::string, Entry> entries_;
};

}  // namespace desk::api
