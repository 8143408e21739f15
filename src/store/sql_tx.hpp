#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/number_memory.hpp"
#include "core/ports.hpp"
#include "store/backend.hpp"
#include "store/list_cursors.hpp"
#include "store/live_settings.hpp"

namespace desk::store {

/// What every transaction is given; owned by the Store, outlives the executors.
struct TxServices {
    const Clock& clock;
    Random& random;
    core::AttachmentFiles& files;
    Backend& backend;
    LiveSettings& settings;
    core::NumberMemory numbers{};
    ListCursors list_cursors{};
};

/// Whether whoever waits for a transaction minds how long it takes.
enum class Pace { quick, patient };

/// Thrown in a quick read that turns out to be long. No std::exception, so that nothing takes it
/// for a failure on its way to the executor, which runs the job again in the slow lane.
struct NeedsSlowLane {};

/// core::Tx on one connection, for one transaction that the executor begins and ends. The functions
/// stand in the files *_rows.cpp, each with its SQL.
class SqlTx : public core::Tx {
  public:
    SqlTx(Connection& connection, TxServices& services, Pace pace = Pace::patient);
    ~SqlTx() override;

    [[nodiscard]] const Clock& clock() const override { return services_.clock; }
    [[nodiscard]] Random& random() const override { return services_.random; }
    [[nodiscard]] const core::Settings& settings() const override { return *settings_; }
    void expect_long_read() override {
        if (pace_ == Pace::quick) throw NeedsSlowLane{};
    }

    // sql_tx.cpp; each part is made when it is asked for
    core::Records& records() override;
    core::TicketLists& lists() override;
    core::TicketMoves& moves() override;
    core::TicketNumbers& numbers() override;
    core::Housekeeping& housekeeping() override;
    core::Accounts& accounts() override;
    core::Office& office() override;
    core::Watchers& watchers() override;
    core::Guards& guards() override;

    // ticket_rows.cpp, opening_rows.cpp
    core::OpeningFacts opening_facts(const core::OpeningQuery& query) override;
    core::TicketId draw_ticket_id() override;
    std::optional<core::TicketId> insert_ticket(const core::NewTicket& ticket,
                                                const core::Actor& actor) override;
    std::optional<core::Ticket> find_ticket(const core::TicketRef& ref,
                                            const core::TicketParts& parts) override;
    std::optional<core::Ticket> lock_ticket(const core::TicketRef& ref) override;
    void update_ticket(const core::Ticket& before, const core::Ticket& after) override;

    // message_rows.cpp
    core::Message opening_message(core::TicketId ticket) override;
    void update_opening_message(core::TicketId ticket, const core::Body& body,
                                Timestamp created_at) override;
    core::WrittenMessage insert_message(const core::NewMessage& message,
                                        const core::Actor& actor) override;
    std::optional<core::Message> find_message(core::MessageKind kind,
                                              std::int64_t wire_id) override;

    // attachment_rows.cpp
    std::vector<core::Attachment> attachments(core::MessageId message) override;
    std::string attachment_bytes(const std::string& sha256) override;

    // custom_field_rows.cpp
    std::vector<core::CustomField> custom_fields(core::DepartmentId department) override;
    std::vector<core::CustomFieldAnswer> custom_field_answers(
        core::TicketId ticket, core::DepartmentId department) override;
    void set_custom_field(core::TicketId ticket, const core::CustomFieldInput& input) override;
    core::CustomFieldId insert_custom_field(const core::CustomField& field) override;

    // department_rows.cpp
    std::optional<core::Department> find_department(const core::DepartmentRef& ref) override;
    std::vector<core::Department> departments() override;
    std::optional<core::Status> find_status(std::string_view title) override;
    std::vector<core::Status> statuses() override;
    core::DepartmentId insert_department(const core::Department& department) override;
    core::StatusId insert_status(const std::string& title) override;

