#pragma once
#include "core/job_ports.hpp"
#include "store/sql_tx.hpp"

namespace desk::store {

/// core::Housekeeping on the connection of one transaction.
class SqlHousekeeping final : public core::Housekeeping {
  public:
    SqlHousekeeping(Connection& connection, TxServices& services, core::Tx& tx)
        : connection_(connection), services_(services), tx_(tx) {}

    // job_rows.cpp
    core::JobState job_state(std::string_view name) override;
    bool take_lease(std::string_view name, std::string_view owner, Timestamp now,
                    Timestamp until) override;
    bool keep_lease(std::string_view name, std::string_view owner, Timestamp until) override;
    void end_lease(const core::JobState& state) override;

    // auto_close_rows.cpp
    std::optional<Timestamp> oldest_reply_to_close() override;
    std::vector<core::FoundTicket> tickets_to_close(Timestamp before, int most) override;

    // escalation_rows.cpp
    std::vector<core::EscalationRule> escalation_rules() override;
    std::optional<Timestamp> oldest_reply_to_escalate(const core::EscalationRule& rule) override;
    std::vector<core::TicketId> tickets_to_escalate(const core::EscalationRule& rule,
                                                    Timestamp before, int most) override;
    std::optional<Timestamp> oldest_escalation(core::EscalationRuleId rule) override;
    std::vector<core::TicketId> tickets_escalated(core::EscalationRuleId rule, Timestamp before,
                                                  int most) override;
    std::optional<Timestamp> escalated_at(core::EscalationRuleId rule,
                                          core::TicketId ticket) override;
    void set_escalated_at(core::EscalationRuleId rule, core::TicketId ticket,
                          Timestamp since) override;
    void forget_escalation(core::EscalationRuleId rule, core::TicketId ticket) override;
    void notify_department(core::TicketId ticket, core::DepartmentId department,
                           const core::NewEvent& event, const core::Actor& actor) override;

    // blob_rows.cpp
    std::vector<std::string> blobs(std::string_view prefix) override;
    std::vector<std::string> unused_blobs(std::string_view prefix, Timestamp before) override;
    bool is_unused_blob(const std::string& sha256, Timestamp before) override;
    void delete_blob(const std::string& sha256, Timestamp before) override;

    // clean_up_rows.cpp
    std::optional<Timestamp> oldest_kept_file() override;
    std::vector<core::TicketId> tickets_with_files_kept_from(Timestamp before, int most) override;
    void keep_files_from(core::TicketId ticket, Timestamp time) override;
    std::int64_t remove_files(core::TicketId ticket) override;
    bool is_active(core::StatusId status) override;
    std::optional<Timestamp> first_expiry() override;
    std::int64_t remove_expired(Timestamp now, int most) override;

  private:
    Connection& connection_;
    [[maybe_unused]] TxServices& services_;
    [[maybe_unused]] core::Tx& tx_;
};

}  // namespace desk::store
