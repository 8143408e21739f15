#include "app/job_runner.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <future>

#include "util/log.hpp"
#include "util/random.hpp"

namespace desk::app {

using core::JobState;
using core::Outcome;
using core::Piece;
using core::Tx;

namespace {

constexpr std::chrono::seconds kFirstRetry{10};
constexpr std::chrono::seconds kLastRetry = std::chrono::hours(1);
/// A job that says it is due and then finds nothing to do is not asked again at once.
constexpr std::chrono::seconds kPauseAfterNothing{60};

std::chrono::seconds retry_pause(std::int64_t failures) {
    std::chrono::seconds pause = kFirstRetry;
    for (std::int64_t i = 1; i < failures && pause < kLastRetry; ++i) pause *= 2;
    return std::min(pause, kLastRetry);
}

std::string_view outcome_name(JobRunner::Ended ended) {
    switch (ended) {
        case JobRunner::Ended::done:
            return "done";
        case JobRunner::Ended::stopped:
            return "stopped";
        case JobRunner::Ended::failed:
        case JobRunner::Ended::not_due:
        case JobRunner::Ended::leased:
        case JobRunner::Ended::lost:
            break;
    }
    return "failed";
}

bool is_held_by_another(const JobState& state, const std::string& owner, Timestamp now) {
    return !state.lease_owner.empty() && state.lease_owner != owner && state.lease_until > now;
}

}  // namespace

std::string new_job_owner(Random& random) {
    std::array<char, 65> host{};
    if (::gethostname(host.data(), host.size() - 1) != 0) host[0] = '\0';
    return fmt::format("{}:{}:{}", host.data(), ::getpid(), random.text(kLowerLetters, 6));
}

JobRunner::JobRunner(core::Executor& executor, const Clock& clock, Metrics& metrics,
                     std::vector<std::unique_ptr<Chore>> chores, std::string owner)
    : executor_(executor), clock_(clock), metrics_(metrics), owner_(std::move(owner)) {
    for (auto& chore : chores) {
        metrics_.job_known(chore->name());
        std::string label = "job " + std::string(chore->name());
        entries_.push_back({std::move(chore), std::move(label), 0, std::nullopt});
    }
}

Outcome JobRunner::wait_for(bool writes, const std::string& label,
                            const std::function<bool(Tx&)>& run) {
    std::promise<Outcome> ended;
    core::Job job{run, [&ended](Outcome outcome) { ended.set_value(outcome); }, label};
    writes ? executor_.write(std::move(job)) : executor_.read(std::move(job));
    return ended.get_future().get();
}

void JobRunner::run_due() {
    for (Entry& entry : entries_) {
        if (stopping_) return;
        if (is_due(entry)) run(entry, Why::due, [](std::int64_t) {});
    }
}

std::optional<JobRunner::Result> JobRunner::run_now(
    std::string_view name, const std::function<void(std::int64_t)>& progress) {
    for (Entry& entry : entries_) {
        if (entry.chore->name() == name) return run(entry, Why::asked, progress);
    }
    return std::nullopt;
}

std::vector<JobRunner::Overview> JobRunner::overview(Tx& tx) {
    std::vector<Overview> list;
    for (Entry& entry : entries_) {
        Overview& job = list.emplace_back();
        job.name = entry.chore->name();
        job.about = entry.chore->about();
        job.state = tx.housekeeping().job_state(job.name);
        job.next_run = entry.chore->next_due(tx, job.state);
        if (job.next_run && job.state.retry_at) {
            job.next_run = std::max(*job.next_run, *job.state.retry_at);
        }
    }
    return list;
}

bool JobRunner::is_due(Entry& entry) {
    const Timestamp now = clock_.now();
    if (entry.not_before > now) return false;
    JobState state;
    std::optional<Timestamp> due;
    const Outcome outcome = wait_for(false, entry.label, [&](Tx& tx) {
        state = tx.housekeeping().job_state(entry.chore->name());
        due = entry.chore->next_due(tx, state);
        return true;
    });
    if (outcome != Outcome::done) {
        if (!stopping_) note_failure(entry);
        return false;
    }
    metrics_.job_planned(entry.chore->name(), due);
    return due && *due <= now && !is_held_by_another(state, owner_, now) && !(state.retry_at > now);
}

JobRunner::Result JobRunner::run(Entry& entry, Why why,
                                 const std::function<void(std::int64_t)>& progress) {
    Result result;
    JobState state;
    result.ended = take(entry, why, state);
    result.lease_owner = state.lease_owner;
    if (result.ended == Ended::failed && !stopping_) note_failure(entry);
    if (result.ended != Ended::done) return result;

    const auto started = std::chrono::steady_clock::now();
    result.ended = run_pieces(entry, result.done, progress);
    state.done_count = result.done;
    end(entry, result.ended, std::move(state),
        std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count());
    return result;
}

JobRunner::Ended JobRunner::take(Entry& entry, Why why, JobState& state) {
    Ended refusal = Ended::failed;
    const Timestamp now = clock_.now();
    const Outcome outcome = wait_for(true, entry.label, [&](Tx& tx) {
        core::Housekeeping& housekeeping = tx.housekeeping();
        const bool is_taken =
            housekeeping.take_lease(entry.chore->name(), owner_, now, now + kLease);
        state = housekeeping.job_state(entry.chore->name());
        if (!is_taken) {
            refusal = Ended::leased;
            return false;
        }
        if (why == Why::asked) return true;
        // Another node may have done it since we looked.
        const std::optional<Timestamp> due = entry.chore->next_due(tx, state);
        if (due && *due <= now && !(state.retry_at > now)) return true;
        refusal = Ended::not_due;
        return false;
    });
    if (outcome == Outcome::done) return Ended::done;
    return outcome == Outcome::refused ? refusal : Ended::failed;
}

JobRunner::Ended JobRunner::run_pieces(Entry& entry, std::int64_t& done,
                                       const std::function<void(std::int64_t)>& progress) {
    try {
        entry.chore->begin();
        while (!stopping_) {
            const Chore::Next next = entry.chore->look();
            if (next == Chore::Next::end) return Ended::done;
            if (next == Chore::Next::look_again) continue;
            Piece piece;
            if (const Ended ended = run_piece(entry, piece); ended != Ended::done) return ended;
            done += piece.done;
            progress(done);
            if (!piece.has_more) return Ended::done;
        }
    } catch (const std::exception& error) {
        log::error("a job of the desk met a failure",
                   {{"job", entry.chore->name()}, {"error", std::string_view(error.what())}});
        return Ended::failed;
    }
    return Ended::stopped;
}

JobRunner::Ended JobRunner::run_piece(Entry& entry, Piece& piece) {
    bool is_ours = true;
    const Outcome outcome = wait_for(true, entry.label, [&](Tx& tx) {
        is_ours = tx.housekeeping().keep_lease(entry.chore->name(), owner_, clock_.now() + kLease);
        if (!is_ours) return false;
        piece = entry.chore->run_piece(tx);
        return true;
    });
    if (outcome == Outcome::done) return Ended::done;
    if (!is_ours) return Ended::lost;
    return stopping_ ? Ended::stopped : Ended::failed;
}

void JobRunner::end(Entry& entry, Ended ended, JobState state, double seconds) {
    const std::string_view name = entry.chore->name();
    if (ended == Ended::lost) {
        log::warning("another node has taken a job over, since this one was silent for too long",
                     {{"job", name}, {"node", std::string_view(owner_)}});
        return;
    }
    const Timestamp now = clock_.now();
    state.lease_owner = owner_;
    state.finished_at = now;
    state.outcome = outcome_name(ended);
    if (ended == Ended::failed) {
        entry.failures = state.failures;  // as all nodes count them
        note_failure(entry);
        state.failures = entry.failures;
        state.retry_at = entry.not_before;
    } else {
        state.failures = entry.failures = 0;
        state.retry_at = entry.not_before = std::nullopt;
    }
    if (ended == Ended::done) {
        state.succeeded_at = now;
        metrics_.job_ended(name, now, seconds, state.done_count);
    }
    if (state.done_count > 0) {
        log::info("a job of the desk ran", {{"job", name},
                                            {"done", state.done_count},
                                            {"seconds", seconds},
                                            {"outcome", std::string_view(state.outcome)}});
    }
    std::optional<Timestamp> due;
    const Outcome outcome = wait_for(true, entry.label, [&](Tx& tx) {
        tx.housekeeping().end_lease(state);
        due = entry.chore->next_due(tx, state);
        return true;
    });
    if (outcome != Outcome::done) {
        if (!stopping_ && ended != Ended::failed) note_failure(entry);
    } else if (ended == Ended::done && state.done_count == 0 && due && *due <= now) {
        entry.not_before = now + kPauseAfterNothing;
    }
}

void JobRunner::note_failure(Entry& entry) {
    ++entry.failures;
    const std::chrono::seconds pause = retry_pause(entry.failures);
    entry.not_before = clock_.now() + pause;
    metrics_.job_gave_up(entry.chore->name());
    log::error(
        "a job of the desk failed; the lines before say why, and 'polydesk job run' tries it at "
        "once",
        {{"job", entry.chore->name()},
         {"failures_in_a_row", entry.failures},
         {"tried_again_in_seconds", std::int64_t{pause.count()}}});
}

}  // namespace desk::app
