#pragma once
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/credential.hpp"
#include "core/custom_field.hpp"
#include "core/department.hpp"
#include "core/event.hpp"
#include "core/message.hpp"
#include "core/people.hpp"
#include "core/settings.hpp"
#include "core/ticket.hpp"
#include "util/clock.hpp"
#include "util/random.hpp"

/// What the core asks of the outside. The store implements all of it; nothing here knows SQL.
namespace desk::core {

/// What open_ticket must know about the ids it was given, in one look-up.
struct OpeningQuery {
    DepartmentRef department;
    bool default_department = false;  ///< true: the lowest id where `department` names none
    std::string status_title;         ///< empty: "Open"
    ClientId client;
    std::string client_code;   ///< looked up where `client` is not set
    std::string client_email;  ///< looked up where neither of the two is; lowest id among equals
    UserId user;
    ContactId contact;
    ServiceId service;
    DomainId domain;
};

struct OpeningFacts {
    std::optional<Department> department;
    std::optional<Status> status;
    std::optional<Client> client;
    std::optional<User> user;        ///< only when attached to that client; without password_hash
    std::optional<Contact> contact;  ///< only when of that client
    bool service_found = false;      ///< and belongs to that client
    bool domain_found = false;
};

/// A ticket with its opening message, ready to be written. `ticket.id`, message ids and versions
/// are given by the store.
struct NewTicket {
    Ticket ticket;  ///< names of department, status and client are ignored
    Author author;
    Body body;
    std::vector<NewAttachment> attachments;       ///< their bytes are stored already
    std::vector<CustomFieldInput> custom_fields;  ///< by id, values checked, of the department
    NewEvent event;
};

/// A reply or a note, ready to be written.
struct NewMessage {
    TicketId ticket;
    MessageKind kind = MessageKind::reply;
    Author author;
    Body body;
    Timestamp created_at;
    std::vector<NewAttachment> attachments;
    NewEvent event;  ///< the store adds `replyid` or `noteid`, the message's wire id, in front
};

struct WrittenMessage {
    MessageId id;
    std::int64_t wire_id = 0;
};

/// What get_ticket wants to read beside the ticket's own row.
struct TicketParts {
    bool messages = true;  ///< false: the opening message only
    bool custom_fields = false;
};

class Accounts;
class Office;
class Records;
class Watchers;
class TicketLists;
class TicketMoves;
class TicketNumbers;
class Housekeeping;
class Guards;

/// One unit of work on the desk's data: rows, clock, chance and settings. Use cases take it, never
/// begin, commit or retry, and are safe to run again. Every call throws when the database cannot
/// answer; the executor catches that in one place.
class Tx {
  public:
    virtual ~Tx() = default;

    [[nodiscard]] virtual const Clock& clock() const = 0;
    [[nodiscard]] virtual Random& random() const = 0;
    [[nodiscard]] virtual const Settings& settings() const = 0;

    /// Says that what follows takes long: many rows to read or to count. In the read lane that ends
    /// this run of the job, by an exception for the executor alone, and the job starts again in the
    /// slow lane; anywhere else nothing happens.
    virtual void expect_long_read() = 0;

    // Further parts, each in a header of its own ------------------------------------------------
    virtual Records& records() = 0;            ///< core/record_ports.hpp
    virtual TicketLists& lists() = 0;          ///< core/list_ports.hpp
    virtual TicketMoves& moves() = 0;          ///< core/move_ports.hpp
    virtual TicketNumbers& numbers() = 0;      ///< core/number_ports.hpp
    virtual Housekeeping& housekeeping() = 0;  ///< core/job_ports.hpp
    virtual Accounts& accounts() = 0;          ///< core/account_ports.hpp
    virtual Office& office() = 0;              ///< core/office_ports.hpp
    virtual Watchers& watchers() = 0;          ///< core/watcher_ports.hpp
    virtual Guards& guards() = 0;              ///< core/guard_ports.hpp

