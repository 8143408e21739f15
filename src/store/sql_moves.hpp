#pragma once
#include "core/move_ports.hpp"
#include "store/sql_tx.hpp"

namespace desk::store {

/// core::TicketMoves on the connection of one transaction.
class SqlTicketMoves final : public core::TicketMoves {
  public:
    SqlTicketMoves(Connection& connection, TxServices& services)
        : connection_(connection), services_(services) {}

    // deletion_rows.cpp
    std::optional<core::KeptTicket> find(const core::TicketRef& ref) override;
    std::optional<core::KeptTicket> lock(core::TicketId id) override;
    void set_deleted(const core::KeptTicket& ticket, std::optional<Timestamp> deleted_at) override;
    void purge(const core::KeptTicket& ticket, Timestamp now) override;
    std::optional<Timestamp> oldest_deletion() override;
    std::vector<core::TicketId> tickets_deleted(Timestamp before, int most) override;
    std::vector<core::MessageId> messages_deleted(Timestamp before, int most) override;
    void purge_message(core::MessageId message) override;

    // merge_rows.cpp
    void merge(const core::KeptTicket& source, core::TicketId master, core::StatusId closed,
               Timestamp now) override;
    void unmerge(const core::KeptTicket& source, core::StatusId status, core::AgentId flag,
                 Timestamp now) override;

    // moved_message_rows.cpp
    std::optional<core::KeptMessage> find_message(core::MessageKind kind,
                                                  std::int64_t wire_id) override;
    core::Body body(core::MessageId message) override;
    void rewrite(core::MessageId message, const core::Body& body, Timestamp created_at) override;
    void set_message_deleted(core::MessageId message, Timestamp now) override;
    void hand_over(core::MessageId message, core::TicketId to) override;
    void replace_by_opening(core::MessageId message, core::TicketId ticket) override;
    int count_replies(core::TicketId ticket) override;
    Timestamp last_reply_at(core::TicketId ticket) override;

  private:
    /// One more or one less of the tickets with its department, status and flag.
    void count_ticket(const core::KeptTicket& ticket, std::int64_t step);

    Connection& connection_;
    TxServices& services_;
};

/// Whatever has become of it. In ticket_rows.cpp, where the columns of a ticket are.
std::optional<core::KeptTicket> find_kept_ticket(Connection& connection,
                                                 const core::TicketRef& ref);

}  // namespace desk::store
