#include "store/blob_rows.hpp"

#include "store/sql_housekeeping.hpp"

namespace desk::store {

namespace {

struct TextRow {
    std::string text;
    static auto columns(TextRow& r) { return std::tie(r.text); }
};

/// Hashes from `first` on that are before `end`, which is the same with a letter after all hex
/// digits.
struct HashRange {
    std::string first, end;
    std::int64_t before = 0;
    void each(auto&& bind) { bind("first", first), bind("end", end), bind("before", before); }
};
struct HashPrefix {
    std::string first, end;
    void each(auto&& bind) { bind("first", first), bind("end", end); }
};
struct HashTime {
    std::string sha256;
    std::int64_t before = 0;
    void each(auto&& bind) { bind("sha256", sha256), bind("before", before); }
};

const Query<HashPrefix, TextRow> kBlobs{
    "blobs", "SELECT sha256 FROM blob WHERE sha256 >= :first AND sha256 < :end"};

const Query<HashRange, TextRow> kUnusedBlobs{"unused blobs", R"sql(
    SELECT b.sha256 FROM blob b
    WHERE b.sha256 >= :first AND b.sha256 < :end AND b.touched_at <= :before
      AND NOT EXISTS (SELECT 1 FROM attachment a WHERE a.sha256 = b.sha256 AND a.removed = 0)
    ORDER BY b.sha256)sql"};

const Query<HashTime, IdRow> kUses{"uses of blob", R"sql(
    SELECT CASE WHEN EXISTS (SELECT 1 FROM attachment WHERE sha256 = :sha256 AND removed = 0)
                  OR EXISTS (SELECT 1 FROM blob WHERE sha256 = :sha256 AND touched_at > :before)
                THEN 1 ELSE 0 END)sql"};

const Query<HashTime> kDeleteBlob{"delete blob", R"sql(
    DELETE FROM blob
    WHERE sha256 = :sha256 AND touched_at <= :before
      AND NOT EXISTS (SELECT 1 FROM attachment a WHERE a.sha256 = blob.sha256 AND a.removed = 0)
    )sql"};

struct OwnerTime {
    std::int64_t owner = 0, now = 0;
    void each(auto&& bind) { bind("owner", owner), bind("now", now); }
};

const Query<OwnerTime> kTouchOfTicket{"touch blobs of ticket", R"sql(
    UPDATE blob SET touched_at = :now
    WHERE sha256 IN (SELECT a.sha256 FROM message m JOIN attachment a ON a.message_id = m.id
                     WHERE m.ticket_id = :owner AND a.removed = 0))sql"};
const Query<OwnerTime> kTouchOfMessage{"touch blobs of message", R"sql(
    UPDATE blob SET touched_at = :now
    WHERE sha256 IN (SELECT sha256 FROM attachment
                     WHERE message_id = :owner AND removed = 0))sql"};

std::string end_of(std::string_view prefix) { return std::string(prefix) + "g"; }

std::vector<std::string> texts(std::vector<TextRow>&& rows) {
    std::vector<std::string> list;
    list.reserve(rows.size());
    for (TextRow& row : rows) list.push_back(std::move(row.text));
    return list;
}

}  // namespace

void touch_blobs_of_ticket(Connection& connection, core::TicketId ticket, Timestamp now) {
    connection.run(kTouchOfTicket, {ticket.value(), to_column(now)});
}

void touch_blobs_of_message(Connection& connection, core::MessageId message, Timestamp now) {
    connection.run(kTouchOfMessage, {message.value(), to_column(now)});
}

std::vector<std::string> SqlHousekeeping::blobs(std::string_view prefix) {
    return texts(connection_.all(kBlobs, {std::string(prefix), end_of(prefix)}));
}

std::vector<std::string> SqlHousekeeping::unused_blobs(std::string_view prefix, Timestamp before) {
    return texts(
        connection_.all(kUnusedBlobs, {std::string(prefix), end_of(prefix), to_column(before)}));
}

bool SqlHousekeeping::is_unused_blob(const std::string& sha256, Timestamp before) {
    return connection_.one(kUses, {sha256, to_column(before)})->id == 0;
}

void SqlHousekeeping::delete_blob(const std::string& sha256, Timestamp before) {
    connection_.run(kDeleteBlob, {sha256, to_column(before)});
}

}  // namespace desk::store