    // Tickets -----------------------------------------------------------------------------------
    virtual OpeningFacts opening_facts(const OpeningQuery& query) = 0;
    /// The id that the next ticket will get, drawn for masks with `%i` in them.
    virtual TicketId draw_ticket_id() = 0;
    /// Writes ticket, opening message, attachments, custom fields, counter and event.
    /// \param actor  for the event
    /// \return nothing when the number or the code is taken: nothing was written, draw again.
    /// A set `ticket.id` is used as the id (drawn before, or a demo's).
    virtual std::optional<TicketId> insert_ticket(const NewTicket& ticket, const Actor& actor) = 0;
    /// Deleted tickets do not exist for any reader.
    virtual std::optional<Ticket> find_ticket(const TicketRef& ref, const TicketParts& parts) = 0;
    /// The same without messages, and nobody else changes it before this transaction ends.
    virtual std::optional<Ticket> lock_ticket(const TicketRef& ref) = 0;
    /// Writes every column of `after` that differs from `before`, version + 1, counters included.
    virtual void update_ticket(const Ticket& before, const Ticket& after) = 0;
    virtual Message opening_message(TicketId ticket) = 0;
    virtual void update_opening_message(TicketId ticket, const Body& body,
                                        Timestamp created_at) = 0;
    virtual WrittenMessage insert_message(const NewMessage& message, const Actor& actor) = 0;
    /// A reply or note by its wire id, without its text.
    virtual std::optional<Message> find_message(MessageKind kind, std::int64_t wire_id) = 0;
    /// In position order.
    virtual std::vector<Attachment> attachments(MessageId message) = 0;
    /// The bytes of a stored attachment. Slow: only in the slow lane.
    virtual std::string attachment_bytes(const std::string& sha256) = 0;

    // Custom fields -----------------------------------------------------------------------------
    virtual std::vector<CustomField> custom_fields(DepartmentId department) = 0;
    virtual std::vector<CustomFieldAnswer> custom_field_answers(TicketId ticket,
                                                                DepartmentId department) = 0;
    /// `input` by id. Setting what is set already is fine.
    virtual void set_custom_field(TicketId ticket, const CustomFieldInput& input) = 0;

    // Departments, statuses, people -------------------------------------------------------------
    virtual std::optional<Department> find_department(const DepartmentRef& ref) = 0;
    virtual std::vector<Department> departments() = 0;                      ///< in their order
    virtual std::optional<Status> find_status(std::string_view title) = 0;  ///< folded, exact first
    virtual std::vector<Status> statuses() = 0;                             ///< in their order
    virtual std::optional<Client> find_client(ClientId id) = 0;
    virtual std::optional<Client> find_client_by_code(std::string_view code) = 0;
    virtual std::optional<Client> find_client_by_email(std::string_view email) = 0;
    virtual std::optional<Agent> find_agent(AgentId id) = 0;
    virtual std::optional<Agent> find_agent_by_login(std::string_view login) = 0;
    virtual std::optional<AgentLogin> find_agent_login(std::string_view login) = 0;
    /// The lowest enabled agent with API access.
    virtual std::optional<Agent> first_api_agent() = 0;
    /// A login by its e-mail among the users of a client, with its password hash.
    virtual std::optional<User> find_client_user(ClientId client, std::string_view email) = 0;
    virtual std::optional<User> find_user(UserId id) = 0;

    // Credentials and tokens --------------------------------------------------------------------
    virtual std::optional<CredentialOwner> find_credential(Origin dialect,
                                                           std::string_view identifier) = 0;
    virtual CredentialId insert_credential(const Credential& credential) = 0;
    virtual std::optional<AccessToken> find_access_token(std::string_view access_sha256) = 0;
    virtual std::optional<AccessToken> find_refresh_token(std::string_view refresh_sha256) = 0;
    virtual void insert_access_token(const AccessToken& token) = 0;
    /// \return false when it was revoked before: of two racing calls one gets true
    virtual bool revoke_access_token(TokenId token) = 0;
    virtual std::optional<CredentialOwner> find_credential(CredentialId id) = 0;

