#include "api/common/credential_cache.hpp"

#include <optional>
#include <utility>

namespace desk::api {

void CredentialCache::find(core::Origin dialect, std::string identifier, std::string label,
                           Done done) {
    if (identifier.size() > kMaxIdentifierBytes) return done(core::Outcome::done, nullptr);
    std::string key = std::to_string(static_cast<int>(dialect)) + ":" + identifier;
    const auto asked_at = std::chrono::steady_clock::now();
    if (Found kept = kept_.find(key, asked_at)) return done(core::Outcome::done, std::move(kept));

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
            kept_.keep(key, found, asked_at);
        }
        done(outcome, std::move(found));
    };
    job.label = std::move(label);
    executor_.read(std::move(job));
}

}  // namespace desk::api
