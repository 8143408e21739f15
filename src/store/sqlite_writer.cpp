#include "store/sqlite_writer.hpp"

#include <algorithm>

#include "store/job_ending.hpp"

namespace desk::store {

using core::Outcome;
using SteadyClock = std::chrono::steady_clock;

namespace {

constexpr std::size_t kJobsAtATime = 16;  // between two looks at the time

}  // namespace

SqliteWriter::SqliteWriter(const SqliteOptions& options, const Limits& limits, TxServices& services,
                           Metrics& metrics)
    : limits_(limits),
      services_(services),
      metrics_(metrics),
      connection_(options, SqliteConnection::Use::write),
      checkpointer_(options),
      read_mark_(options),
      thread_([this] { run(); }) {}

SqliteWriter::~SqliteWriter() { stop(); }

void SqliteWriter::post(core::Job&& job) {
    Outcome refusal = Outcome::busy;
    {
        const std::lock_guard lock(mutex_);
        if (!stopping_ && queue_.size() < limits_.queue) {
            queue_.push_back(std::move(job));
            metrics_.write_queue_changed(+1);
            if (is_waiting_) changed_.notify_one();
            return;
        }
        if (stopping_) refusal = Outcome::unavailable;
    }
    metrics_.job_turned_away();
    finish_job(job.finish, refusal, job.label);
}

void SqliteWriter::stop() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    changed_.notify_one();
    if (thread_.joinable()) thread_.join();
}

void SqliteWriter::run() {
    while (wait_for_jobs()) {
        run_batch();
        checkpointer_.between_batches(connection_);
    }
}

bool SqliteWriter::wait_for_jobs() {
    const auto has_news = [this] { return stopping_ || !queue_.empty(); };
    std::unique_lock lock(mutex_);
    is_waiting_ = true;
    if (!changed_.wait_for(lock, limits_.quiet, has_news)) {
        lock.unlock();
        read_mark_.hold();
        lock.lock();
        changed_.wait(lock, has_news);
    }
    is_waiting_ = false;
    const bool has_jobs = !queue_.empty();
    lock.unlock();
    read_mark_.let_go();
    return has_jobs;
}

bool SqliteWriter::take_jobs(std::size_t most) {
    const std::lock_guard lock(mutex_);
    const std::size_t before = batch_.size();
    for (; most > 0 && !queue_.empty(); --most) {
        const bool is_full = !batch_.empty() && batch_.front().job.is_long;
        if (is_full || (queue_.front().is_long && !batch_.empty())) break;
        take_job();
    }
    return batch_.size() > before;
}

void SqliteWriter::take_job() {
    batch_.push_back({std::move(queue_.front())});
    queue_.pop_front();
    metrics_.write_queue_changed(-1);
}

void SqliteWriter::run_batch() {
    if (!begin_or_refuse()) return;
    const auto started = SteadyClock::now();
    bool is_lost = false;
    std::size_t at = 0;
    while (!is_lost && SteadyClock::now() - started < limits_.batch_time &&
           take_jobs(std::min(kJobsAtATime, limits_.batch_jobs - batch_.size()))) {
        while (!is_lost && at < batch_.size()) is_lost = !run_job(batch_[at++]);
    }

    const bool has_ended = !is_lost && !connection_.is_in_transaction();  // a long one was refused
    if (!is_lost && !has_ended) {
        try {
            connection_.commit();
        } catch (const DbError&) {
            is_lost = true;
            if (batch_.size() == 1) {
                batch_.front().outcome = outcome_of_exception(batch_.front().job.label);
                batch_.front().is_final = true;
            }
        }
    }
    if (is_lost) {
        connection_.roll_back();
        services_.numbers.forget_full();
        metrics_.batch_rolled_back();
        run_again();
    } else if (!has_ended) {
        metrics_.batch_committed(
            batch_.size(), std::chrono::duration<double>(SteadyClock::now() - started).count());
    }
    answer();
}

bool SqliteWriter::begin_or_refuse() {
    try {
        connection_.begin_immediate();
        return true;
    } catch (const DbError&) {
        // Locked by another process for all of the busy timeout: whoever has queued up meanwhile
        // has waited long enough.
        const Outcome outcome = outcome_of_exception("");
        {
            const std::lock_guard lock(mutex_);
            while (!queue_.empty()) take_job();
        }
        for (Entry& entry : batch_) entry.outcome = outcome;
        answer();
        return false;
    }
}

bool SqliteWriter::run_job(Entry& entry) {
    try {
        if (!entry.job.is_long) connection_.savepoint();
        SqlTx tx(connection_, services_);
        const bool is_done = entry.job.run(tx);
        if (connection_.is_in_transaction()) {
            if (!is_done) {
                undo(entry);
            } else if (!entry.job.is_long) {
                connection_.release();
            }
            entry.outcome = is_done ? Outcome::done : Outcome::refused;
            return true;
        }
        entry.outcome = Outcome::failed;  // it swallowed the error that took the transaction
    } catch (...) {
        entry.outcome = outcome_of_exception(entry.job.label);
        if (entry.outcome == Outcome::failed) metrics_.job_failed();
        if (connection_.is_in_transaction()) {
            try {
                undo(entry);
                return true;
            } catch (const DbError&) {
                outcome_of_exception(entry.job.label);
            }
        }
    }
    entry.is_final = true;
    return false;
}

void SqliteWriter::undo(const Entry& entry) {
    entry.job.is_long ? connection_.roll_back() : connection_.roll_back_to();
}

void SqliteWriter::run_again() {
    bool can_begin = true;
    Outcome refusal = Outcome::unavailable;
    for (Entry& entry : batch_) {
        if (entry.is_final) continue;
        if (can_begin) {
            can_begin = run_alone(entry);
            refusal = entry.outcome;
        } else {
            entry.outcome = refusal;  // the wait for a lock is not repeated for each
        }
    }
}

bool SqliteWriter::run_alone(Entry& entry) {
    bool has_begun = false;
    try {
        connection_.begin_immediate();
        has_begun = true;
        if (run_job(entry) && connection_.is_in_transaction()) connection_.commit();
    } catch (const DbError&) {
        entry.outcome = outcome_of_exception(entry.job.label);
    }
    connection_.roll_back();
    return has_begun;
}

void SqliteWriter::answer() {
    for (Entry& entry : batch_) finish_job(entry.job.finish, entry.outcome, entry.job.label);
    batch_.clear();
}

}  // namespace desk::store
