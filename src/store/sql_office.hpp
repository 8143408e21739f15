#pragma once
#include "core/office_ports.hpp"
#include "store/sql_tx.hpp"

namespace desk::store {

/// core::Office on the connection of one transaction.
class SqlOffice final : public core::Office {
  public:
    SqlOffice(Connection& connection, TxServices& services, core::Tx& tx)
        : connection_(connection), services_(services), tx_(tx) {}

    // office_rows.cpp
    core::Sliced<core::Announcement> announcements(const core::Slice& slice) override;
    std::vector<Timestamp> tickets_opened_since(Timestamp since) override;

    // activity_rows.cpp
    void insert_activity(const core::Activity& activity) override;
    core::Sliced<core::Activity> activities(const core::ActivitySearch& search,
                                            const core::Slice& slice) override;

    // mail_rows.cpp
    void queue_notice(const core::NewEvent& event, const core::Actor& actor,
                      const std::string& target) override;
    void queue_mail(const core::NewEvent& event, const core::Actor& actor,
                    const std::vector<std::string>& targets,
                    const core::OutgoingMail& mail) override;
    core::Sliced<core::OutgoingMail> mails(const core::ListMailInput& input) override;

    // sso_rows.cpp
    void insert_sso_token(const std::string& sha256, const core::SsoVisit& visit,
                          Timestamp end) override;
    std::optional<core::SsoVisit> take_sso_token(const std::string& sha256, Timestamp now) override;

  private:
    core::EventId insert_event(core::TicketId ticket, const core::NewEvent& event,
                               const core::Actor& actor);
    void queue(core::EventId event, const std::string& target);

    Connection& connection_;
    [[maybe_unused]] TxServices& services_;
    core::Tx& tx_;
};

}  // namespace desk::store
