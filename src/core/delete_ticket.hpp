#pragma once
#include "core/error.hpp"
#include "core/ports.hpp"

namespace desk::core {

struct DeletedTicket {
    TicketId id;
    std::string number;
    std::string code;
};

/// Takes a ticket out of every reader's sight (design, section 1). Its number, code and id stay
/// taken, and nothing of it is lost until it is purged. A ticket that was merged into another can
/// be deleted too: what went over stays there.
/// \return Errc::ticket_not_found also for a ticket that is deleted already
Result<DeletedTicket> delete_ticket(Tx& tx, const Actor& actor, const TicketRef& ref);

/// Brings a deleted ticket back as it was.
/// \return Errc::not_deleted where there is nothing to bring back; Errc::ticket_not_found for an
/// unknown or purged one
Result<DeletedTicket> restore_ticket(Tx& tx, const Actor& actor, const TicketRef& ref);

/// Deletes for good what was written in a ticket, deleted before or not: messages, attachments,
/// field values, mail about it, requester and subject, the subject in its events too. What remains
/// is a row with its id, number and code, so that neither is ever given again, and its events as
/// audit. Files that no other attachment names are collected by the clean-up of the attachment
/// store.
/// \return Errc::ticket_not_found for an unknown or purged one
Result<DeletedTicket> purge_ticket(Tx& tx, const Actor& actor, const TicketRef& ref);

}  // namespace desk::core
