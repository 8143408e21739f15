#include <algorithm>

#include "store/blob_rows.hpp"
#include "store/sql_housekeeping.hpp"

namespace desk::store {

namespace {

struct TimeLimit {
    std::int64_t before = 0, most = 0;
    void each(auto&& bind) { bind("before", before), bind("most", most); }
};

struct TicketTime {
    std::int64_t ticket = 0, time = 0;
    void each(auto&& bind) { bind("ticket", ticket), bind("time", time); }
};

const Query<None, IdRow> kOldestKeptFile{
    "oldest kept file",
    "SELECT keep_from FROM attachment WHERE removed = 0 ORDER BY keep_from LIMIT 1"};

// "+ 0": PostgreSQL would rather walk all messages in the order of their tickets than sort a few.
const Query<TimeLimit, IdRow> kTicketsWithFiles{"tickets with old files", R"sql(
    SELECT DISTINCT m.ticket_id + 0
    FROM (SELECT message_id FROM attachment WHERE removed = 0 AND keep_from <= :before
          ORDER BY keep_from LIMIT :most) a
    JOIN message m ON m.id = a.message_id
    ORDER BY 1)sql"};

const Query<TicketTime> kKeepFiles{"keep files", R"sql(
    UPDATE attachment SET keep_from = :time
    WHERE removed = 0 AND message_id IN (SELECT id FROM message WHERE ticket_id = :ticket))sql"};

const Query<ById> kRemoveFiles{"remove files", R"sql(
    UPDATE attachment SET removed = 1
    WHERE removed = 0 AND message_id IN (SELECT id FROM message WHERE ticket_id = :id))sql"};

const Query<ById, IdRow> kIsActive{"is active status",
                                   "SELECT is_active FROM ticket_status WHERE id = :id"};

const Query<None, IdRow> kFirstTokenEnd{
    "first token to end",
    "SELECT refresh_expires_at FROM access_token ORDER BY refresh_expires_at LIMIT 1"};
const Query<None, IdRow> kFirstBanEnd{
    "first ban to end",
    "SELECT expires_at FROM banned_address WHERE expires_at > 0 ORDER BY expires_at LIMIT 1"};
const Query<None, IdRow> kFirstAnswerEnd{
    "first kept answer to end", "SELECT expires_at FROM kept_answer ORDER BY expires_at LIMIT 1"};
const Query<None, IdRow> kFirstGuessEnd{
    "first wrong guess to end", "SELECT expires_at FROM wrong_guess ORDER BY expires_at LIMIT 1"};

const Query<TimeLimit> kRemoveTokens{"remove tokens", R"sql(
    DELETE FROM access_token WHERE id IN (
        SELECT id FROM access_token WHERE refresh_expires_at <= :before
        ORDER BY refresh_expires_at LIMIT :most))sql"};
const Query<TimeLimit> kRemoveBans{"remove bans", R"sql(
    DELETE FROM banned_address WHERE id IN (
        SELECT id FROM banned_address WHERE expires_at > 0 AND expires_at <= :before
        ORDER BY expires_at LIMIT :most))sql"};
const Query<TimeLimit> kRemoveAnswers{"remove kept answers", R"sql(
    DELETE FROM kept_answer WHERE key_sha256 IN (
        SELECT key_sha256 FROM kept_answer WHERE expires_at <= :before
        ORDER BY expires_at LIMIT :most))sql"};
const Query<TimeLimit> kRemoveGuesses{"remove wrong guesses", R"sql(
    DELETE FROM wrong_guess WHERE subject_sha256 IN (
        SELECT subject_sha256 FROM wrong_guess WHERE expires_at <= :before
        ORDER BY expires_at LIMIT :most))sql"};

}  // namespace

std::optional<Timestamp> SqlHousekeeping::oldest_kept_file() {
    const auto row = connection_.one(kOldestKeptFile);
    if (!row) return std::nullopt;
    return to_time(row->id);
}

std::vector<core::TicketId> SqlHousekeeping::tickets_with_files_kept_from(Timestamp before,
                                                                          int most) {
    std::vector<core::TicketId> tickets;
    for (const IdRow& row : connection_.all(kTicketsWithFiles, {to_column(before), most})) {
        tickets.emplace_back(row.id);
    }
    return tickets;
}

void SqlHousekeeping::keep_files_from(core::TicketId ticket, Timestamp time) {
    connection_.run(kKeepFiles, {ticket.value(), to_column(time)});
}

std::int64_t SqlHousekeeping::remove_files(core::TicketId ticket) {
    touch_blobs_of_ticket(connection_, ticket, tx_.clock().now());
    return connection_.run(kRemoveFiles, {ticket.value()});
}

bool SqlHousekeeping::is_active(core::StatusId status) {
    const auto row = connection_.one(kIsActive, {status.value()});
    return !row || row->id != 0;
}

std::optional<Timestamp> SqlHousekeeping::first_expiry() {
    std::optional<Timestamp> first;
    for (const auto* query : {&kFirstTokenEnd, &kFirstBanEnd, &kFirstAnswerEnd, &kFirstGuessEnd}) {
        const auto row = connection_.one(*query);
        if (row) first = std::min(first.value_or(to_time(row->id)), to_time(row->id));
    }
    return first;
}

std::int64_t SqlHousekeeping::remove_expired(Timestamp now, int most) {
    const TimeLimit limit{to_column(now), most};
    std::int64_t removed = 0;
    for (const auto* query : {&kRemoveTokens, &kRemoveBans, &kRemoveAnswers, &kRemoveGuesses}) {
        removed += connection_.run(*query, limit);
    }
    return removed;
}

}  // namespace desk::store
