#pragma once
#include <vector>

#include "core/list_ports.hpp"
#include "store/backend.hpp"
#include "store/list_ranges.hpp"

namespace desk::store {

/// The tickets of a list that a filter lets pass, in no order: for filters that need a look at the
/// tickets themselves. Takes long.
/// \param ranges  of the scope, with the selection's departments and statuses alone
std::vector<ListKeyRow> search_tickets(Connection& connection, Backend& backend,
                                       const core::TicketSelection& selection,
                                       const ListScope& scope,
                                       const std::vector<TicketCount>& ranges);

/// Tickets that the subject index may not know yet, or not by what they are called now.
std::vector<std::int64_t> waiting_tickets(Connection& connection, Backend& backend);

/// True while there are events that the subject index has not followed.
bool subjects_wait(Connection& connection, Backend& backend);
/// Follows a bounded number of them. \return false when there was none, or another node did it
bool index_subjects(Connection& connection, Backend& backend);

}  // namespace desk::store
