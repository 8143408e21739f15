#include "api/common/guess_guard.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include "api/common/rate_limit.hpp"
#include "core/guard_ports.hpp"
#include "util/hash.hpp"
#include "util/log.hpp"

namespace desk::api {

namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

/// Before the guess after so many wrong ones.
seconds wait_after(std::int64_t wrong) {
    const std::int64_t beyond = wrong - GuessGuard::kFreeGuesses;
    if (beyond < 0) return seconds{0};
    return std::min(GuessGuard::kLongestWait,
                    seconds{std::int64_t{1} << std::min<std::int64_t>(beyond, 6)});
}

}  // namespace

std::string GuessGuard::subject_of(std::string_view kind, std::string_view secret_of,
                                   const std::string& address) {
    std::string text(kind);
    text.append("\n").append(std::to_string(secret_of.size())).append("\n").append(secret_of);
    return sha256_hex(text.append("\n").append(address_group(address)));
}

void GuessGuard::attempt(const std::string& subject, const std::string& label, Next next) {
    const auto found = std::make_shared<std::optional<core::WrongGuesses>>();
    core::Job job;
    job.run = [found, subject](core::Tx& tx) {
        *found = tx.guards().wrong_guesses(subject, tx.clock().now());
        return true;
    };
    job.finish = [this, found, subject, next = std::move(next)](core::Outcome outcome) {
        if (outcome != core::Outcome::done) return next(outcome, std::nullopt);
        {
            const std::lock_guard lock(mutex_);
            if (!entries_.contains(subject)) {
                if (entries_.size() >= kMostSubjects) make_room();
                Entry entry;
                entry.last_wrong = services_.clock.now();
                entries_.emplace(subject, entry);
            }
            // Another node may know of more.
            Entry& entry = entries_.find(subject)->second;
            if (*found) {
                entry.wrong = std::max(entry.wrong, (*found)->count);
                entry.blocked_until = std::max(entry.blocked_until, (*found)->blocked_until);
            }
        }
        take_turn(subject, next);
    };
    job.label = label;
    services_.executor.read(std::move(job));
}

void GuessGuard::take_turn(const std::string& subject, Next next) {
    std::optional<std::int64_t> turned_away;
    milliseconds wait{0};
    {
        const std::lock_guard lock(mutex_);
        Entry& entry = entries_[subject];
        const Timestamp now = services_.clock.now();
        if (entry.wrong > 0 && now - entry.last_wrong >= kForgivenAfter) entry.wrong = 0;
        const Steady here = std::chrono::steady_clock::now();
        // Those under way may all turn out to be wrong: nobody gains by sending many at once.
        const Steady turn =
            std::max(here, entry.next_turn) + wait_after(entry.wrong + entry.under_way);
        wait = std::chrono::ceil<milliseconds>(turn - here);
        if (entry.blocked_until && now < *entry.blocked_until) {
            turned_away = (*entry.blocked_until - now).count();
        } else if (wait > kLongestWait) {
            turned_away = std::chrono::ceil<seconds>(wait).count();
        } else {
            entry.next_turn = turn;
            ++entry.under_way;
        }
    }
    if (turned_away) return next(core::Outcome::done, turned_away);
    if (wait <= milliseconds{0}) return next(core::Outcome::done, std::nullopt);
    const auto shared = std::make_shared<Next>(std::move(next));
    if (!timer_.after(wait, [shared] { (*shared)(core::Outcome::done, std::nullopt); })) {
        give_up(subject);
        (*shared)(core::Outcome::busy, std::nullopt);
    }
}

void GuessGuard::wrong(const std::string& subject, const std::string& label, Noted noted) {
    core::WrongGuesses guesses;
    {
        const std::lock_guard lock(mutex_);
        Entry& entry = entries_[subject];
        entry.under_way = std::max<std::int64_t>(entry.under_way - 1, 0);
        entry.last_wrong = services_.clock.now();
        if (++entry.wrong >= kMostGuesses) entry.blocked_until = entry.last_wrong + kLockOut;
        guesses = {entry.wrong, entry.blocked_until};
    }
    if (guesses.blocked_until) {
        log::warning("an address is locked out after too many wrong passwords",
                     {{"id", label},
                      {"wrong", guesses.count},
                      {"minutes", std::int64_t{kLockOut / std::chrono::minutes{1}}}});
    }
    core::Job job;
    job.run = [guesses, subject](core::Tx& tx) {
        const Timestamp now = tx.clock().now();
        // Another node may have noted more.
        core::WrongGuesses all = guesses;
        if (const auto noted_before = tx.guards().wrong_guesses(subject, now)) {
            all.count = std::max(all.count, noted_before->count + 1);
            all.blocked_until = std::max(all.blocked_until, noted_before->blocked_until);
        }
        tx.guards().keep_wrong_guesses(subject, all, now + kForgivenAfter);
        return true;
    };
    job.finish = std::move(noted);
    job.label = label;
    services_.executor.write(std::move(job));
}

void GuessGuard::right(const std::string& subject, const std::string& label, Noted noted) {
    bool was_wrong = false;
    {
        const std::lock_guard lock(mutex_);
        const auto entry = entries_.find(subject);
        was_wrong = entry != entries_.end() && entry->second.wrong > 0;
        if (entry != entries_.end()) entries_.erase(entry);
    }
    if (!was_wrong) return noted(core::Outcome::done);
    core::Job job;
    job.run = [subject](core::Tx& tx) {
        tx.guards().forgive(subject);
        return true;
    };
    job.finish = std::move(noted);
    job.label = label;
    services_.executor.write(std::move(job));
}

void GuessGuard::give_up(const std::string& subject) {
    const std::lock_guard lock(mutex_);
    const auto entry = entries_.find(subject);
    if (entry != entries_.end() && entry->second.under_way > 0) --entry->second.under_way;
}

/// The rest is in the database, and read again.
void GuessGuard::make_room() {
    std::erase_if(entries_, [](const auto& item) { return item.second.under_way == 0; });
}

std::size_t GuessGuard::size() const {
    const std::lock_guard lock(mutex_);
    return entries_.size();
}

}  // namespace desk::api
