#include "store/sql_moves.hpp"

namespace desk::store {

namespace {

struct SourceAndMaster {
    std::int64_t source = 0, master = 0;
    void each(auto&& bind) { bind("source", source), bind("master", master); }
};

// What came here by an earlier merge still belongs to where that took it from.
const Query<SourceAndMaster> kMoveMessages{"move messages to master", R"sql(
    UPDATE message
    SET ticket_id = :master,
        moved_kind = CASE WHEN moved_from = 0 THEN kind ELSE moved_kind END,
        moved_wire_id = CASE WHEN moved_from = 0 THEN wire_id ELSE moved_wire_id END,
        moved_from = CASE WHEN moved_from = 0 THEN :source ELSE moved_from END
    WHERE ticket_id = :source AND kind > 0)sql"};

struct OpeningCopy : SourceAndMaster {
    std::int64_t wire_id = 0;
    void each(auto&& bind) {
        SourceAndMaster::each(bind);
        bind("wire_id", wire_id);
    }
};

const Query<OpeningCopy, IdRow> kCopyOpening{"copy opening as reply", R"sql(
    INSERT INTO message (ticket_id, kind, wire_id, author_kind, author_id, author_name,
                         author_email, body, format, origin, rating, created_at, attachment_count,
                         moved_from, moved_kind, moved_wire_id)
    SELECT :master, 1, :wire_id, author_kind, author_id, author_name, author_email, body, format,
           origin, rating, created_at, attachment_count, ticket_id, 0, 0
    FROM message WHERE ticket_id = :source AND kind = 0
    RETURNING id)sql"};

struct SourceAndMessage {
    std::int64_t source = 0, message = 0;
    void each(auto&& bind) { bind("source", source), bind("message", message); }
};

const Query<SourceAndMessage> kCopyAttachments{"copy attachments of opening", R"sql(
    INSERT INTO attachment (message_id, position, file_name, stored_name, media_type, size, sha256,
                            removed, keep_from)
    SELECT :message, position, file_name, stored_name, media_type, size, sha256, removed, keep_from
    FROM attachment
    WHERE message_id IN (SELECT id FROM message WHERE ticket_id = :source AND kind = 0))sql"};

struct Merged {
    std::int64_t id = 0, version = 0, master = 0, status = 0, now = 0;
    void each(auto&& bind) {
        bind("id", id), bind("version", version), bind("master", master), bind("status", status);
        bind("now", now);
    }
};

const Query<Merged> kSetMerged{"set ticket merged", R"sql(
    UPDATE ticket
    SET merged_into = :master, merged_at = :now, status_before_merge = status_id,
        flag_before_merge = flag_agent_id, status_id = :status, flag_agent_id = 0, reply_count = 0,
        updated_at = :now, version = version + 1
    WHERE id = :id AND version = :version)sql"};

// An edit made in the master was meant for this text.
const Query<ById> kTakeOverEdit{"take over edit of opening", R"sql(
    UPDATE message
    SET (body, format, origin, rating) = (
        SELECT c.body, c.format, c.origin, c.rating FROM message c
        WHERE c.moved_from = :id AND c.moved_from > 0 AND c.moved_kind = 0)
    WHERE ticket_id = :id AND kind = 0
      AND EXISTS (SELECT 1 FROM message c
                  WHERE c.moved_from = :id AND c.moved_from > 0 AND c.moved_kind = 0))sql"};

const Query<ById> kDropCopiedFiles{"drop copied attachments", R"sql(
    DELETE FROM attachment
    WHERE message_id IN (SELECT id FROM message
                         WHERE moved_from = :id AND moved_from > 0 AND moved_kind = 0))sql"};
const Query<ById> kDropCopy{"drop copied opening", R"sql(
    DELETE FROM message WHERE moved_from = :id AND moved_from > 0 AND moved_kind = 0)sql"};

const Query<ById> kMoveBack{"move messages back", R"sql(
    UPDATE message
    SET ticket_id = moved_from, kind = moved_kind, wire_id = moved_wire_id,
        moved_from = 0, moved_kind = 0, moved_wire_id = 0
    WHERE moved_from = :id AND moved_from > 0)sql"};

// Those of tickets that were merged into this one come along, and can go back from here.
const Query<ById> kMoveParts{"move messages of merged parts", R"sql(
    WITH RECURSIVE part (id) AS (
        SELECT id FROM ticket WHERE merged_into = :id AND merged_into > 0
        UNION
        SELECT t.id FROM ticket t JOIN part ON t.merged_into = part.id WHERE t.merged_into > 0)
    UPDATE message SET ticket_id = :id
    WHERE moved_from IN (SELECT id FROM part) AND moved_from > 0)sql"};

struct Unmerged {
    std::int64_t id = 0, status = 0, flag = 0, replies = 0, now = 0;
    void each(auto&& bind) {
        bind("id", id), bind("status", status), bind("flag", flag), bind("replies", replies);
        bind("now", now);
    }
};

const Query<Unmerged> kSetUnmerged{"set ticket unmerged", R"sql(
    UPDATE ticket
    SET merged_into = 0, merged_at = 0, status_before_merge = 0, flag_before_merge = 0,
        status_id = :status, flag_agent_id = :flag, reply_count = :replies, updated_at = :now,
        version = version + 1
    WHERE id = :id)sql"};

}  // namespace

void SqlTicketMoves::merge(const core::KeptTicket& source, core::TicketId master,
                           core::StatusId closed, Timestamp now) {
    const SourceAndMaster both{source.ticket.id.value(), master.value()};
    connection_.run(kMoveMessages, both);
    const std::int64_t wire_id =
        services_.backend.next_wire_id(connection_, core::MessageKind::reply);
    const std::int64_t copy = connection_.one(kCopyOpening, {both, wire_id})->id;
    connection_.run(kCopyAttachments, {both.source, copy});
    if (connection_.run(kSetMerged, {both.source, source.ticket.version, both.master,
                                     closed.value(), to_column(now)}) == 0) {
        throw DbError(DbError::Kind::conflict, kSetMerged.name, "stale version");
    }
    if (source.is_listed()) count_ticket(source, -1);
}

void SqlTicketMoves::unmerge(const core::KeptTicket& source, core::StatusId status,
                             core::AgentId flag, Timestamp now) {
    const ById id{source.ticket.id.value()};
    connection_.run(kTakeOverEdit, id);
    connection_.run(kDropCopiedFiles, id);
    connection_.run(kDropCopy, id);
    connection_.run(kMoveBack, id);
    connection_.run(kMoveParts, id);
    connection_.run(kSetUnmerged, {id.id, status.value(), flag.value(),
                                   count_replies(source.ticket.id), to_column(now)});
    core::KeptTicket after = source;
    after.ticket.merged_into = {};
    after.ticket.status = status;
    after.ticket.flag = flag;
    if (after.is_listed()) count_ticket(after, 1);
}

}  // namespace desk::store
