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

void run_work(const Work& work, Metrics& metrics) {
    Outcome outcome = Outcome::done;
    try {
        work.run();
    } catch (...) {
        outcome = outcome_of_exception(work.label);
        if (outcome == Outcome::failed) metrics.job_failed();
    }
    finish_job(work.finish, outcome, work.label);
}

}  // namespace

bool SlowLane::queue(std::function<void()> task) {
    metrics_.slow_queue_changed(+1);
    const bool is_taken = pool_.post([this, task = std::move(task)] {
        metrics_.slow_queue_changed(-1);
        task();
    });
    if (is_taken) return true;
    metrics_.slow_queue_changed(-1);
    metrics_.job_turned_away();
    return false;
}

// Shared, since std::function wants to copy, and a task that was not taken must still be answered.

void SlowLane::post(core::Job&& job, std::function<void(const core::Job&)> run) {
    const auto shared = std::make_shared<const core::Job>(std::move(job));
    if (queue([shared, run = std::move(run)] { run(*shared); })) return;
    finish_job(shared->finish, Outcome::busy, shared->label);
}

void SlowLane::post(std::function<void()>&& run, std::function<void(Outcome)>&& finish,
                    std::string&& label) {
    const auto shared =
        std::make_shared<const Work>(Work{std::move(run), std::move(finish), std::move(label)});
    if (queue([this, shared] { run_work(*shared, metrics_); })) return;
    finish_job(shared->finish, Outcome::busy, shared->label);
}

}  // namespace desk::store
