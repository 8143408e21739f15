#include "store/sql_housekeeping.hpp"

namespace desk::store {

namespace {

struct JobRow {
    std::string name, lease_owner, outcome;
    std::int64_t lease_until = 0, started_at = 0, finished_at = 0, succeeded_at = 0;
    std::int64_t done_count = 0, failures = 0, retry_at = 0;

    static auto columns(JobRow& r) {
        return std::tie(r.lease_owner, r.outcome, r.lease_until, r.started_at, r.finished_at,
                        r.succeeded_at, r.done_count, r.failures, r.retry_at);
    }
    void each(auto&& bind) {
        bind("name", name), bind("owner", lease_owner), bind("outcome", outcome);
        bind("finished_at", finished_at), bind("succeeded_at", succeeded_at);
        bind("done_count", done_count), bind("failures", failures), bind("retry_at", retry_at);
    }
};

const Query<ByText, JobRow> kJob{"job", R"sql(
    SELECT lease_owner, outcome, lease_until, started_at, finished_at, succeeded_at, done_count,
           failures, retry_at
    FROM job WHERE name = :text)sql"};

struct LeaseColumns {
    std::string name, owner;
    std::int64_t now = 0, until = 0;
    void each(auto&& bind) {
        bind("name", name), bind("owner", owner), bind("now", now), bind("until", until);
    }
};

const Query<LeaseColumns> kTakeLease{"take lease", R"sql(
    INSERT INTO job (name, lease_owner, lease_until, started_at)
    VALUES (:name, :owner, :until, :now)
    ON CONFLICT (name) DO UPDATE SET lease_owner = excluded.lease_owner,
        lease_until = excluded.lease_until, started_at = excluded.started_at
    WHERE job.lease_owner = '' OR job.lease_owner = excluded.lease_owner
       OR job.lease_until <= excluded.started_at)sql"};

struct KeepColumns {
    std::string name, owner;
    std::int64_t until = 0;
    void each(auto&& bind) { bind("name", name), bind("owner", owner), bind("until", until); }
};

const Query<KeepColumns> kKeepLease{
    "keep lease",
    "UPDATE job SET lease_until = :until WHERE name = :name AND lease_owner = :owner"};

const Query<JobRow> kEndLease{"end lease", R"sql(
    UPDATE job SET lease_owner = '', lease_until = 0, finished_at = :finished_at,
        succeeded_at = :succeeded_at, outcome = :outcome, done_count = :done_count,
        failures = :failures, retry_at = :retry_at
    WHERE name = :name AND lease_owner = :owner)sql"};

}  // namespace

core::JobState SqlHousekeeping::job_state(std::string_view name) {
    core::JobState state;
    state.name = name;
    std::optional<JobRow> row = connection_.one(kJob, {state.name});
    if (!row) return state;
    state.lease_owner = std::move(row->lease_owner);
    state.lease_until = to_time_if_any(row->lease_until);
    state.started_at = to_time_if_any(row->started_at);
    state.finished_at = to_time_if_any(row->finished_at);
    state.succeeded_at = to_time_if_any(row->succeeded_at);
    state.outcome = std::move(row->outcome);
    state.done_count = row->done_count;
    state.failures = row->failures;
    state.retry_at = to_time_if_any(row->retry_at);
    return state;
}

bool SqlHousekeeping::take_lease(std::string_view name, std::string_view owner, Timestamp now,
                                 Timestamp until) {
    return connection_.run(kTakeLease, {std::string(name), std::string(owner), to_column(now),
                                        to_column(until)}) > 0;
}

bool SqlHousekeeping::keep_lease(std::string_view name, std::string_view owner, Timestamp until) {
    return connection_.run(kKeepLease, {std::string(name), std::string(owner), to_column(until)}) >
           0;
}

void SqlHousekeeping::end_lease(const core::JobState& state) {
    JobRow row;
    row.name = state.name;
    row.lease_owner = state.lease_owner;
    row.outcome = state.outcome;
    row.finished_at = to_column(state.finished_at);
    row.succeeded_at = to_column(state.succeeded_at);
    row.done_count = state.done_count;
    row.failures = state.failures;
    row.retry_at = to_column(state.retry_at);
    connection_.run(kEndLease, std::move(row));
}

}  // namespace desk::store
