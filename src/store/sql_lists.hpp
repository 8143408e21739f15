#pragma once
#include "core/list_ports.hpp"
#include "store/sql_tx.hpp"

namespace desk::store {

/// core::TicketLists on the connection of one transaction.
class SqlTicketLists final : public core::TicketLists {
  public:
    SqlTicketLists(Connection& connection, TxServices& services, core::Tx& tx)
        : connection_(connection), services_(services), tx_(tx) {}

    // list_counts.cpp
    std::vector<core::DepartmentId> assigned_departments(core::AgentId agent) override;
    std::vector<core::DepartmentCounts> departments(const core::SomeDepartments& which) override;
    std::vector<core::StatusCounts> statuses(const core::SomeDepartments& counted) override;

    // sql_lists.cpp, with list_ranges.hpp, list_search.hpp and list_rows.hpp
    core::TicketList tickets(const core::TicketSelection& selection,
                             const core::ListPage& page) override;
    std::optional<core::TicketList> search(const core::TicketSearch& search,
                                           const core::ListPage& page) override;
    std::vector<core::ClientId> clients_by_email(std::string_view email) override;
    std::vector<core::ReplyKey> replies(core::TicketId ticket) override;
    std::vector<core::Message> messages(const std::vector<core::MessageId>& ids) override;
    bool subjects_wait() override;
    bool index_subjects() override;
    bool tidy_subjects() override;

  private:
    Connection& connection_;
    TxServices& services_;
    core::Tx& tx_;
};

}  // namespace desk::store
