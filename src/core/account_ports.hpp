#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/people.hpp"
#include "core/ports.hpp"
#include "util/clock.hpp"

namespace desk::core {

/// The part of a list that a caller asked for by its offset.
struct Slice {
    std::int64_t start = 0;
    std::int64_t limit = 25;
};
inline constexpr std::int64_t kMostOfASlice = 10'000;

template <class T>
struct Sliced {
    std::vector<T> rows;
    std::int64_t total = 0;  ///< exact, of the whole list
};

struct PostalAddress {
    std::string line1, line2, city, state, postcode;
    std::string country;  ///< two capitals
};

/// A client with all that is kept of it.
struct Account {
    ClientId id;
    std::string first_name, last_name, company, email, phone, code, notes;
    std::string status = "Active";
    PostalAddress address;
    std::optional<Timestamp> created_at;

    /// First and last name, or the company's where there is none.
    [[nodiscard]] std::string name() const;
};

/// A contact in full.
struct ContactCard {
    ContactId id;
    ClientId client;
    std::string first_name, last_name, company, email, phone;
    PostalAddress address;
    std::vector<std::string> mail_about;  ///< of kMailSubjects
    std::optional<Timestamp> created_at, updated_at;
};

/// What a contact may get mail about, in the order in which wires list it.
inline constexpr const char* kMailSubjects[] = {"general", "invoice", "support",
                                                "product", "domain",  "affiliate"};

struct Membership {
    ClientId client;
    bool is_owner = false;
};

/// A login with the clients it belongs to.
struct UserCard {
    UserId id;
    std::string first_name, last_name, email, language;
    std::string password_hash;  ///< to be written; never read
    std::optional<Timestamp> created_at;
    std::vector<Membership> clients;
};

/// A user of one client.
struct Member {
    UserId id;
    std::string name, email;
    bool is_owner = false;
};

struct ServiceCard {
    ServiceId id;
    ClientId client;
    std::string name, status;
};

struct AgentCard {
    Agent agent;
    std::string signature;
    std::vector<DepartmentId> departments;  ///< lowest first
};

enum class AccountOrder { id, first_name, last_name, company, email, created_at, status };

struct AccountSearch {
    std::string beginning;  ///< of e-mail, name, last name or company, letter case aside
    std::string status;     ///< empty: any
    AccountOrder order = AccountOrder::id;
    bool is_descending = false;
};

/// Everything given must be equal, letter case aside.
struct ContactSearch {
    ClientId client;
    std::string first_name, last_name, company, email, phone, city;
};

struct UserSearch {
    std::string part;  ///< of name or e-mail
    bool is_descending = false;
};

struct ServiceSearch {
    ClientId client;
    ServiceId service;
};

struct ClientNote {
    ClientId client;
    std::string body;
    bool sticky = false;
};

struct CancelRequest {
    ServiceId service;
    bool at_period_end = false;
    std::string reason;
};

/// Clients, those who belong to them and agents, listed and kept in full.
/// Part of a unit of work: reached through Tx::accounts(), lives as long as it.
class Accounts {
  public:
    virtual ~Accounts() = default;

    // Lists; they leave the read lane (Tx::expect_long_read) -------------------------------------
    virtual Sliced<Account> clients(const AccountSearch& search, const Slice& slice) = 0;
    virtual Sliced<ContactCard> contacts(const ContactSearch& search, const Slice& slice) = 0;
    virtual Sliced<UserCard> users(const UserSearch& search, const Slice& slice) = 0;
    virtual Sliced<ServiceCard> services(const ServiceSearch& search, const Slice& slice) = 0;
    /// All of them, lowest first: a desk has few.
    virtual std::vector<AgentCard> agents() = 0;

    // Single ones --------------------------------------------------------------------------------
    virtual std::optional<Account> find(ClientId id) = 0;
    /// Lowest first, the first thousand.
    virtual std::vector<Member> members(ClientId client) = 0;
    virtual std::optional<ServiceCard> find(ServiceId id) = 0;

    // Writing ------------------------------------------------------------------------------------
    /// \return false where the service has one already
    virtual bool insert_cancel_request(const CancelRequest& request, const Actor& actor) = 0;
    virtual std::int64_t insert_note(const ClientNote& note, const Actor& actor) = 0;
    /// What Records does not keep of a user.
    virtual void name_user(UserId user, const std::string& first, const std::string& last,
                           const std::string& language) = 0;
    virtual void add_member(ClientId client, UserId user, bool is_owner) = 0;
    virtual std::int64_t client_count(UserId user) = 0;  ///< clients it belongs to
    /// Whether a client has a contact with that address, letter case aside.
    virtual bool has_contact(ClientId client, const std::string& email) = 0;
    /// What Records does not keep of a contact, by its id; its times are now.
    virtual void complete_contact(const ContactCard& contact) = 0;
    /// Contacts, services, domains and memberships.
    virtual void remove_belongings(ClientId client) = 0;
};

}  // namespace desk::core
