#include "store/lanes.hpp"

#include "store/job_ending.hpp"

namespace desk::store {

using core::Outcome;

namespace {

struct Work {
    std::function<void()> run;
    std::function<void(Outcome)> finish;
    std::string label;
};

void run_work(const Work& work) {
    Outcome outcome = Outcome::done;
    try {
        work.run();
    } catch (...) {
        outcome = outcome_of_exception(work.label);
    }
    finish_job(work.finish, outcome, work.label);
}

}  // namespace

// Shared, since std::function wants to copy, and a task that was not taken must still be answered.

void SlowLane::post(core::Job&& job, std::function<void(const core::Job&)> run) {
    const auto shared = std::make_shared<const core::Job>(std::move(job));
    metrics_.slow_queue_length(pool_.queue_length());
    if (pool_.post([shared, run = std::move(run)] { run(*shared); })) return;
    metrics_.job_turned_away();
    finish_job(shared->finish, Outcome::busy, shared->label);
}

void SlowLane::post(std::function<void()>&& run, std::function<void(Outcome)>&& finish,
                    std::string&& label) {
    const auto shared =
        std::make_shared<const Work>(Work{std::move(run), std::move(finish), std::move(label)});
    metrics_.slow_queue_length(pool_.queue_length());
    if (pool_.post([shared] { run_work(*shared); })) return;
    metrics_.job_turned_away();
    finish_job(shared->finish, Outcome::busy, shared->label);
}

}  // namespace desk::store
