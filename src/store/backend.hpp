#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/ticket_number.hpp"
#include "store/connection.hpp"
#include "store/list_row.hpp"
#include "store/rows.hpp"

namespace desk::store {

/// A ticket with its opening message and its event, as columns.
struct TicketToInsert {
    TicketColumns ticket;
    MessageColumns opening;  ///< without `ticket`
    EventColumns event;      ///< without `ticket`
};

/// Ticket numbers from one to another, as a statement counts them.
struct NumberRange {
    std::string first, last;
    std::string pattern;  ///< of the space, in the words of the database
    std::int64_t most = 0;

    void each(auto&& bind) {
        bind("first", first), bind("last", last), bind("pattern", pattern), bind("most", most);
    }
};

struct FoldedSubject {
    std::int64_t id = 0;  ///< of the ticket
    std::string folded;
    void each(auto&& bind) { bind("id", id), bind("folded", folded); }
};

struct InsertedTicket {
    core::TicketId id;
    core::MessageId opening;
};

/// The few things that the two databases do differently, by name. No row file asks which it is.
class Backend {
  public:
    virtual ~Backend() = default;

    /// Says in the log what an operator should give the database. Called when a store is opened.
    virtual void look_over(Connection& connection) = 0;

    /// Ticket, opening message, counter and event. Nothing when number, code or id is taken.
    virtual std::optional<InsertedTicket> insert_ticket(Connection& connection,
                                                        TicketToInsert&& rows) = 0;
    /// The id of a row to come; never given again, whether the row comes or not.
    virtual std::int64_t draw_id(Connection& connection, const std::string& table) = 0;
    /// How many tickets of that range have a number of the space.
    /// \param range  without its pattern
    virtual std::int64_t count_numbers(Connection& connection, const core::NumberSpace& space,
                                       NumberRange range) = 0;
    /// The next public number of a reply or a note.
    virtual std::int64_t next_wire_id(Connection& connection, core::MessageKind kind) = 0;
    /// Keeps the row from being changed by others until the transaction ends.
    /// \return false when there is no such ticket; true where nobody else can write anyway
    virtual bool lock_ticket(Connection& connection, const core::TicketRef& ref) = 0;
    /// The same for a ticket in whatever state.
    virtual void lock_row(Connection& connection, core::TicketId id) = 0;
    /// Which of the equal counters of a department, status and flag a write of this connection adds
    /// to.
    virtual std::int64_t counter_slot(Connection& connection) = 0;
    /// True where each statement is a round trip, so that a ticket and its messages are better read
    /// in one, the ticket's columns with every message, than in two.
    [[nodiscard]] virtual bool reads_tickets_in_one_statement() const = 0;
    /// Tickets of a list in whose subject the index has that text, of three characters or more; to
    /// be compared with the ticket still. In no order.
    virtual std::vector<ListedRow> find_subjects(Connection& connection,
                                                 const std::string& folded) = 0;
    /// Puts folded subjects into the index by which those are found; empty ones are taken out.
    virtual void index_subjects(Connection& connection,
                                const std::vector<FoldedSubject>& subjects) = 0;
    /// A bounded step towards an index of few pieces. \return false when there was nothing to do
    virtual bool tidy_subjects(Connection& connection) = 0;
    /// Oldest first; what a running transaction may still put before an event comes before it.
    virtual std::vector<EventRow> events_after(Connection& connection, EventsAfter page) = 0;
    /// Those and what is not certain to be in its place yet, newest first.
    virtual std::vector<EventKindRow> latest_events_after(Connection& connection,
                                                          EventsAfter page) = 0;
    /// Until the transaction ends nobody else changes these tables (separated by commas); reading
    /// goes on. Nothing where there is one writer anyway.
    virtual void lock_tables(Connection& connection, const std::string& tables) = 0;
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

/// The numbers of a space as a pattern: each place a class of its characters, the rest as
/// `escape` writes it.
std::string number_pattern(const core::NumberSpace& space,
                           const std::function<std::string(char)>& escape);

inline constexpr const char* kInsertMessageSql = R"sql(
    INSERT INTO message (ticket_id, kind, wire_id, author_kind, author_id, author_name,
                         author_email, body, format, origin, created_at, attachment_count)
    VALUES (:ticket, :kind, :wire_id, :author_kind, :author_id, :author_name, :author_email, :body,
            :format, :message_origin, :written_at, :attachment_count))sql";
inline constexpr const char* kInsertEventSql = R"sql(
    INSERT INTO event (ticket_id, type, actor_kind, actor_id, actor_name, origin, details,
                       created_at)
    VALUES (:ticket, :type, :actor_kind, :actor_id, :actor_name, :event_origin, :details,
            :happened_at))sql";

/// Adds to a ticket_counter row, which need not exist yet.
void step_counter(Connection& connection, CounterStep step);
void insert_event(Connection& connection, EventColumns&& event);
/// \return the message's id
core::MessageId insert_message_row(Connection& connection, MessageColumns&& message);

}  // namespace desk::store
