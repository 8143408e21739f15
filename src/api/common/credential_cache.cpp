#include "api/common/credential_cache.hpp"

#include <optional>
#include <utility>

namespace desk::api {

CredentialCache::CredentialCache(core::Executor& executor, std::function<Time()> now)
    : executor_(executor), now_(std::move(now)) {}

void CredentialCache::find(core::Origin dialect, std::string identifier, std::string label,
                           Done done) {
    if (identifier.size() > kMaxIdentifierBytes) return done(core::Outcome::done, nullptr);
    std::string key = std::to_string(static_cast<int>(dialect)) + ":" + identifier;
    if (Found kept = find_kept(key)) return done(core::Outcome::done, std::move(kept));

    // The time before the look-up counts: what changes while it runs must not be hidden for longer.
    const Time asked_at = now_();
    const auto read = std::make_shared<std::optional<core::CredentialOwner>>();
    core::Job job;
    job.run = [read, dialect, identifier = std::move(identifier)](core::Tx& tx) {
        *read = tx.find_credential(dialect, identifier);
        return true;
    };
    job.finish = [this, read, asked_at, key = std::move(key),
                  done = std::move(done)](core::Outcome outcome) {
        Found found;
        if (outcome == core::Outcome::done && read->has_value()) {
            found = std::make_shared<const core::CredentialOwner>(std::move(**read));
            keep(key, found, asked_at);
        }
        done(outcome, std::move(found));
    };
    job.label = std::move(label);
    executor_.read(std::move(job));
}

CredentialCache::Found CredentialCache::find_kept(const std::string& key) {
    const Time now = now_();
    const std::lock_guard lock(mutex_);
    const auto entry = entries_.find(key);
    if (entry == entries_.end()) return nullptr;
    if (now - entry->second.read_at < kLifetime) return entry->second.found;
    entries_.erase(entry);
    return nullptr;
}

void CredentialCache::keep(const std::string& key, Found found, Time read_at) {
    const std::lock_guard lock(mutex_);
    if (entries_.size() >= kCapacity) {
        std::erase_if(entries_,
                      [&](const auto& item) { return read_at - item.second.read_at >= kLifetime; });
        if (entries_.size() >= kCapacity) entries_.clear();  // all fresh: a look-up each, once
    }
    entries_.insert_or_assign(key, Entry{std::move(found), read_at});
}

}  // namespace desk::api
