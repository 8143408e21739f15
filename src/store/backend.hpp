#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "store/connection.hpp"
#include "store/rows.hpp"

namespace desk::store {

/// A ticket with its opening message and its event, as columns.
struct TicketToInsert {
    TicketColumns ticket;
    MessageColumns opening;  ///< without `ticket`
    EventColumns event;      ///< without `ticket`
};

struct InsertedTicket {
    core::TicketId id;
    core::MessageId opening;
};

/// The few things that the two databases do differently, by name. No row file asks which it is.
class Backend {
  public:
    virtual ~Backend() = default;

    /// Ticket, opening message, counter and event. Nothing when number, code or id is taken.
    virtual std::optional<InsertedTicket> insert_ticket(Connection& connection,
                                                        TicketToInsert&& rows) = 0;
    /// The id of a row to come; never given again, whether the row comes or not.
    virtual std::int64_t draw_id(Connection& connection, const std::string& table) = 0;
    /// The next public number of a reply or a note.
    virtual std::int64_t next_wire_id(Connection& connection, core::MessageKind kind) = 0;
    /// Keeps the row from being changed by others until the transaction ends.
    /// \return false when there is no such ticket; true where nobody else can write anyway
    virtual bool lock_ticket(Connection& connection, const core::TicketRef& ref) = 0;
    /// Which of the equal counters of a department, status and flag this write adds to.
    virtual std::int64_t counter_slot() = 0;
    /// True where each statement is a round trip, so that a ticket and its messages are better read
    /// in one, the ticket's columns with every message, than in two.
    [[nodiscard]] virtual bool reads_tickets_in_one_statement() const = 0;
    virtual std::vector<EventRow> events_after(Connection& connection, EventsAfter page) = 0;
    /// After a row was written with an id that the database did not give: gives only higher ones.
    virtual void reserve_id(Connection& connection, const std::string& table, std::int64_t id) = 0;
};

std::unique_ptr<Backend> sqlite_backend();
std::unique_ptr<Backend> postgres_backend();

/// `columns` and `values` of INSERTs that both back ends and the row files write.
inline constexpr const char* kTicketColumnList =
    "number, code, access_code, department_id, status_id, client_id, contact_id, user_id, "
    "requester_name, requester_email, cc, subject, priority, flag_agent_id, service_id, domain_id, "
    "client_may_not_close, expected_on, emergency_phone, opened_at, last_reply_at, updated_at, "
    "reply_count";
inline constexpr const char* kTicketValueList =
    ":number, :code, :access_code, :department, :status, :client, :contact, :user, "
    ":requester_name, :requester_email, :cc, :subject, :priority, :flag, :service, :domain, "
    ":client_may_not_close, :expected_on, :emergency_phone, :opened_at, :last_reply_at, "
    ":updated_at, :reply_count";

/// Adds to a ticket_counter row, which need not exist yet.
void step_counter(Connection& connection, CounterStep step);
void insert_event(Connection& connection, EventColumns&& event);
/// \return the message's id
core::MessageId insert_message_row(Connection& connection, MessageColumns&& message);

}  // namespace desk::store
