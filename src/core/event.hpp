#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/ids.hpp"
#include "core/people.hpp"
#include "util/clock.hpp"

namespace desk::core {

/// What happened to a ticket. An event is written in the transaction of its change: it is the
/// change feed, the ticket's log and the audit in one. `type` is one of the names below, after the
/// hooks of the WHMCS documentation (spec, section 9).
namespace event_type {
inline constexpr std::string_view kTicketOpen = "TicketOpen";
inline constexpr std::string_view kTicketOpenAdmin = "TicketOpenAdmin";
inline constexpr std::string_view kTicketUserReply = "TicketUserReply";
inline constexpr std::string_view kTicketAdminReply = "TicketAdminReply";
inline constexpr std::string_view kTicketAddNote = "TicketAddNote";
inline constexpr std::string_view kTicketClose = "TicketClose";
inline constexpr std::string_view kTicketStatusChange = "TicketStatusChange";
inline constexpr std::string_view kTicketDepartmentChange = "TicketDepartmentChange";
inline constexpr std::string_view kTicketFlagged = "TicketFlagged";
inline constexpr std::string_view kTicketPriorityChange = "TicketPriorityChange";
inline constexpr std::string_view kTicketSubjectChange = "TicketSubjectChange";
inline constexpr std::string_view kTicketMerge = "TicketMerge";  ///< on the master
inline constexpr std::string_view kTicketSplit = "TicketSplit";  ///< on the original
inline constexpr std::string_view kTicketDelete = "TicketDelete";
inline constexpr std::string_view kTicketDeleteReply = "TicketDeleteReply";
/// Ours, beside the documented ones: on each ticket that went into another.
inline constexpr std::string_view kTicketMergedInto = "TicketMergedInto";
inline constexpr std::string_view kTicketUnmerge = "TicketUnmerge";  ///< on both tickets
inline constexpr std::string_view kTicketDeleteNote = "TicketDeleteNote";
inline constexpr std::string_view kTicketRestore = "TicketRestore";
inline constexpr std::string_view kTicketPurge = "TicketPurge";
/// An agent wants to hear of the ticket, or no longer does.
inline constexpr std::string_view kTicketWatch = "TicketWatch";
inline constexpr std::string_view kTicketUnwatch = "TicketUnwatch";
/// Mail of the guest whose ticket it is, is refused from now on; `spamrule` is the rule's id.
inline constexpr std::string_view kTicketSenderBlocked = "TicketSenderBlocked";
/// Ours: any other changed fields of a ticket, named in `fields`.
inline constexpr std::string_view kTicketUpdate = "TicketUpdate";
/// Ours: an escalation rule fired; `rule` is its id and `name` its name.
inline constexpr std::string_view kTicketEscalated = "TicketEscalated";
/// Ours: the attachment clean-up took a closed ticket's files; `files` says how many.
inline constexpr std::string_view kTicketAttachmentsRemoved = "TicketAttachmentsRemoved";
}  // namespace event_type

/// A few short facts, never a body or a secret; ids as decimal text.
using EventDetails = std::vector<std::pair<std::string, std::string>>;

struct NewEvent {
    std::string_view type;
    EventDetails details;
};

struct Event {
    EventId id;
    TicketId ticket;
    std::string type;
    Actor::Kind actor_kind = Actor::Kind::system;
    std::int64_t actor_id = 0;  ///< of the agent, client, user, contact or credential
    std::string actor_name;
    Origin origin = Origin::local;
    EventDetails details;
    Timestamp created_at;
};

struct Ticket;

/// What the events of opening and replying say of their ticket, in the document's words.
NewEvent ticket_event(std::string_view type, const Ticket& ticket);

}  // namespace desk::core
