#include "store/postgres_executor.hpp"

#include "store/job_ending.hpp"

namespace desk::store {

using core::Job;
using core::Outcome;

namespace {

constexpr int kMostAttempts = 10;  // of one job, at serialization failures and deadlocks

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
    const int waiting = use == Use::write ? 1 : 0;
    metrics_.write_queue_changed(+waiting);
    const bool is_taken = pool_.post([this, shared, use, waiting] {
        metrics_.write_queue_changed(-waiting);
        run(*shared, use);
    });
    if (is_taken) return;
    metrics_.write_queue_changed(-waiting);
    metrics_.job_turned_away();
    finish_job(shared->finish, Outcome::busy, shared->label);
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
                // A connection that died in COMMIT may have committed: run again, it would be there
                // twice. Before that nothing was written.
                if (is_committing) {
                    throw DbError(DbError::Kind::fault, "commit",
                                  "postgresql connection lost, perhaps after it was done");
                }
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
