#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/ports.hpp"

namespace desk::core {

/// A ticket with what becomes of it beside what its readers see.
struct KeptTicket {
    Ticket ticket;  ///< without messages
    std::optional<Timestamp> deleted_at;
    bool is_purged = false;  ///< nothing but id, number and code is left
    StatusId status_before_merge;
    AgentId flag_before_merge;

    /// Counted and listed.
    [[nodiscard]] bool is_listed() const { return !deleted_at && !ticket.merged_into.is_set(); }
};

/// A message with where a merge took it from.
struct KeptMessage {
    Message message;           ///< without text and attachments
    TicketId moved_from;       ///< not set: it is where it was written
    bool was_opening = false;  ///< stands for the opening of `moved_from`, which that one keeps
};

/// What takes tickets and messages away, brings them back, or puts them elsewhere: deletion, purge,
/// merge and split.
/// Part of a unit of work: reached through Tx::moves(), lives as long as it.
class TicketMoves {
  public:
    virtual ~TicketMoves() = default;

    /// Also a deleted, merged or purged one.
    virtual std::optional<KeptTicket> find(const TicketRef& ref) = 0;
    /// The same, and nobody else changes it before this transaction ends. Several are to be locked
    /// in the order of their ids.
    virtual std::optional<KeptTicket> lock(TicketId id) = 0;

    // Each of these counts the ticket anew and adds 1 to its version.
    virtual void set_deleted(const KeptTicket& ticket, std::optional<Timestamp> deleted_at) = 0;
    /// Deletes what was written: messages, attachment rows, custom field values, every text of the
    /// ticket, the subjects in its events. The row remains, so that nobody gets its number again.
    virtual void purge(const KeptTicket& ticket, Timestamp now) = 0;
    /// Puts the source's replies and notes, and a reply with a copy of its opening, into the
    /// master. The source becomes closed, without flag.
    virtual void merge(const KeptTicket& source, TicketId master, StatusId closed,
                       Timestamp now) = 0;
    /// Puts back what merge() took from this ticket and from those that were merged into it before,
    /// wherever it is now. An edit of the reply that stood for its opening is kept.
    virtual void unmerge(const KeptTicket& source, StatusId status, AgentId flag,
                         Timestamp now) = 0;

    // Messages; replies and notes by their wire id, deleted ones do not exist.
    virtual std::optional<KeptMessage> find_message(MessageKind kind, std::int64_t wire_id) = 0;
    virtual Body body(MessageId message) = 0;
    virtual void rewrite(MessageId message, const Body& body, Timestamp created_at) = 0;
    virtual void set_message_deleted(MessageId message, Timestamp now) = 0;
    /// Puts a message into another ticket for good.
    virtual void hand_over(MessageId message, TicketId to) = 0;
    /// The opening takes the place of a message that it has the text of: files and rating go over,
    /// the message ends.
    virtual void replace_by_opening(MessageId message, TicketId ticket) = 0;

    // What is deleted and not purged yet.
    virtual std::optional<Timestamp> oldest_deletion() = 0;
    /// Deleted at `before` or earlier, the oldest first.
    virtual std::vector<TicketId> tickets_deleted(Timestamp before, int most) = 0;
    /// Replies and notes that were deleted on their own.
    virtual std::vector<MessageId> messages_deleted(Timestamp before, int most) = 0;
    virtual void purge_message(MessageId message) = 0;

    /// How many replies a ticket shows.
    virtual int count_replies(TicketId ticket) = 0;
    /// The latest time of its opening and its replies, deleted ones included.
    virtual Timestamp last_reply_at(TicketId ticket) = 0;
};

}  // namespace desk::core