    // people_rows.cpp
    std::optional<core::Client> find_client(core::ClientId id) override;
    std::optional<core::Client> find_client_by_code(std::string_view code) override;
    std::optional<core::Client> find_client_by_email(std::string_view email) override;
    std::optional<core::Agent> find_agent(core::AgentId id) override;
    std::optional<core::Agent> find_agent_by_login(std::string_view login) override;
    std::optional<core::AgentLogin> find_agent_login(std::string_view login) override;
    std::optional<core::Agent> first_api_agent() override;
    std::optional<core::User> find_client_user(core::ClientId client,
                                               std::string_view email) override;
    std::optional<core::User> find_user(core::UserId id) override;
    core::AgentId insert_agent(const core::Agent& agent) override;
    core::ClientId insert_client(const core::Client& client) override;
    core::ContactId insert_contact(core::ClientId client, const core::Contact& contact) override;
    core::UserId insert_user(core::ClientId client, const core::User& user) override;
    core::ServiceId insert_service(core::ClientId client, const std::string& name) override;
    core::DomainId insert_domain(core::ClientId client, const std::string& name) override;

    // credential_rows.cpp
    std::optional<core::CredentialOwner> find_credential(core::Origin dialect,
                                                         std::string_view identifier) override;
    std::optional<core::CredentialOwner> find_credential(core::CredentialId id) override;
    core::CredentialId insert_credential(const core::Credential& credential) override;
    std::optional<core::AccessToken> find_access_token(std::string_view access_sha256) override;
    std::optional<core::AccessToken> find_refresh_token(std::string_view refresh_sha256) override;
    void insert_access_token(const core::AccessToken& token) override;
    bool revoke_access_token(core::TokenId token) override;

    // event_rows.cpp
    void append_event(core::TicketId ticket, const core::NewEvent& event,
                      const core::Actor& actor) override;
    std::vector<core::Event> events_after(core::EventId after, int limit) override;
    std::vector<core::Event> ticket_events(core::TicketId ticket) override;

    // setting_rows.cpp
    bool is_empty_desk() override;
    void set_setting(std::string_view name, std::string_view value) override;
    core::Settings read_settings() override;

  private:
    /// Stores the attachments' rows; their bytes are there already.
    void insert_attachments(core::MessageId message,
                            const std::vector<core::NewAttachment>& attachments);
    /// How many messages of a ticket to ask for: one more than a quick read may have, or all.
    [[nodiscard]] std::int64_t most_messages() const;
    /// Leaves a quick read that got more of them than it may have.
    void check_message_count(std::size_t count);
    std::vector<core::Message> messages_of(core::TicketId ticket);
    /// Adds what the roles of a credential allow.
    std::optional<core::CredentialOwner> with_roles(std::optional<core::CredentialOwner> owner);
    /// Puts the messages of a ticket in their order and their files to them.
    void arrange(core::TicketId ticket, std::vector<core::Message>& messages);
    /// Puts the attachments of a ticket's messages where they belong.
    void attach_files(core::TicketId ticket, std::vector<core::Message>& messages);
    /// Writes a record under the id in `columns.id`, or under one drawn where that is 0.
    template <class Columns>
    std::int64_t insert_record(const std::string& table, const Query<Columns>& query,
                               Columns columns) {
        const bool is_given = columns.id != 0;
        if (!is_given) columns.id = services_.backend.draw_id(connection_, table);
        const std::int64_t id = columns.id;
        connection_.run(query, std::move(columns));
        if (is_given) services_.backend.reserve_id(connection_, table, id);
        return id;
    }

    Connection& connection_;
    TxServices& services_;
    const Pace pace_;
    const core::SettingsNow settings_;
    std::unique_ptr<core::Records> records_;
    std::unique_ptr<core::TicketLists> lists_;
    std::unique_ptr<core::TicketMoves> moves_;
    std::unique_ptr<core::TicketNumbers> numbers_;
    std::unique_ptr<core::Housekeeping> housekeeping_;
    std::unique_ptr<core::Accounts> accounts_;
    std::unique_ptr<core::Office> office_;
    std::unique_ptr<core::Watchers> watchers_;
    std::unique_ptr<core::Guards> guards_;
};

/// Reads table `setting`; unknown names and values that cannot be used are left out.
core::Settings load_settings(Connection& connection);

}  // namespace desk::store
