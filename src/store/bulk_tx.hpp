#pragma once
#include <boost/unordered/unordered_flat_map.hpp>
#include <functional>
#include <unordered_map>

#include "store/bulk_facts.hpp"
#include "store/bulk_numbers.hpp"
#include "store/bulk_rows.hpp"
#include "store/sql_tx.hpp"

namespace desk::store {

/// In place of a connection where nothing may be asked of the database.
class NoConnection final : public Connection {
  public:
    void script(const std::string& sql, std::string_view name) override;

  private:
    void before_statement() override;
    DbError translate(const std::exception& error, std::string_view name) override;
    [[nodiscard]] bool keeps_statement_after(const DbError&) const override { return false; }
};

/// The ids that come next.
struct BulkIds {
    std::int64_t client = 1, contact = 1, user = 1, service = 1, domain = 1, ticket = 1;
    std::int64_t reply = 1, note = 1;  ///< wire ids

    /// Those of tables, with the table's name.
    void each_table(auto&& visit) {
        visit("client", client), visit("contact", contact), visit("user", user);
        visit("service", service), visit("domain", domain), visit("ticket", ticket);
    }
};

/// core::Tx for clients by the thousand, and for use cases whose tickets are in memory until
/// nothing happens to them any more: they find the records in BulkFacts, and what they write
/// becomes rows in a batch. What a made-up desk has not needed so far is asked of NoConnection,
/// which says so. One thread.
class BulkTx final : public SqlTx {
  public:
    /// \param take  called with each full batch; leaves it empty
    BulkTx(NoConnection& nowhere, TxServices& services, BulkFacts& facts, BulkIds first,
           std::function<void(BulkBatch&)> take);

    /// Writes the ticket as it is now; no use case may touch it after this.
    void settle(core::TicketId ticket);
    /// All tickets that are left, and hands over the last batch.
    void settle_all();
    /// With how many tickets each has.
    [[nodiscard]] const std::vector<CounterStep>& counters() const { return counters_; }
    [[nodiscard]] const BulkIds& next() const { return next_; }

    core::TicketNumbers& numbers() override { return numbers_; }
    core::OpeningFacts opening_facts(const core::OpeningQuery& query) override;
    core::TicketId draw_ticket_id() override { return core::TicketId(next_.ticket++); }
    std::optional<core::TicketId> insert_ticket(const core::NewTicket& made,
                                                const core::Actor& actor) override;
    std::optional<core::Ticket> lock_ticket(const core::TicketRef& ref) override;
    void update_ticket(const core::Ticket& before, const core::Ticket& after) override;
    core::WrittenMessage insert_message(const core::NewMessage& message,
                                        const core::Actor& actor) override;
    std::vector<core::CustomField> custom_fields(core::DepartmentId department) override;
    std::optional<core::Department> find_department(const core::DepartmentRef& ref) override;
    std::optional<core::Status> find_status(std::string_view title) override;
    std::optional<core::Client> find_client(core::ClientId id) override;
    std::optional<core::Agent> find_agent(core::AgentId id) override;
    std::optional<core::Agent> find_agent_by_login(std::string_view login) override;
    void append_event(core::TicketId ticket, const core::NewEvent& event,
                      const core::Actor& actor) override;
    core::ClientId insert_client(const core::Client& client) override;
    core::ContactId insert_contact(core::ClientId client, const core::Contact& contact) override;
    core::UserId insert_user(core::ClientId client, const core::User& user) override;
    core::ServiceId insert_service(core::ClientId client, const std::string& name) override;
    core::DomainId insert_domain(core::ClientId client, const std::string& name) override;

  private:
    core::Ticket& live(core::TicketId id);
    void step(const core::Ticket& ticket, std::int64_t by);
    /// One more row is in the batch.
    void count_row();
    void hand_over();

    BulkFacts& facts_;
    BulkIds next_;
    std::function<void(BulkBatch&)> take_;
    BulkBatch batch_;
    std::size_t rows_ = 0;  ///< in the batch
    std::int64_t messages_ = 0;
    std::unordered_map<std::int64_t, core::Ticket> live_;
    BulkNumbers numbers_;
    SeenTexts codes_;                    ///< those taken
    std::vector<CounterStep> counters_;  ///< of each department, status and flag
    boost::unordered_flat_map<std::uint64_t, std::size_t> counter_of_;  ///< by their ids in one
};

}  // namespace desk::store
