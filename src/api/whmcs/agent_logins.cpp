#include "api/whmcs/agent_logins.hpp"

#include <algorithm>
#include <utility>

#include "util/hash.hpp"
#include "util/password.hpp"
#include "util/text.hpp"

namespace desk::whmcs {

namespace {

constexpr std::size_t kDigestDigits = 32;
constexpr std::size_t kMostLoginBytes = 256;
constexpr std::size_t kKeyLetters = 32;

bool is_digest(std::string_view text) {
    return text.size() == kDigestDigits && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
}

}  // namespace

/// One login on its way.
struct AgentLogins::Check {
    std::string digest;
    std::string guessed;  ///< the secret and the address, for the guard
    std::string label;
    Done done;
    std::optional<core::AgentLogin> found;
    std::string remembered_as;
    bool is_right = false;
};

AgentLogins::AgentLogins(const api::Services& services)
    : services_(services),
      key_(services.random.text(kLettersAndDigits, kKeyLetters)),
      guesses_(services) {}

void AgentLogins::check(const std::string& login, std::string_view digest,
                        const std::string& remote, std::string label, Done done) {
    auto check = std::make_shared<Check>();
    check->digest = ascii_lower(digest);
    if (login.size() > kMostLoginBytes || !is_digest(check->digest)) {
        return done(core::Outcome::done, std::nullopt, std::nullopt);
    }
    check->guessed = api::GuessGuard::subject_of("agent", fold(login), remote);
    check->label = std::move(label);
    check->done = std::move(done);
    core::Job job;
    job.run = [check, login](core::Tx& tx) {
        check->found = tx.find_agent_login(login);
        return true;
    };
    job.finish = [this, check](core::Outcome outcome) {
        if (outcome != core::Outcome::done) {
            return check->done(outcome, std::nullopt, std::nullopt);
        }
        verify(check);
    };
    job.label = check->label;
    services_.executor.read(std::move(job));
}

void AgentLogins::verify(const std::shared_ptr<Check>& check) {
    const auto now = std::chrono::steady_clock::now();
    if (check->found) {
        // With the stored hash in it, so that a new password forgets the old one.
        check->remembered_as = sha256_hex(key_ + check->digest + check->found->digest_hash);
        if (right_.find(check->remembered_as, now)) {
            return check->done(core::Outcome::done, std::move(check->found->agent), std::nullopt);
        }
    }
    guesses_.attempt(check->guessed, check->label,
                     [this, check](core::Outcome outcome, std::optional<std::int64_t> retry_after) {
                         if (outcome != core::Outcome::done || retry_after) {
                             return check->done(outcome, std::nullopt, retry_after);
                         }
                         compare(check);
                     });
}

void AgentLogins::compare(const std::shared_ptr<Check>& check) {
    const auto now = std::chrono::steady_clock::now();
    const auto compare = [check] {
        if (check->found && !check->found->digest_hash.empty()) {
            check->is_right = verify_password(check->digest, check->found->digest_hash);
        } else {
            pretend_to_verify(check->digest);
        }
    };
    const auto compared = [this, check, now](core::Outcome outcome) {
        if (outcome != core::Outcome::done) {
            guesses_.give_up(check->guessed);
            return check->done(outcome, std::nullopt, std::nullopt);
        }
        if (!check->is_right) {
            return guesses_.wrong(check->guessed, check->label, [check](core::Outcome noted) {
                check->done(noted, std::nullopt, std::nullopt);
            });
        }
        right_.keep(check->remembered_as, std::make_shared<const bool>(true), now);
        guesses_.right(check->guessed, check->label, [check](core::Outcome noted) {
            check->done(noted, std::move(check->found->agent), std::nullopt);
        });
    };
    services_.executor.work(compare, compared, check->label);
}

}  // namespace desk::whmcs
