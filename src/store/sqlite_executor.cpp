#include "store/sqlite_executor.hpp"

#include "store/job_ending.hpp"

namespace desk::store {

using core::Job;
using core::Outcome;

std::unique_ptr<SqliteConnection> SqliteReaders::take() {
    {
        const std::lock_guard lock(mutex_);
        if (!idle_.empty()) {
            auto connection = std::move(idle_.back());
            idle_.pop_back();
            return connection;
        }
    }
    return std::make_unique<SqliteConnection>(options_, SqliteConnection::Use::read);
}

void SqliteReaders::give_back(std::unique_ptr<SqliteConnection> connection) {
    const std::lock_guard lock(mutex_);
    idle_.push_back(std::move(connection));
}

SqliteExecutor::SqliteExecutor(const SqliteOptions& sqlite, const StoreOptions& options,
                               TxServices& services, Metrics& metrics)
    : services_(services),
      metrics_(metrics),
      readers_(sqlite),
      writer_(sqlite, {options.write_queue, options.batch_jobs, options.batch_time, options.quiet},
              services, metrics),
      slow_(options.slow_threads, options.slow_queue, metrics) {}

SqliteExecutor::~SqliteExecutor() { stop(); }

void SqliteExecutor::stop() {
    slow_.stop();  // what ends there may still write
    writer_.stop();
}

void SqliteExecutor::read(Job job) {
    if (!run_read(job, Pace::quick)) search(std::move(job));
}

void SqliteExecutor::write(Job job) { writer_.post(std::move(job)); }

void SqliteExecutor::search(Job job) {
    slow_.post(std::move(job), [this](const Job& taken) { run_read(taken, Pace::patient); });
}

void SqliteExecutor::work(std::function<void()> run, std::function<void(Outcome)> finish,
                          std::string label) {
    slow_.post(std::move(run), std::move(finish), std::move(label));
}

bool SqliteExecutor::is_ready() {
    bool answers = false;
    Job job;
    job.run = [](core::Tx& tx) { return !tx.statuses().empty(); };
    job.finish = [&answers](Outcome outcome) { answers = outcome == Outcome::done; };
    run_read(job, Pace::patient);
    return answers;
}

bool SqliteExecutor::run_read(const Job& job, Pace pace) {
    Outcome outcome = Outcome::failed;
    std::unique_ptr<SqliteConnection> connection;
    try {
        connection = readers_.take();
        connection->begin();
        SqlTx tx(*connection, services_, pace);
        outcome = job.run(tx) ? Outcome::done : Outcome::refused;
        connection->commit();
        readers_.give_back(std::move(connection));
    } catch (const NeedsSlowLane&) {
        connection->roll_back();
        readers_.give_back(std::move(connection));
        return false;
    } catch (...) {
        // Closed, not kept: so is whatever it was in the middle of.
        connection.reset();
        outcome = outcome_of_exception(job.label);
        if (outcome == Outcome::failed) metrics_.job_failed();
    }
    finish_job(job.finish, outcome, job.label);
    return true;
}

}  // namespace desk::store