    // Events ------------------------------------------------------------------------------------
    virtual void append_event(TicketId ticket, const NewEvent& event, const Actor& actor) = 0;
    /// At most `limit` (1..1000) events that come after `after`, oldest first: whoever goes on from
    /// the last one gets each event once. On PostgreSQL in the order of their transactions, which
    /// is not quite that of ids, and only those below the oldest running one.
    virtual std::vector<Event> events_after(EventId after, int limit) = 0;
    /// All events of one ticket, oldest first.
    virtual std::vector<Event> ticket_events(TicketId ticket) = 0;

    // Records of a desk, as `demo` and the commands write them ----------------------------------
    /// True when the desk has no departments, agents, clients or tickets yet.
    virtual bool is_empty_desk() = 0;
    /// A set id is used as the id.
    virtual DepartmentId insert_department(const Department& department) = 0;
    virtual StatusId insert_status(const std::string& title) = 0;
    virtual AgentId insert_agent(const Agent& agent) = 0;  ///< of every department
    virtual ClientId insert_client(const Client& client) = 0;
    virtual ContactId insert_contact(ClientId client, const Contact& contact) = 0;
    virtual UserId insert_user(ClientId client, const User& user) = 0;
    virtual ServiceId insert_service(ClientId client, const std::string& name) = 0;
    virtual DomainId insert_domain(ClientId client, const std::string& name) = 0;
    virtual CustomFieldId insert_custom_field(const CustomField& field) = 0;
    virtual void set_setting(std::string_view name, std::string_view value) = 0;
    /// As they are in the database now; settings() are those of when the transaction began.
    virtual Settings read_settings() = 0;
};

/// How a job ended. Only `done` may be answered as a success.
enum class Outcome {
    done,         ///< what it wrote is durable
    refused,      ///< `run` said no; nothing it wrote remains
    busy,         ///< the queue was full, or the database locked by somebody else: try again later
    unavailable,  ///< the disk is full or the database away: nothing was written
    failed,       ///< a fault of ours, or nobody knows whether it was done; logged with the label
};

/// A piece of work for one of the lanes.
struct Job {
    /// Runs inside one transaction; may run again after a rolled-back attempt. False: a refusal.
    std::function<bool(Tx&)> run;
    /// Called exactly once, from a lane's thread, after the commit that holds the work.
    std::function<void(Outcome)> finish;
    std::string label;  ///< the request's id, for the log
    /// Of a write of thousands of rows: neither are others committed with it, nor is it one of
    /// those that can be undone alone, which on SQLite costs each statement more than the one
    /// before.
    bool is_long = false;
};

/// The three lanes (design, section 2). Safe to call from any thread; each call returns at once
/// except `read` on SQLite, which runs the job in the calling thread.
class Executor {
  public:
    virtual ~Executor() = default;
    /// Bounded point reads and short pages. What turns out to be long goes on as a search.
    virtual void read(Job job) = 0;
    virtual void write(Job job) = 0;   ///< one transaction a job; on SQLite committed in groups
    virtual void search(Job job) = 0;  ///< reads that take long, in the slow lane
    /// Work without the database (Argon2, big bodies, attachment bytes) in the slow lane.
    /// `run` may throw: that is `failed`.
    virtual void work(std::function<void()> run, std::function<void(Outcome)> finish,
                      std::string label) = 0;
};

/// The attachment store: bytes by their hash.
class AttachmentFiles {
  public:
    virtual ~AttachmentFiles() = default;
    /// Stores bytes so that they survive a power cut before this returns (file and folder synced);
    /// bytes that are there already are only touched.
    /// \return the SHA-256 in lower-case hex
    /// \throws when the disk is full
    virtual std::string put(std::string_view bytes) = 0;
    /// \throws when there is no such file
    virtual std::string get(const std::string& sha256) = 0;
};

}  // namespace desk::core
