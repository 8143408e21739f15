#pragma once
#include "core/account_ports.hpp"
#include "store/sql_tx.hpp"

namespace desk::store {

/// core::Accounts on the connection of one transaction.
class SqlAccounts final : public core::Accounts {
  public:
    SqlAccounts(Connection& connection, TxServices& services, core::Tx& tx)
        : connection_(connection), services_(services), tx_(tx) {}

    // account_lists.cpp
    core::Sliced<core::Account> clients(const core::AccountSearch& search,
                                        const core::Slice& slice) override;
    core::Sliced<core::ContactCard> contacts(const core::ContactSearch& search,
                                             const core::Slice& slice) override;
    core::Sliced<core::UserCard> users(const core::UserSearch& search,
                                       const core::Slice& slice) override;
    core::Sliced<core::ServiceCard> services(const core::ServiceSearch& search,
                                             const core::Slice& slice) override;
    std::vector<core::AgentCard> agents() override;

    // account_rows.cpp
    std::optional<core::Account> find(core::ClientId id) override;
    std::vector<core::Member> members(core::ClientId client) override;
    std::optional<core::ServiceCard> find(core::ServiceId id) override;
    bool insert_cancel_request(const core::CancelRequest& request,
                               const core::Actor& actor) override;
    std::int64_t insert_note(const core::ClientNote& note, const core::Actor& actor) override;
    void name_user(core::UserId user, const std::string& first, const std::string& last,
                   const std::string& language) override;
    void add_member(core::ClientId client, core::UserId user, bool is_owner) override;
    std::int64_t client_count(core::UserId user) override;
    bool has_contact(core::ClientId client, const std::string& email) override;
    void complete_contact(const core::ContactCard& contact) override;
    void remove_belongings(core::ClientId client) override;

  private:
    /// What a long list may take: from 1 to kMostOfASlice.
    static std::int64_t most_of(const core::Slice& slice);

    Connection& connection_;
    [[maybe_unused]] TxServices& services_;
    core::Tx& tx_;
};

}  // namespace desk::store
