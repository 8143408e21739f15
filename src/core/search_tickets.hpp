#pragma once
#include "core/error.hpp"
#include "core/ticket_search.hpp"

namespace desk::core {

struct SearchTicketsInput {
    TicketSearch search;  ///< but for departments, statuses and owners
    // Each must hold; a name that nothing has is had by no ticket.
    std::vector<NumberTest> departments, statuses;                          ///< by id
    std::vector<std::vector<std::string>> department_names, status_titles;  ///< one of these
    std::vector<std::vector<std::string>> client_codes, client_emails;      ///< likewise
    ListPage page;  ///< but for `order`, `after` and `reader`
};

/// A page of the tickets that fit, without their total. Staff sees all, an actor of a client that
/// client's alone.
/// \return Errc::search_too_wide where more than kMostLookedAt would have to be looked at
Result<TicketList> search_tickets(Tx& tx, const Actor& actor, const SearchTicketsInput& input);

}  // namespace desk::core
