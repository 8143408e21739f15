#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/ports.hpp"

namespace desk::core {

/// A department with how many of its tickets await a reply, and how many are active, by the flags
/// of their statuses. Merged and deleted tickets are not counted, here and in all that follows.
struct DepartmentCounts {
    DepartmentId id;
    std::string name;
    std::int64_t awaiting_reply = 0;
    std::int64_t active = 0;
};

struct StatusCounts {
    StatusId id;
    std::string title;
    std::string colour;  ///< `#rrggbb`
    bool is_active = true;
    bool awaits_reply = false;
    std::int64_t tickets = 0;
};

/// Departments as a filter: nothing stands for all of them, an empty list for none.
using SomeDepartments = std::optional<std::vector<DepartmentId>>;

/// Which tickets. Everything given must hold.
struct TicketSelection {
    SomeDepartments departments;
    std::optional<std::vector<StatusId>> statuses;  ///< nothing: all; empty: none
    ClientId client;
    AgentId flag;       ///< assigned to this agent
    std::string email;  ///< of a guest, whole, letter case aside
    std::string
        subject;  ///< a part of it, letter case aside (NFC and case folding, see desk::fold)
};

enum class ListOrder {
    last_reply,  ///< the latest reply first, then the highest id
    newest,      ///< the highest id first
    oldest,      ///< the lowest id first
};

/// Where a page of a native list ended.
struct ListKey {
    Timestamp last_reply_at;
    TicketId id;
};

/// Which part of a list, and what of each ticket.
struct ListPage {
    ListOrder order = ListOrder::last_reply;
    std::int64_t offset = 0;  ///< tickets to skip
    std::int64_t limit = 25;
    std::optional<ListKey> after;  ///< continues from there, `offset` aside
    /// Who pages: for whoever asks by offsets, the next page continues from the last ticket of the
    /// one before, if it is the same reader's and no more than a minute old.
    std::string reader;
    bool bodies = false;  ///< with the text of the opening message
    bool custom_fields = false;
};

/// Tickets with their opening message alone, attachments included.
struct TicketList {
    std::vector<Ticket> tickets;
    std::int64_t total = 0;  ///< exact
    bool has_more = false;   ///< behind the last of `tickets`
};

/// A reply as a list of replies looks at it.
struct ReplyKey {
    MessageId id;
    std::int64_t wire_id = 0;
    Author::Kind author_kind = Author::Kind::system;
    Timestamp created_at;
};

/// For a part of a subject that is shorter, only so many tickets are looked at, the first of the
/// list: no index helps to find it.
inline constexpr std::size_t kMinSearchCharacters = 3;
inline constexpr std::int64_t kShortSearchTickets = 10'000;

struct TicketSearch;  // core/ticket_search.hpp

/// Pages of tickets and how many there are.
/// Part of a unit of work: reached through Tx::lists(), lives as long as it.
class TicketLists {
  public:
    virtual ~TicketLists() = default;

    /// Those that an agent is assigned to, in the order of their ids.
    virtual std::vector<DepartmentId> assigned_departments(AgentId agent) = 0;
    /// In the desk's order.
    virtual std::vector<DepartmentCounts> departments(const SomeDepartments& which) = 0;
    /// All statuses in the desk's order, counted in some departments.
    virtual std::vector<StatusCounts> statuses(const SomeDepartments& counted) = 0;

    /// Leaves the read lane (Tx::expect_long_read) for what takes more than a moment: long pages,
    /// jumps, much counting, subjects.
    virtual TicketList tickets(const TicketSelection& selection, const ListPage& page) = 0;

    /// A page of a search, without its total. Nothing where too many tickets would have to be
    /// looked at (core/ticket_search.hpp). Leaves the read lane for what takes long.
    virtual std::optional<TicketList> search(const TicketSearch& search, const ListPage& page) = 0;
    /// Those with that address, letter case aside; the first hundred.
    virtual std::vector<ClientId> clients_by_email(std::string_view email) = 0;

    /// All replies of a ticket, in no order. Leaves the read lane where there are many.
    virtual std::vector<ReplyKey> replies(TicketId ticket) = 0;
    /// Messages with their texts, without their files, in the order of their ids here; deleted ones
    /// are left out.
    virtual std::vector<Message> messages(const std::vector<MessageId>& ids) = 0;

    /// True while subjects of tickets are not in the index yet by which `tickets` finds them; it
    /// looks at those one by one.
    virtual bool subjects_wait() = 0;
    /// Puts the next of them into it, a bounded number. In a write job of its own.
    /// \return false when there was nothing to do
    virtual bool index_subjects() = 0;
    /// Puts together a little of the pieces that `index_subjects` left, where the index is made of
    /// such. In a write job of its own. \return false when there was nothing to do
    virtual bool tidy_subjects() = 0;
};

}  // namespace desk::core
