#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/update_ticket.hpp"

namespace desk::core {

/// What a client may change of its own ticket beside replying to it; what is absent stays.
struct AmendTicketInput {
    TicketRef ref;
    std::optional<std::string> status_title;     ///< `Closed`; another: Errc::status_not_found
    std::optional<std::string> subject;          ///< blank: Errc::subject_required
    std::optional<std::vector<std::string>> cc;  ///< one that is none: Errc::email_invalid
};

/// Changes a ticket by the hand of its client, all or nothing: each real change with its event.
/// \return Errc::not_permitted where the client may not close it; Errc::ticket_merged with the
/// number of the ticket it is in now, or Errc::ticket_not_found where the client cannot see that
Result<UpdatedTicket> amend_ticket(Tx& tx, const Actor& actor, const AmendTicketInput& input);

}  // namespace desk::core
