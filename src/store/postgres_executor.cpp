#include "store/postgres_executor.hpp"

#include <algorithm>
#include <iterator>

#include "store/job_ending.hpp"

namespace desk::store {

using core::Job;
using core::Outcome;

namespace {

constexpr int kMostAttempts = 10;  // of one job, at serialization failures and deadlocks
constexpr std::size_t kMostTogether = 8;
constexpr int kAloneAfterFailure = 64;

}  // namespace

std::unique_ptr<PostgresConnection> PostgresConnections::take() {
    {
        const std::lock_guard lock(mutex_);
        if (!idle_.empty()) {
            auto connection = std::move(idle_.back());
            idle_.pop_back();
            return connection;
        }
    }
    return std::make_unique<PostgresConnection>(url_, lock_timeout_);
}

void PostgresConnections::give_back(std::unique_ptr<PostgresConnection> connection) {
    const std::lock_guard lock(mutex_);
    idle_.push_back(std::move(connection));
}

void PostgresConnections::forget_idle() {
    std::vector<std::unique_ptr<PostgresConnection>> closed_outside_the_lock;
    const std::lock_guard lock(mutex_);
    closed_outside_the_lock.swap(idle_);
}

PostgresExecutor::PostgresExecutor(const StoreOptions& options, TxServices& services,
                                   Metrics& metrics)
    : services_(services),
      metrics_(metrics),
      connections_(options.database, options.busy_timeout),
      threads_(static_cast<std::size_t>(options.connections)),
      pool_(options.connections, options.write_queue),
      slow_(options.slow_threads, options.slow_queue, metrics) {}

PostgresExecutor::~PostgresExecutor() { stop(); }

void PostgresExecutor::stop() {
    slow_.stop();  // what ends there may still read or write
    pool_.stop();
}

void PostgresExecutor::read(Job job) { post(std::move(job), Use::read); }

void PostgresExecutor::write(Job job) { post(std::move(job), Use::write); }

void PostgresExecutor::search(Job job) {
    slow_.post(std::move(job), [this](const Job& taken) { run(taken, Use::search); });
}

void PostgresExecutor::work(std::function<void()> run, std::function<void(Outcome)> finish,
                            std::string label) {
    slow_.post(std::move(run), std::move(finish), std::move(label));
}

bool PostgresExecutor::is_ready() {
    if (!is_asking_.exchange(true)) {
        Job job;
        job.run = [](core::Tx& tx) { return !tx.statuses().empty(); };
        job.finish = [this](Outcome) { is_asking_ = false; };
        post(std::move(job), Use::read);
    }
    return answers_;
}

void PostgresExecutor::post(Job&& job, Use use) {
    const auto shared = std::make_shared<const Job>(std::move(job));
    bool is_taken = false;
    if (use == Use::write) {
        const std::lock_guard lock(waiting_mutex_);
        is_taken = pool_.post([this] { write_next(); });
        if (is_taken) {
            waiting_.push_back(shared);
            metrics_.write_queue_changed(+1);
        }
    } else {
        is_taken = pool_.post([this, shared, use] { run(*shared, use); });
    }
    if (is_taken) return;
    metrics_.job_turned_away();
    finish_job(shared->finish, Outcome::busy, shared->label);
}

void PostgresExecutor::write_next() {
    const std::vector<SharedJob> jobs = take_writes();
    if (jobs.size() > 1 && run_together(jobs)) return;
    for (const SharedJob& job : jobs) run(*job, Use::write);
}

std::vector<PostgresExecutor::SharedJob> PostgresExecutor::take_writes() {
    const std::lock_guard lock(waiting_mutex_);
    const std::size_t share = (waiting_.size() + threads_ - 1) / threads_;
    std::size_t count = std::min({waiting_.size(), share, kMostTogether});
    if (alone_ > 0 && count > 0) {
        count = 1;
        --alone_;
    }
    for (std::size_t i = 0; i < count; ++i) {
        if (waiting_[i]->is_long) count = std::max<std::size_t>(i, 1);
    }
    const auto end = waiting_.begin() + static_cast<std::ptrdiff_t>(count);
    std::vector<SharedJob> jobs(std::make_move_iterator(waiting_.begin()),
                                std::make_move_iterator(end));
    waiting_.erase(waiting_.begin(), end);
    metrics_.write_queue_changed(-static_cast<int>(count));
    return jobs;
}

bool PostgresExecutor::run_together(const std::vector<SharedJob>& jobs) {
    auto connection = connections_.take();
    bool is_committing = false;
    Outcome outcome = Outcome::refused;
    try {
        connection->begin();
        const bool is_done = std::ranges::all_of(jobs, [&](const SharedJob& job) {
            SqlTx tx(*connection, services_, Pace::patient);
            return job->run(tx);
        });
        if (is_done) {
            is_committing = true;
            connection->commit();
            metrics_.committed();
            outcome = Outcome::done;
        }
    } catch (...) {
        // Run again, what a broken COMMIT has done after all would be there twice.
        if (is_committing && !connection->is_alive()) {
            outcome = outcome_of_exception(jobs.front()->label);
        }
    }
    if (outcome == Outcome::refused) {
        connection->roll_back();
        // One of them may have taken the last number, and the next have missed it.
        services_.numbers.forget_full();
        const std::lock_guard lock(waiting_mutex_);
        alone_ = kAloneAfterFailure;
    }
    if (connection->is_alive()) {
        connections_.give_back(std::move(connection));
    } else {
        connections_.forget_idle();
    }
    if (outcome == Outcome::refused) return false;
    answers_ = outcome == Outcome::done;
    for (const SharedJob& job : jobs) {
        if (outcome != Outcome::done) metrics_.job_failed();
        finish_job(job->finish, outcome, job->label);
    }
    return true;
}

void PostgresExecutor::run(const Job& job, Use use) {
    Outcome outcome = Outcome::failed;
    try {
        outcome = run_until_ended(job, use);
    } catch (const NeedsSlowLane&) {
        return search(job);
    } catch (...) {
        outcome = outcome_of_exception(job.label);
    }
    if (outcome == Outcome::failed) metrics_.job_failed();
    answers_ = outcome != Outcome::unavailable;
    finish_job(job.finish, outcome, job.label);
}

Outcome PostgresExecutor::run_until_ended(const Job& job, Use use) {
    bool has_lost_connection = false;
    for (int attempt = 1;; ++attempt) {
        auto connection = connections_.take();
        bool is_committing = false;
        try {
            const Outcome outcome = run_once(*connection, job, use, is_committing);
            connections_.give_back(std::move(connection));
            return outcome;
        } catch (const DbError& error) {
            if (!connection->is_alive()) {
                connections_.forget_idle();
                // Run again, what a broken COMMIT has done after all would be there twice. Before
                // that nothing was written.
                if (is_committing) throw;
                if (std::exchange(has_lost_connection, true)) throw;
                continue;
            }
            connection->roll_back();
            connections_.give_back(std::move(connection));
            if (error.kind() != DbError::Kind::conflict || attempt >= kMostAttempts) throw;
            metrics_.batch_rolled_back();
        } catch (...) {
            connection->roll_back();
            connections_.give_back(std::move(connection));
            throw;
        }
    }
}

Outcome PostgresExecutor::run_once(PostgresConnection& connection, const Job& job, Use use,
                                   bool& is_committing) {
    const Pace pace = use == Use::read ? Pace::quick : Pace::patient;
    if (use != Use::write) {
        try {
            connection.begin_single_read();
            SqlTx tx(connection, services_, pace);
            const bool is_done = job.run(tx);
            connection.roll_back();  // of nothing: any number of statements is allowed again
            return is_done ? Outcome::done : Outcome::refused;
        } catch (const NeedsTransaction&) {
            // It reads more than one thing: from the start, in one snapshot.
        }
        connection.begin_read();
    } else {
        connection.begin();
    }
    SqlTx tx(connection, services_, pace);
    if (!job.run(tx)) {
        connection.roll_back();
        return Outcome::refused;
    }
    is_committing = use == Use::write;
    connection.commit();
    if (use == Use::write) metrics_.committed();
    return Outcome::done;
}

}  // namespace desk::store
