#include "store/db_error.hpp"
#include "store/rows.hpp"
#include "store/sql_guards.hpp"

namespace desk::store {

namespace {

struct KeyColumns {
    std::string key_sha256, parameters_sha256;
    std::int64_t now = 0, until = 0;
    void each(auto&& bind) {
        bind("key_sha256", key_sha256), bind("parameters_sha256", parameters_sha256);
        bind("now", now), bind("until", until);
    }
};

/// Waits for a transaction that has inserted the key, and takes it over where it has expired.
const Query<KeyColumns> kTakeKey{"take key", R"sql(
    INSERT INTO kept_answer (key_sha256, parameters_sha256, status, body, expires_at)
    VALUES (:key_sha256, :parameters_sha256, 0, '', :until)
    ON CONFLICT (key_sha256) DO UPDATE SET parameters_sha256 = excluded.parameters_sha256,
        status = 0, body = '', expires_at = excluded.expires_at
    WHERE kept_answer.expires_at <= :now)sql"};

struct KeptAnswerRow {
    std::string parameters_sha256, body;
    std::int64_t status = 0;
    static auto columns(KeptAnswerRow& r) {
        return std::tie(r.parameters_sha256, r.status, r.body);
    }
};

const Query<ByText, KeptAnswerRow> kKeptAnswer{
    "kept answer",
    "SELECT parameters_sha256, status, body FROM kept_answer WHERE key_sha256 = :text"};

struct AnswerColumns {
    std::string key_sha256, body;
    std::int64_t status = 0;
    void each(auto&& bind) {
        bind("key_sha256", key_sha256), bind("status", status), bind("body", body);
    }
};

const Query<AnswerColumns> kKeepAnswer{
    "keep answer",
    "UPDATE kept_answer SET status = :status, body = :body WHERE key_sha256 = :key_sha256"};

struct GuessColumns {
    std::string subject_sha256;
    std::int64_t guesses = 0, blocked_until = 0, until = 0;
    void each(auto&& bind) {
        bind("subject_sha256", subject_sha256), bind("guesses", guesses);
        bind("blocked_until", blocked_until), bind("until", until);
    }
};

const Query<GuessColumns> kKeepGuesses{"keep wrong guesses", R"sql(
    INSERT INTO wrong_guess (subject_sha256, guesses, blocked_until, expires_at)
    VALUES (:subject_sha256, :guesses, :blocked_until, :until)
    ON CONFLICT (subject_sha256) DO UPDATE SET guesses = excluded.guesses,
        blocked_until = excluded.blocked_until, expires_at = excluded.expires_at)sql"};

struct GuessRow {
    std::int64_t guesses = 0, blocked_until = 0, expires_at = 0;
    static auto columns(GuessRow& r) { return std::tie(r.guesses, r.blocked_until, r.expires_at); }
};

const Query<ByText, GuessRow> kGuesses{
    "wrong guesses",
    "SELECT guesses, blocked_until, expires_at FROM wrong_guess WHERE subject_sha256 = :text"};
const Query<ByText> kForgive{"forgive wrong guesses",
                             "DELETE FROM wrong_guess WHERE subject_sha256 = :text"};

}  // namespace

/// A failure leaves by an exception: whoever runs the transaction rolls back the whole of it.
bool SqlGuards::attempt(const std::function<bool()>& work) {
    connection_.script("SAVEPOINT attempt", "savepoint");
    const bool is_done = work();
    if (!is_done) connection_.script("ROLLBACK TO SAVEPOINT attempt", "roll back to savepoint");
    connection_.script("RELEASE SAVEPOINT attempt", "release savepoint");
    return is_done;
}

std::optional<core::KeptAnswer> SqlGuards::take_key(std::string_view key_sha256,
                                                    std::string_view parameters_sha256,
                                                    Timestamp now, Timestamp until) {
    const KeyColumns columns{std::string(key_sha256), std::string(parameters_sha256),
                             to_column(now), to_column(until)};
    // A row that has ended may go between the two statements: then the key is free.
    for (int attempt = 0; attempt < 3; ++attempt) {
        if (connection_.run(kTakeKey, columns) > 0) return std::nullopt;
        if (auto row = connection_.one(kKeptAnswer, {columns.key_sha256})) {
            return core::KeptAnswer{std::move(row->parameters_sha256), row->status,
                                    std::move(row->body)};
        }
    }
    throw DbError(DbError::Kind::fault, "take key", "it is neither free nor taken");
}

void SqlGuards::keep_answer(std::string_view key_sha256, std::int64_t status,
                            std::string_view body) {
    connection_.run(kKeepAnswer, {std::string(key_sha256), std::string(body), status});
}

std::optional<core::WrongGuesses> SqlGuards::wrong_guesses(std::string_view subject_sha256,
                                                           Timestamp now) {
    const auto row = connection_.one(kGuesses, {std::string(subject_sha256)});
    if (!row || to_time(row->expires_at) <= now) return std::nullopt;
    return core::WrongGuesses{row->guesses, to_time_if_any(row->blocked_until)};
}

void SqlGuards::keep_wrong_guesses(std::string_view subject_sha256,
                                   const core::WrongGuesses& guesses, Timestamp until) {
    connection_.run(kKeepGuesses, {std::string(subject_sha256), guesses.count,
                                   to_column(guesses.blocked_until), to_column(until)});
}

void SqlGuards::forgive(std::string_view subject_sha256) {
    connection_.run(kForgive, {std::string(subject_sha256)});
}

}  // namespace desk::store
